"""The commands of `namewright gazetteer`, one a file, found by its name; each module has a `command`."""
