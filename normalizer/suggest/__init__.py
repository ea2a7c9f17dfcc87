"""Names that a desk's own texts hold and no gazetteer in use knows: found, counted, grouped, and written for review."""
