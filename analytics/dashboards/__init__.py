"""One page of figures per file: a scope in, what its template shows out."""
