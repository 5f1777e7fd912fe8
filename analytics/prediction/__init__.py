"""Guesses of how studies end, from what was known on a day; the one room of numpy and scikit-learn.

Nothing outside imports these modules when it starts: they are imported where a guess is asked for.
"""
