"""The commands of `namewright`, one a file, found by its name; each module has a `command`."""
