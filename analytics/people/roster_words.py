"""What a list of students says of itself: title, conditions in words, columns, cells."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.choices import SUBJECT
from analytics.metrics.dimensions import NO_SECTION
from analytics.numerals import students
from analytics.people.early import EARLY, WHO
from analytics.people.narrowings import BETWEEN, SHORT, condition_words
from analytics.people.roster_rows import RosterRow
from analytics.people.rosters import (
    GRADE,
    NO_GRADE,
    PASSED,
    RISK,
    SEARCH,
    SECTION,
    YES,
    Roster,
)
from analytics.scope import Scope
from students.rules.risk import HIGH, LOW, MEDIUM, UNKNOWN

TOLD = (RISK, GRADE, PASSED, SHORT, BETWEEN, EARLY)  # in the title of the list
AT = {
    HIGH: gettext_lazy("at high risk"),
    MEDIUM: gettext_lazy("at medium risk"),
    LOW: gettext_lazy("at low risk"),
    UNKNOWN: gettext_lazy("with not enough data"),
}


@dataclass(frozen=True)
class Condition:
    """One condition of the list in words, and the address without it."""

    words: str
    remove_query: str


@dataclass(frozen=True)
class Column:
    """A column of the list: the row's attribute, the title, the order it offers."""

    name: str
    title: str
    sort: str = ""
    numeric: bool = False


def roster_title(roster: Roster, count: int) -> str:
    """Who is on the list, in a sentence: "3 students at high risk in Mathematics"."""
    listed = students(count)
    if conditions := " ".join(filter(None, (words_of(roster, name) for name in TOLD))):
        words = _("%(students)s %(conditions)s")
        listed = words % {"students": listed, "conditions": conditions}
    if SUBJECT not in roster.scope.chosen:
        return listed
    words = _("%(students)s in %(subject)s")
    return words % {"students": listed, "subject": subject_title(roster.scope)}


def words_of(roster: Roster, name: str) -> str:
    """One condition as a part of the title; empty where it is not set."""
    value = roster.conditions.get(name)
    if not value:
        return ""
    if name == RISK:
        return str(AT[value])
    if name == GRADE:
        graded = _("with grade %(grade)s") % {"grade": value}
        return _("without a grade") if value == NO_GRADE else graded
    if name == PASSED:
        return _("who passed") if value == YES else _("who did not pass")
    if name == EARLY:
        return str(WHO[value])
    if name in (SHORT, BETWEEN):
        return condition_words(name, value)
    if name == SECTION:
        section = _("Section %(section)s") % {"section": value}
        return _("without a section") if value == NO_SECTION else section
    return f"“{value}”"


def conditions_of(roster: Roster) -> list[Condition]:
    """Every condition of the list, each with the way to be rid of it."""
    names = (*TOLD, SECTION, SEARCH)
    return [
        Condition(words[0].upper() + words[1:], roster.query(**{name: ""}))
        for name in names
        if (words := words_of(roster, name))
    ]


def place_words(scope: Scope) -> str:
    """Where and when: "MAIN College · 2026-ODD"."""
    titles = list(dict.fromkeys(term.title for term in scope.terms))
    terms = titles[0] if len(titles) == 1 else _("the current term of each")
    places = institutions_words(scope)
    taught = [] if scope.sees_whole or SUBJECT in scope.chosen else scope.duties.subjects
    yours = _("in %(subjects)s") % {"subjects": ", ".join(taught)} if taught else ""
    return " · ".join(filter(None, (places, terms if titles else "", yours)))


def institutions_words(scope: Scope) -> str:
    """The institution by its name; of several or none how many."""
    names = [one.name for one in scope.institutions]
    words = ngettext("%(count)s institution", "%(count)s institutions", len(names))
    return names[0] if len(names) == 1 else words % {"count": len(names)}


def subject_title(scope: Scope) -> str:
    """The subject chosen, by its title."""
    code = scope.chosen[SUBJECT]
    return next((one.words for one in scope.choices.of(SUBJECT) if one.code == code), code)


def figure_title(roster: Roster) -> str:
    """What the figure of a row is: of all subjects, or of the one or those that are seen."""
    whole = roster.scope.sees_whole and not roster.of_subject
    return _("Average") if whole else _("Percent")


def columns_of(roster: Roster) -> list[Column]:
    """The columns in their order; an institution only where there are several."""
    several = [Column("institution", _("Institution"))]
    return [
        Column("roll_no", _("Roll number"), "roll"),
        Column("name", _("Name"), "name"),
        *(several if len(roster.scope.institutions) > 1 else ()),
        Column("branch", _("Branch")),
        Column("semester", _("Semester"), numeric=True),
        Column("section", _("Section")),
        Column("average", figure_title(roster), "average", numeric=True),
        Column("grade", _("Grade")),
        Column("attendance", _("Attendance, %"), "attendance", numeric=True),
        Column("standing", _("Standing")),
    ]


def export_columns(roster: Roster) -> list[Column]:
    """The columns of the page, with what it shows beside the name in columns of their own."""
    by_risk = [Column("risk_words", _("Risk")), Column("reasons", _("Reasons"))]
    return [*columns_of(roster), *(by_risk if RISK in roster.conditions else ())]


def cells(row: RosterRow, columns: list[Column]) -> Iterator[str]:
    """A row's texts in the order of the columns."""
    for column in columns:
        value = getattr(row, column.name)
        yield " ".join(value) if isinstance(value, tuple) else str(value)
