"""A word as it is looked up: without endings, and with spellings that sound alike made one.

Hindi in Latin letters has no orthography: accha, achha and acchaa are one word, and so are
samjhate, samjhaate and samjhatey.
"""

import re
import unicodedata

WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?|[\u0900-\u0963\u0971-\u097f]+")
CLAUSE = re.compile(r"[.,;:!?…|।\n()/-]+")
SIGNS = "\u093e\u093f\u0940\u0941\u0942\u0947\u0948\u094b\u094c\u0902\u0901\u0903"
NUKTA = "\u093c"
SOUNDS = (
    ("chh", "ch"),
    ("cch", "ch"),
    ("aa", "a"),
    ("ee", "i"),
    ("oo", "u"),
    ("ph", "f"),
    ("w", "v"),
    ("z", "j"),
    ("ey", "e"),
)
ENDINGS = ("ing", "ly", "ed", "es", "s")
SHORTEST_STEM = 4
KEPT = frozenset({"too", "needs", "less", "class", "off"})
DOUBLED = re.compile(r"(.)\1+")


def clauses(text: str) -> list[list[str]]:
    """The words of a comment as they are looked up, cut at signs between parts of sentences."""
    plain = unicodedata.normalize("NFKD", text).replace(NUKTA, "")
    plain = unicodedata.normalize("NFC", plain).lower()
    parts = (WORD.findall(part) for part in CLAUSE.split(plain))
    return [[key(word) for word in words] for words in parts if words]


def key(word: str) -> str:
    """One word in small letters, as it is looked up."""
    if word[0] >= "\u0900":
        return _hindi(word)
    word = word.replace("'", "").replace("’", "")
    return word if word in KEPT else _sound(_stem(word))


def _hindi(word: str) -> str:
    word = word.replace("\u0901", "\u0902")
    bare = word.rstrip(SIGNS)
    return bare if len(bare) > 1 else word


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _sound(word: str) -> str:
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    return DOUBLED.sub(r"\1", word)
