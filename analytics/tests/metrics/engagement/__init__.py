"""Tests of what is counted of online learning."""
