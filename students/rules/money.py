"""Money as it is shown: with its sign, in Indian groups, with its paise."""

from decimal import Decimal

MINUS = "\u2212"


def grouped(number: int) -> str:
    """1234567 as 12,34,567."""
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    pairs = [head[max(end - 2, 0) : end] for end in range(len(head), 0, -2)]
    return ",".join([*reversed(pairs), tail])


def amount_text(hundredths: int) -> str:
    """Money without its sign, exact: 48500000 as 4,85,000.00; a true minus below 0."""
    whole, part = divmod(abs(hundredths), 100)
    return f"{MINUS if hundredths < 0 else ''}{grouped(whole)}.{part:02}"


def rupees(hundredths: int) -> str:
    """Money with its sign, exact: ₹ 4,85,000.00."""
    return f"₹\u00a0{amount_text(hundredths)}"


def rupees_of(amount: Decimal) -> str:
    """The same of an amount with at most two decimals."""
    return rupees(int(amount * 100))
