"""Numbers in the digits of any script, as the digits 0 to 9."""

import unicodedata


def in_digits(text: str) -> str:
    """The text, its letters composed as usual, with the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in composed)
