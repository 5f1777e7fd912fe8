"""What may go wrong, as scenarios: short ones are tests, long ones `benchmarks/faults.py`."""
