"""Names of people brought to one form: honorifics off, Devanagari in Latin letters, one spelling.

The form is for comparing alone; nobody is shown it, and no name is stored so.
"""

import re
import unicodedata
from functools import lru_cache

HONORIFICS = frozenset(
    re.findall(
        r"\S+",
        "mr mrs ms miss master mast dr prof shri sri shree smt km kum late श्री श्रीमती सुश्री डॉ कु",
    )
)
MOST_PARTS = 6
DEVANAGARI = re.compile(r"[\u0900-\u0963\u0970-\u097f]")
WORDS = re.compile(rf"(?:[^\W\d_]|{DEVANAGARI.pattern})+")  # vowel signs are no letters to \w
VOWELS = "aeiou"
VIRAMA = "्"
SOUNDS = (
    "क:k ख:kh ग:g घ:gh ङ:n च:c छ:c ज:j झ:j ञ:n ट:t ठ:t ड:d ढ:d ण:n त:t थ:t द:d ध:d न:n प:p फ:ph"
)
SOUNDS += " ब:b भ:b म:m य:y र:r ल:l व:v श:s ष:s स:s ह:h ळ:l"
CONSONANTS = dict(re.findall(r"(\S):(\S+)", SOUNDS))
SIGNS = dict(re.findall(r"(\S):(\S+)", "ा:a ि:i ी:i ु:u ू:u ृ:ri ॄ:ri े:e ै:e ो:o ौ:o ॅ:e ॉ:o"))
INDEPENDENT = dict(
    re.findall(r"(\S):(\S+)", "अ:a आ:a इ:i ई:i उ:u ऊ:u ऋ:ri ए:e ऐ:e ओ:o औ:o ऍ:e ऑ:o")
)
SCHWA = "\u0259"  # the vowel a consonant has where no other is written; not always spoken
NASALS = "ंँ"
ONE_SPELLING = tuple(
    (re.compile(found), meant)
    for found, meant in (
        (r"gy|dny|jn", "g"),
        (r"ngh|nh\b", "n"),
        (r"ksh|x", "ks"),
        (r"chh|ch|tch", "c"),
        (r"ck|q", "k"),
        (r"ph", "f"),
        (r"([kgjtdbsr])h", r"\1"),
        (r"w", "v"),
        (r"z", "j"),
        (r"aya(?=[^aeiou])|ai|ay(?=[^aeiou]|$)|ei|ey", "e"),
        (r"au|ou|ow", "o"),
        (r"ee|ii|ie|y(?=[^aeiou]|$)", "i"),
        (r"oo|uu", "u"),
        (r"iy(?=[aeiou])", "i"),
        (r"m(?=[pb])", "n"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=200_000)
def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a name in their one spelling, in the order in which they stand."""
    words = WORDS.findall(unicodedata.normalize("NFKC", name).casefold())
    while len(words) > 1 and words[0] in HONORIFICS:
        words = words[1:]
    return tuple(filter(None, map(one_spelling, words)))[:MOST_PARTS]


@lru_cache(maxsize=50_000)
def one_spelling(word: str) -> str:
    """A part of a name in the spelling that its usual spellings share: “Chaudhary” is “caudari”."""
    text = romanised(word) if DEVANAGARI.match(word) else _without_accents(word)
    for found, meant in ONE_SPELLING:
        text = found.sub(meant, text)
    return text


@lru_cache(maxsize=50_000)
def sound_of(part: str) -> str:
    """What is left of a part without its vowels, but for the first letter."""
    if not part:
        return ""
    first = {"e": "i", "o": "u"}.get(part[0], part[0])
    return first + re.sub(r"[aeiouyh]", "", part[1:])


@lru_cache(maxsize=200_000)
def sounds_of(name: str) -> tuple[str, ...]:
    """What the written-out parts of a name sound like, each once, in order."""
    return tuple(sorted({sound_of(part) for part in parts_of(name) if len(part) > 1}))


def romanised(word: str) -> str:
    """A word in Devanagari in Latin letters, without the vowels that are written but not spoken."""
    letters: list[str] = []
    for sign in word:
        if sign in SIGNS:
            letters = [*_without_schwa(letters), SIGNS[sign]]
        elif sign == VIRAMA:
            letters = _without_schwa(letters)
        elif sign in NASALS:
            letters.append("n")
        elif sign in CONSONANTS:
            letters += [CONSONANTS[sign], SCHWA]
        elif sign in INDEPENDENT:
            letters.append(INDEPENDENT[sign])
    return _without_silent(letters)


def _without_schwa(letters: list[str]) -> list[str]:
    return letters[:-1] if letters[-1:] == [SCHWA] else letters


def _without_silent(letters: list[str]) -> str:
    """Hindi drops the unwritten vowel at a word's end, and between two spoken syllables."""
    if len(letters) > 2 and letters[-1] == SCHWA:
        letters = letters[:-1]
    text = "".join(letters)
    vowel = f"[{VOWELS}{SCHWA}]"
    silent = re.compile(rf"({vowel}[^{VOWELS}{SCHWA}]){SCHWA}([^{VOWELS}{SCHWA}]{vowel})")
    for _ in letters:
        found = list(silent.finditer(text))
        if not found:
            break
        last = found[-1]
        text = text[: last.start()] + last[1] + last[2] + text[last.end() :]
    return text.replace(SCHWA, "a")


def _without_accents(word: str) -> str:
    """Letters without their accents; what is in neither script stays as it is."""
    split = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in split if not unicodedata.combining(sign))
