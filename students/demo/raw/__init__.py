"""Files as the demo's three offices would send them: small, made up, and as untidy as real ones."""
