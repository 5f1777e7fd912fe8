"""Taking attendance class by class: the classes, the roll of one, what is said of it."""
