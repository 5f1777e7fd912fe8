"""Letters on paper: Latin and Devanagari, shaped, in the fonts that lie beside this file.

ReportLab sets one glyph for one letter, which breaks Devanagari: the sign of प्रि stands before its
letters and क्ष is one shape. So those runs are shaped by HarfBuzz and set glyph by glyph; the
letters themselves go along (ActualText), so that they can be copied and searched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).parent / "fonts"
LATIN, DEVANAGARI = "NotoSans", "NotoSansDevanagari"
REGULAR, BOLD = "Regular", "Bold"
PRIVATE = 0xE000  # the private letter of glyph 0, so that a glyph has the same one in every file
EM = 1000
JOINERS = "\u200c\u200d"  # they say how letters join and are none themselves
SHAPED = range(0x0900, 0x0980)


@dataclass(frozen=True)
class Run:
    """Letters of one font in a row."""

    font: str
    text: str


@cache
def font(name: str) -> TTFont:
    """A font of the folder, registered with ReportLab under its file's name."""
    made = TTFont(name, FONTS / f"{name}.ttf")
    pdfmetrics.registerFont(made)
    return made


@cache
def shaper(name: str) -> uharfbuzz.Font:
    """The same font for HarfBuzz, in thousandths of its size."""
    made = uharfbuzz.Font(uharfbuzz.Face((FONTS / f"{name}.ttf").read_bytes()))
    made.scale = (EM, EM)
    return made


def unknown_letters(text: str) -> str:
    """The letters of a text that its font here does not have, each once, in their order."""
    return "".join(dict.fromkeys(letter for letter in text if not _is_known(letter)))


def width(text: str, size: float, weight: str = REGULAR) -> float:
    """How wide a text is, in points."""
    return sum(_width(run, size) for run in _runs(text, weight))


def wrapped(text: str, size: float, most: float, weight: str = REGULAR) -> list[str]:
    """The text in lines of at most so many points; a longer word is cut between letters."""
    lines = [""]
    for word in text.split():
        for part in _parts(word, size, most, weight):
            longer = f"{lines[-1]} {part}".strip()
            if width(longer, size, weight) <= most:
                lines[-1] = longer
            else:
                lines.append(part)
    return lines


def write(canvas: Canvas, x: float, y: float, text: str, size: float, weight: str = REGULAR):
    """Set a text with its left end at a point."""
    for run in _runs(text, weight):
        if DEVANAGARI in run.font:
            _set_glyphs(canvas, x, y, run, size)
        else:
            canvas.setFont(font(run.font).fontName, size)
            canvas.drawString(x, y, run.text)
        x += _width(run, size)


def _is_known(letter: str) -> bool:
    known = font(f"{_family(letter)}-{REGULAR}").face.charToGlyph
    return letter in JOINERS or letter.isspace() or ord(letter) in known


def _family(letter: str) -> str:
    return DEVANAGARI if ord(letter) in SHAPED else LATIN


def _runs(text: str, weight: str) -> Iterator[Run]:
    """A space stays with the letters before it, so that none is left alone."""
    families, family = [], LATIN
    for letter in text:
        if not letter.isspace() and letter not in JOINERS:
            family = _family(letter)
        families.append(family)
    for key, pairs in groupby(zip(families, text, strict=True), key=lambda pair: pair[0]):
        yield Run(f"{key}-{weight}", "".join(letter for _, letter in pairs))


def _width(run: Run, size: float) -> float:
    if DEVANAGARI not in run.font:
        return pdfmetrics.stringWidth(run.text, font(run.font).fontName, size)
    return sum(position.x_advance for _, position in _glyphs(run)) * size / EM


@lru_cache(maxsize=4096)
def _glyphs(run: Run) -> tuple:
    """The glyphs of a run, each with where it stands."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaper(run.font), buffer)
    return tuple(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))


def _set_glyphs(canvas: Canvas, x: float, y: float, run: Run, size: float):
    letters = run.text.encode("utf-16-be").hex().upper()
    canvas._code.append(f"/Span <</ActualText <FEFF{letters}>>> BDC")
    canvas.setFont(font(run.font).fontName, size)
    for info, position in _glyphs(run):
        to_right, up = position.x_offset * size / EM, position.y_offset * size / EM
        canvas.drawString(x + to_right, y + up, _letter(run.font, info.codepoint))
        x += position.x_advance * size / EM
    canvas._code.append("EMC")


def _letter(name: str, glyph: int) -> str:
    """The private letter by which ReportLab sets this glyph of a font."""
    face, letter = font(name).face, PRIVATE + glyph
    if letter not in face.charToGlyph:
        face.charToGlyph[letter] = glyph
        face.charWidths[letter] = face.hmetrics[glyph][0]
    return chr(letter)


def _parts(word: str, size: float, most: float, weight: str) -> Iterator[str]:
    while width(word, size, weight) > most:
        count = len(word) - 1
        while count > 1 and width(word[:count], size, weight) > most:
            count -= 1
        yield word[:count]
        word = word[count:]
    yield word
