"""Outputs, one a file: pure functions from results to text."""
