"""Marks of a class in one subject, typed into a grid: read, compared, stored."""
