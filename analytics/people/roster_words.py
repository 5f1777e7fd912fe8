"""What a list of students says of itself: title, conditions in words, columns, cells."""

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.choices import SUBJECT
from analytics.metrics.dimensions import NO_SECTION
from analytics.numerals import students
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
from students.rules.risk import UNKNOWN

TOLD = (RISK, GRADE, PASSED, SHORT, BETWEEN)  # in the title of the list


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
    parts = [students(count), *(words_of(roster, name) for name in TOLD)]
    if SUBJECT in roster.scope.chosen:
        parts.append(f"in {subject_title(roster.scope)}")
    return " ".join(filter(None, parts))


def words_of(roster: Roster, name: str) -> str:
    """One condition as a part of the title; empty where it is not set."""
    value = roster.conditions.get(name)
    if not value:
        return ""
    if name == RISK:
        return "with not enough data" if value == UNKNOWN else f"at {value.lower()} risk"
    if name == GRADE:
        return "without a grade" if value == NO_GRADE else f"with grade {value}"
    if name == PASSED:
        return "who passed" if value == YES else "who did not pass"
    if name in (SHORT, BETWEEN):
        return condition_words(name, value)
    if name == SECTION:
        return "without a section" if value == NO_SECTION else f"Section {value}"
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
    names = [one.name for one in scope.institutions]
    titles = list(dict.fromkeys(term.title for term in scope.terms))
    places = names[0] if len(names) == 1 else f"{len(names)} institutions"
    terms = titles[0] if len(titles) == 1 else "the current term of each"
    taught = [] if scope.sees_whole or SUBJECT in scope.chosen else scope.duties.subjects
    yours = f"in {', '.join(taught)}" if taught else ""
    return " · ".join(filter(None, (places, terms if titles else "", yours)))


def subject_title(scope: Scope) -> str:
    """The subject chosen, by its title."""
    code = scope.chosen[SUBJECT]
    return next((one.words for one in scope.choices.of(SUBJECT) if one.code == code), code)


def figure_title(roster: Roster) -> str:
    """What the figure of a row is: of all subjects, or of the one or those that are seen."""
    return "Average" if roster.scope.sees_whole and not roster.of_subject else "Percent"


def columns_of(roster: Roster) -> list[Column]:
    """The columns in their order; an institution only where there are several."""
    several = [Column("institution", "Institution")] if len(roster.scope.institutions) > 1 else []
    return [
        Column("roll_no", "Roll number", "roll"),
        Column("name", "Name", "name"),
        *several,
        Column("branch", "Branch"),
        Column("semester", "Semester", numeric=True),
        Column("section", "Section"),
        Column("average", figure_title(roster), "average", numeric=True),
        Column("grade", "Grade"),
        Column("attendance", "Attendance, %", "attendance", numeric=True),
        Column("standing", "Standing"),
    ]


def export_columns(roster: Roster) -> list[Column]:
    """The columns of the page, with what it shows beside the name in columns of their own."""
    by_risk = [Column("risk", "Risk"), Column("reasons", "Reasons")]
    return [*columns_of(roster), *(by_risk if RISK in roster.conditions else ())]


def cells(row: RosterRow, columns: list[Column]) -> Iterator[str]:
    """A row's texts in the order of the columns."""
    for column in columns:
        value = getattr(row, column.name)
        yield " ".join(value) if isinstance(value, tuple) else str(value)
