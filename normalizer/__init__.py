"""Names in machine-translated news, put right against a gazetteer."""
