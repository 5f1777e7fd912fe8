"""Mark sheets: what they say, how they look, what their codes tell."""
