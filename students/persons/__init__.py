"""People behind records: which two may be one, what was said of them, how many there are."""
