"""Plain marks: rows that say one mark of a known student, read and stored many at once."""
