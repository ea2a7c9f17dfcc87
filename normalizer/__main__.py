"""`python -m normalizer` is the command `namewright`."""

from normalizer.cli.main import main

if __name__ == "__main__":
    main()
