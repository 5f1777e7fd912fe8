"""Every aggregate of the house: a scope in, plain frozen rows out."""
