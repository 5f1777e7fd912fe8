"""The rules: plain Python that knows nothing of Django."""
