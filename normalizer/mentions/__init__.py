"""Spans of a text that may be names."""
