"""The front door: read, parse, check, diff, store, refresh; the same for every way in."""
