"""Numbers in addresses: small whole ones, and nothing else."""


def number(text: str | None) -> int | None:
    """A number in an address that every database can compare; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
