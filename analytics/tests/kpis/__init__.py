"""Key figures: worked by hand, at their edges, and who sees which."""
