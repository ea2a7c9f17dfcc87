"""Input and output formats, one a file."""
