"""Tests of predictions run where what they need is installed: requirements/ml.txt."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("sklearn") and find_spec("skops") else ["test_*.py"]
