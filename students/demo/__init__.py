"""The demo: an invented institution of any size, the same for the same seed, size and date."""
