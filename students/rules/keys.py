"""The forms of codes and names by which they are looked up, searched and sorted.

Both databases store and compare these keys byte by byte, so that neither collation has a say.
NFKC may lengthen a text (one ligature becomes eighteen letters): a code whose key outgrows
KEY_LENGTH is refused, never cut, since a cut key would make two codes one; a name key only sorts
and searches and is cut at NAME_KEY_LENGTH.
"""

import unicodedata

from students.rules.words import gettext as _

KEY_LENGTH = 120
NAME_KEY_LENGTH = 300

BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
INVISIBLE = frozenset("\u00ad\u034f\u115f\u1160\u180e\u200b\u2028\u2029\u2060\u3164\ufeff\uffa0")
UNSAFE_CATEGORIES = frozenset({"Cc", "Cs"})


def key_of(text: str) -> str:
    """A code's key: NFKC, without white space and format characters, case folded to upper."""
    if _is_plain(text):
        return "".join(text.split()).upper()
    bare = "".join(_visible(unicodedata.normalize("NFKC", text)).split())
    return unicodedata.normalize("NFKC", bare.casefold().upper())


def name_key_of(name: str) -> str:
    """A name's key: NFKC, white space collapsed to single spaces, case folded, cut to length."""
    if _is_plain(name):
        return " ".join(name.lower().split())[:NAME_KEY_LENGTH].rstrip()
    folded = _visible(unicodedata.normalize("NFKC", name)).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())[:NAME_KEY_LENGTH].rstrip()


def unsafe_characters(text: str) -> tuple[str, ...]:
    """The control, bidirectional and invisible characters in a text, each once, as found.

    The joiners U+200C and U+200D stay allowed: names in Indic scripts need them.
    """
    if _is_plain(text):
        return ()
    return tuple(dict.fromkeys(character for character in text if _is_unsafe(character)))


def code_problem(text: str) -> str:
    """Why a code cannot be taken, as a sentence; empty when it can."""
    unsafe = unsafe_characters(text)
    if unsafe:
        names = ", ".join(f"U+{ord(character):04X}" for character in unsafe)
        return _("It holds characters that cannot be seen: %(names)s.") % {"names": names}
    key = key_of(text)
    if not key:
        return _("It is empty.")
    if len(key) > KEY_LENGTH:
        return _("It is longer than %(most)s letters.") % {"most": KEY_LENGTH}
    return ""


def _is_plain(text: str) -> bool:
    """Whether no character needs a look of its own: a file of a million rows is mostly such."""
    return text.isascii() and text.isprintable()


def _is_unsafe(character: str) -> bool:
    return (
        character in BIDI_CONTROLS
        or character in INVISIBLE
        or unicodedata.category(character) in UNSAFE_CATEGORIES
    )


def _visible(text: str) -> str:
    return "".join(character for character in text if unicodedata.category(character) != "Cf")
