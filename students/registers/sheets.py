"""The register of one class as a page shows it: rows, choices, counts, what a colleague stored."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.models import ClassSession, Presence
from students.registers.classes import place_words
from students.registers.entries import NO, YES, Said
from students.registers.rolls import OnRoll, state_words, usual_states
from students.registers.taking import Class, Differing, Taken

# State, the letter on the button and on the keyboard, and the word beside it.
CHOICES = (
    (Presence.PRESENT, "P", gettext_lazy("Present")),
    (Presence.LATE, "L", gettext_lazy("Late")),
    (Presence.ABSENT, "A", gettext_lazy("Absent")),
    (Presence.EXCUSED, "E", gettext_lazy("Excused")),
    ("", "–", gettext_lazy("Not on the roll")),
)
COUNT_WORDS = {
    Presence.PRESENT: gettext_lazy("present"),
    Presence.LATE: gettext_lazy("late"),
    Presence.ABSENT: gettext_lazy("absent"),
    Presence.EXCUSED: gettext_lazy("excused"),
    "": gettext_lazy("not on the roll"),
}


@dataclass(frozen=True)
class SheetRow:
    """One student: what is stored, what the page proposes, and what a colleague stored instead."""

    student: OnRoll
    state: str
    theirs: Differing | None = None

    @property
    def conflict(self) -> str:
        """Both values in a sentence; empty where there is no conflict."""
        if self.theirs is None:
            return ""
        who = self.theirs.by or _("A colleague")
        theirs, mine = state_words(self.theirs.theirs), state_words(self.theirs.mine)
        words = _("%(who)s stored %(theirs)s, you typed %(mine)s.")
        return words % {"who": who, "theirs": theirs, "mine": mine}


@dataclass(frozen=True)
class Sheet:
    """The page of one class."""

    taken: Class
    session: ClassSession | None
    rows: tuple[SheetRow, ...]
    held: bool

    @property
    def title(self) -> str:
        subject = self.taken.taught.subject
        return subject.title or subject.code

    @property
    def place(self) -> str:
        place = place_words(self.taken.taught)
        return _("%(place)s · period %(period)s") % {"place": place, "period": self.taken.period}

    @property
    def was_held(self) -> str:
        """As the form sends it back: whether the class was held when the page was opened."""
        return "" if self.session is None else YES if self.session.held else NO

    @property
    def conflicts(self) -> int:
        return sum(row.theirs is not None for row in self.rows)

    @property
    def counts(self) -> list[tuple[str, int, str]]:
        """State, how many, and the word for them, in the order of the buttons."""
        found = Counter(row.state for row in self.rows)
        return [(state, found[state], words) for state, words in COUNT_WORDS.items()]


def sheet_of(
    taken: Class, roll: list[OnRoll], session: ClassSession | None, said: Said | None, came: Taken
) -> Sheet:
    """The page before anything is typed, or with all that was typed in a save that was refused."""
    states = usual_states(roll, session)
    if said:
        states |= {pk: one.state for pk, one in said.touched.items() if pk in states}
    theirs = {one.result_id: one for one in came.differing}
    rows = (SheetRow(one, states[one.result_id], theirs.get(one.result_id)) for one in roll)
    held = said.held if said and said.turns else session is None or session.held
    return Sheet(taken, session, tuple(rows), held)


def is_open_on(taken: Class, today: datetime.date) -> str:
    """Why attendance cannot be taken on the day, as a sentence; empty where it can."""
    term = taken.taught.term
    if not term.starts_on <= taken.on <= term.ends_on:
        return _("This day lies outside %(term)s.") % {"term": term.title}
    return _("This day has not come yet.") if taken.on > today else ""
