"""Mark sheets on paper: what they say, the code that verifies them, and how they are drawn."""
