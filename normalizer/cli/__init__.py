"""The command line: what prints, asks the environment and exits."""
