"""Which entity each mention of a document names, or none."""
