"""What students may be told apart by: institution, branch, batch, section, semester, term."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, order=True)
class Part:
    """One branch, batch, class …: `key` finds and sorts it, `filters` narrow a list to it.

    Without filters there is no way to write its students as an address.
    """

    key: tuple
    label: str = field(compare=False)
    title: str = field(compare=False, default="")
    filters: tuple[tuple[str, str], ...] = field(compare=False, default=())


@dataclass(frozen=True)
class Dimension:
    """Columns that results and summaries share and that tell parts apart.

    `title` heads a column, `noun` and `plural` stand in a sentence.
    """

    name: str
    title: str = field(compare=False)
    noun: str = field(compare=False)
    plural: str = field(compare=False)
    keys: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.keys, *self.words)

    def part(self, row: Mapping, prefix: str = "") -> Part:
        """The part that a row of values lies in; `prefix` is where its columns were reached by."""
        return self.part_of(tuple(row[f"{prefix}{name}"] for name in self.columns))

    def part_of(self, values: tuple) -> Part:
        """The part that has these values in its columns."""
        width = len(self.keys)
        key = self.key(values[:width])
        if self.name in CLASSLIKE:
            return _of_class(self.name, key, dict(zip(self.columns, values, strict=True)))
        code, title = values[width:]
        if code is None:
            return Part(key, gettext("No %(part)s") % {"part": self.noun})
        return Part(key, code, title, ((self.name, code),))

    def key(self, values: tuple) -> tuple:
        """The key of a part, from its key columns; a batch may be none."""
        if None not in values:
            return values
        return tuple("" if value is None else value for value in values)


def coded(name: str, title: str, noun: str, plural: str, words: str = "title") -> Dimension:
    """A dimension with a code and a title of its own."""
    columns = (f"{name}__code", f"{name}__{words}")
    return Dimension(name, title, noun, plural, (f"{name}__code_key",), columns)


def _of_class(name: str, key: tuple, values: Mapping) -> Part:
    semester = str(values["semester"])
    if name == "semester":
        label = gettext("Semester %(number)s") % {"number": semester}
        return Part(key, label, "", (("semester", semester),))
    code, section = values["branch__code"], values["section"]
    place = (("branch", code), ("semester", semester))
    words = " ".join(filter(None, (code, semester, section)))
    return Part(key, words, "", (*place, ("section", section or NO_SECTION)))


NO_SECTION = "-"  # how an address says that a class has none
CLASSLIKE = ("semester", "section")
INSTITUTION = coded("institution", _("Institution"), _("institution"), _("institutions"), "name")
BRANCH = coded("branch", _("Branch"), _("branch"), _("branches"))
BATCH = coded("batch", _("Batch"), _("batch"), _("batches"))
TERM = coded("term", _("Term"), _("term"), _("terms"))
SEMESTER = Dimension("semester", _("Semester"), _("semester"), _("semesters"), ("semester",))
SECTION = Dimension(
    "section",
    _("Section"),
    _("section"),
    _("sections"),
    ("branch__code_key", "semester", "section"),
    ("branch__code",),
)
