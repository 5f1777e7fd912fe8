"""One page of figures per file; the file's name is its slug. Copy the nearest sibling."""
