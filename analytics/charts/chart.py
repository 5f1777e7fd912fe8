"""What a chart is, before it is drawn: its finding, its rows, and what each of them leads to."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.metrics.figures import Figures
from analytics.metrics.tallies import Tally

BAR, DOUGHNUT, PIE = "bar", "doughnut", "pie"
LINE, LINES, COLUMNS = "line", "lines", "columns"
MOST_BARS = 10


def nothing(tally: Tally, sentence: str) -> str:
    """The sentence in the place of a chart: `sentence`, unless there are too few to tell of."""
    return _("Too few students to tell of.") if tally.few else sentence


@dataclass(frozen=True)
class Row:
    """One slice or bar: `number` is drawn, `value` is the text printed, `key` names its colour.

    `filters` are what the list of students is narrowed by to find those counted here; a row that
    counts something else than students `leads` nowhere. Of several lines `numbers` has a point
    each; `others` are further columns of the table.
    """

    label: str
    number: float | int | None
    value: str
    key: str
    share: str | None = None
    note: str | None = None
    filters: dict[str, str] = field(default_factory=dict)
    leads: bool = True
    numbers: tuple[float | None, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """One of several lines: its name, written at its end, and the key of its colour.

    One without a name bounds the line before it.
    """

    name: str
    key: str


@dataclass(frozen=True)
class Chart:
    """A chart with its table; `columns` are titles, the first of the label and then one each for
    note, value, share and others, where rows have them. `empty` is the sentence said instead."""

    slug: str
    kind: str
    title: str
    subtitle: str
    measure: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    figures: Figures
    options: dict = field(default_factory=dict)
    empty: str = ""
    series: tuple[Series, ...] = ()

    @property
    def drawn(self) -> tuple[Row, ...]:
        """The rows that are drawn: of many bars the lowest ten; the table has them all."""
        return self.rows[-MOST_BARS:] if self.kind == BAR else self.rows

    @property
    def says(self) -> str:
        """The sub-title, with what is left to the table."""
        if len(self.drawn) == len(self.rows):
            return self.subtitle
        words = _("the %(drawn)s lowest of %(all)s")
        return f"{self.subtitle} · {words % {'drawn': len(self.drawn), 'all': len(self.rows)}}"

    @property
    def shows_keys(self) -> bool:
        """Whether the table is the key of the drawing."""
        return self.kind in (DOUGHNUT, PIE)

    def url_of(self, row: Row) -> str:
        """The list of the students a row counts; empty for who may not look them up."""
        scope = self.figures.scope
        if not scope.leads_to_students or not row.leads:
            return ""
        return f"{reverse(scope.LIST)}?{scope.students_query(**row.filters)}"

    @property
    def has_notes(self) -> bool:
        """Whether the second column is one of words."""
        return any(row.note is not None for row in self.rows)

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers: those after the words."""
        words = 2 if self.has_notes else 1
        return tuple(place >= words for place in range(len(self.columns)))

    def table(self) -> list[tuple[str, ...]]:
        """The table's cells as they are shown, row by row."""
        return [
            (
                *(cell for cell in (row.label, row.note, row.value, row.share) if cell is not None),
                *row.others,
            )
            for row in self.rows
        ]
