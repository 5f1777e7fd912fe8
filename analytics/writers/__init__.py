"""Rows of texts to a file somebody can open."""
