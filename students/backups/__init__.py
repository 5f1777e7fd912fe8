"""The whole register in one file and back, on any database; nothing half, nothing unchecked."""
