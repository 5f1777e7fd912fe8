"""Mark sheets as a PDF: a page each, more where a term has more subjects than a page holds."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from analytics.mark_sheets.letters import BOLD, REGULAR, width, wrapped, write
from analytics.mark_sheets.words import (
    Fact,
    PaperLine,
    came_to,
    columns,
    lines_of,
    standing,
    whose,
)
from analytics.models import MarkSheet

WIDE, HIGH = A4
LEFT, RIGHT, TOP, FOOT = 20 * mm, WIDE - 20 * mm, HIGH - 20 * mm, 62 * mm
TEXT, SMALL, LARGE, LEADING, HAIR = 10, 8, 16, 1.4, 0.5
# Where each column of the table begins, and whether it is set to the right, in millimetres.
PLACES = ((20, False), (43, False), (121, True), (158, True), (173, True), (190, True))
TITLE_WIDE = 64 * mm
CODE_WIDE = 22 * mm
PAD = 3  # points between a line of the table and its letters
QR = 28 * mm


@dataclass
class Pen:
    """Where on the page the next line goes."""

    canvas: Canvas
    y: float = TOP

    def line(self, text: str, size: float = TEXT, weight: str = REGULAR, x: float = LEFT):
        """A text in one line, and the pen below it."""
        self.y -= size
        write(self.canvas, x, self.y, text, size, weight)
        self.y -= size * (LEADING - 1)

    def lines(self, text: str, size: float, weight: str = REGULAR):
        """A text in as many lines as the page wants."""
        for part in wrapped(text, size, RIGHT - LEFT, weight):
            self.line(part, size, weight)

    def rule(self):
        """A hair line over the width of the page."""
        self.canvas.setLineWidth(HAIR)
        self.canvas.line(LEFT, self.y, RIGHT, self.y)


def pdf_of(sheets: Iterable[tuple[MarkSheet, str]]) -> bytes:
    """The file of these sheets, each with the address that verifies it.

    The same sheets give the same bytes: it holds neither the time it is made nor a number of lot.
    """
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setCreator("PerfDash")
    for sheet, address in sheets:
        with translation.override(sheet.language):
            canvas.setTitle(_("Mark sheets"))
            _draw(canvas, sheet, address)
    canvas.save()
    return file.getvalue()


def _draw(canvas: Canvas, sheet: MarkSheet, address: str):
    pages = list(_pages(lines_of(sheet.printed)))
    for number, lines in enumerate(pages, start=1):
        pen = Pen(canvas)
        _head(pen, sheet.printed)
        _table(pen, lines)
        if number == len(pages):
            _sums(pen, sheet.printed)
        else:
            pen.line(_("The sheet goes on on the next page."), SMALL)
        _foot(canvas, sheet, address)
        canvas.showPage()


def _pages(lines: list[PaperLine]) -> Iterator[list[PaperLine]]:
    """The lines page by page; a page ends where the next line would reach the foot."""
    room, page = _room(), []
    for line in lines:
        if page and room < _height(line):
            yield page
            room, page = _room(), []
        room -= _height(line)
        page.append(line)
    yield page


def _room() -> float:
    return TOP - FOOT - 95 * mm  # the head takes some 60 mm at most, the sums 35


def _height(line: PaperLine) -> float:
    rows = max(len(_titles(line)), len(wrapped(line.code, TEXT, CODE_WIDE)))
    return rows * TEXT * LEADING + len(line.notes) * SMALL * LEADING + 2 * PAD


def _titles(line: PaperLine) -> list[str]:
    return wrapped(line.title, TEXT, TITLE_WIDE)


def _head(pen: Pen, printed: dict):
    pen.lines(printed["institution"], LARGE, BOLD)
    pen.line(_("Mark sheet"), TEXT + 2)
    pen.y -= 4 * mm
    pen.rule()
    pen.y -= 3 * mm
    pen.lines(printed["student"], LARGE - 2, BOLD)
    pen.y -= 2 * mm
    _facts(pen, whose(printed))
    pen.y -= 2 * mm
    pen.line(standing(printed), SMALL)
    pen.y -= 2 * mm


def _facts(pen: Pen, facts: list[Fact]):
    """Labels with their texts in two columns."""
    half = (RIGHT - LEFT) / 2
    for at in range(0, len(facts), 2):
        rows = [wrapped(one.text, TEXT, half - 32 * mm, BOLD) for one in facts[at : at + 2]]
        begun = pen.y
        ends = []
        for column, (fact, texts) in enumerate(zip(facts[at : at + 2], rows, strict=True)):
            pen.y, x = begun, LEFT + column * half
            write(pen.canvas, x, begun - TEXT, fact.label, SMALL)
            for text in texts:
                pen.line(text, TEXT, BOLD, x + 30 * mm)
            ends.append(pen.y)
        pen.y = min(ends) - 1


def _table(pen: Pen, lines: list[PaperLine]):
    pen.rule()
    pen.y -= PAD
    _row(pen, columns(), SMALL, BOLD)
    pen.y -= PAD
    pen.rule()
    for line in lines:
        _subject(pen, line)
        pen.rule()


def _subject(pen: Pen, line: PaperLine):
    lowest = pen.y - _height(line)
    pen.y -= PAD
    begun = pen.y
    _row(pen, ("", "", line.credits, line.marks, line.grade, line.points), TEXT, REGULAR)
    pen.y = begun
    for part in wrapped(line.code, TEXT, CODE_WIDE):
        pen.line(part)
    pen.y = begun
    for part in _titles(line):
        pen.line(part, x=PLACES[1][0] * mm)
    for note in line.notes:
        pen.line(note, SMALL, x=PLACES[1][0] * mm)
    pen.y = lowest


def _row(pen: Pen, texts: Iterable[str], size: float, weight: str):
    pen.y -= size
    for (place, to_right), text in zip(PLACES, texts, strict=True):
        x = place * mm - (width(text, size, weight) if to_right else 0)
        write(pen.canvas, x, pen.y, text, size, weight)
    pen.y -= size * (LEADING - 1)


def _sums(pen: Pen, printed: dict):
    pen.y -= 4 * mm
    _facts(pen, came_to(printed))


def _foot(canvas: Canvas, sheet: MarkSheet, address: str):
    """The code, the address that verifies it as text and as a picture, the day, who signs."""
    pen = Pen(canvas, FOOT)
    pen.rule()
    _picture(canvas, address)
    beside = LEFT + QR + 5 * mm
    pen.y -= 4 * mm
    day = date_format(timezone.localdate(sheet.at), "j M Y")
    pen.line(_("Given out on %(day)s") % {"day": day}, TEXT, REGULAR, beside)
    pen.line(_("Code %(code)s") % {"code": sheet.code}, TEXT, BOLD, beside)
    pen.line(_("Whether this sheet is genuine and still true is said at"), SMALL, REGULAR, beside)
    for part in wrapped(address, SMALL, 70 * mm):
        pen.line(part, SMALL, REGULAR, beside)
    canvas.line(RIGHT - 45 * mm, 28 * mm, RIGHT, 28 * mm)
    label = _("Registrar")
    write(canvas, RIGHT - width(label, SMALL), 24 * mm, label, SMALL)


def _picture(canvas: Canvas, address: str):
    """The address as a QR code, in one path: a rectangle of its own for each dot is slow."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(address))
    code.make()
    dot, top, path = QR / code.getModuleCount(), FOOT - 5 * mm, canvas.beginPath()
    for row, dots in enumerate(code.modules, start=1):
        for column, black in enumerate(dots):
            if black:
                path.rect(LEFT + column * dot, top - row * dot, dot, dot)
    canvas.drawPath(path, stroke=0, fill=1)
