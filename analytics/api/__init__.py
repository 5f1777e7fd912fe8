"""The JSON interface under /api/v1/: parse a scope or a body, call, answer."""
