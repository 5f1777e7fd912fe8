"""The dated facts of one course, and the same facts as they were known on a day.

A course is a subject in a term. Days are whole numbers counted from its start; NaN is "not known".
"""

from dataclasses import dataclass, field, replace

import numpy as np

DAYS_IN_WEEK = 7
PAGE_KINDS = ("content", "quiz", "forum", "resource", "navigation", "other")


@dataclass(frozen=True)
class Start:
    """What is known of each enrolment from its first day; one entry per enrolment."""

    registered: np.ndarray
    left: np.ndarray
    credits: np.ndarray
    attempts: np.ndarray
    education: np.ndarray

    def of(self, rows: np.ndarray) -> "Start":
        return Start(**{name: values[rows] for name, values in vars(self).items()})


@dataclass(frozen=True)
class Weeks:
    """Activity; one entry per enrolment and week in which something was done."""

    row: np.ndarray
    week: np.ndarray
    days: np.ndarray
    last_day: np.ndarray
    clicks: np.ndarray  # by kind of page, in the order of PAGE_KINDS
    videos: np.ndarray  # seconds
    posts: np.ndarray


@dataclass(frozen=True)
class Parts:
    """The parts of the mark that are handed in before the end; one entry per part, by due day."""

    due: np.ndarray
    weight: np.ndarray
    kind: np.ndarray


@dataclass(frozen=True)
class Work:
    """What came of the parts; one entry per enrolment, part and day on which more of it was known.

    Scores are percents. `submitted` is the day of handing in, where it is noted. An entry that is
    not `made` says that nothing was handed in, one that does not stand that nothing is known again.
    """

    row: np.ndarray
    part: np.ndarray
    day: np.ndarray
    score: np.ndarray
    banked: np.ndarray
    made: np.ndarray
    submitted: np.ndarray
    stands: np.ndarray

    @property
    def handed_in(self) -> np.ndarray:
        """Of which entries the day of handing in is noted."""
        return ~np.isnan(self.submitted)

    def standing(self) -> "Work":
        """The last entry of each enrolment and part, where it stands."""
        order = np.argsort(self.day, kind="stable")[::-1]
        pairs = np.column_stack([self.row, self.part])[order]
        last = np.sort(order[np.unique(pairs, axis=0, return_index=True)[1]])
        last = last[self.stands[last]]
        return Work(**{name: values[last] for name, values in vars(self).items()})

    def told(self, count: int, parts: int) -> np.ndarray:
        """Enrolments by parts: whether it is known if they made it.

        Where days of handing in are kept, whoever has none made nothing; elsewhere nothing is known
        of those for whom nothing was entered yet.
        """
        found = np.zeros((count, parts), bool)
        found[self.row, self.part] = True
        found[:, self.part[self.handed_in]] = True
        return found


@dataclass(frozen=True)
class Dated:
    """Something else that has a day and a value, of an enrolment."""

    row: np.ndarray
    day: np.ndarray
    value: np.ndarray


@dataclass(frozen=True)
class Earlier:
    """Facts of whole terms; one entry per enrolment, fact and day on which its value came in.

    `item` numbers the fact, `ended` is the last day of its term; NaN: the value is known no more.
    """

    row: np.ndarray
    item: np.ndarray
    ended: np.ndarray
    day: np.ndarray
    value: np.ndarray
    weight: np.ndarray
    failed: np.ndarray


def no_terms() -> Earlier:
    """Nothing of any term."""
    whole, real = np.zeros(0, int), np.zeros(0)
    return Earlier(whole, whole, real, real, real, real, real)


@dataclass(frozen=True)
class Course:
    """All facts of a course: `enrolments` names the rows; `classes` are 1 attended and 0 missed.

    `others` are the same students' other subjects of the term: the day of registering, and as value
    the day of leaving. `term_marks`, whose items are subjects, and `term_classes` are of the whole
    running term, as the policy saw it; no feature is made of them.
    """

    key: tuple[int, int]
    length: int
    enrolments: np.ndarray
    start: Start
    weeks: Weeks
    parts: Parts
    work: Work
    classes: Dated
    others: Dated
    earlier_marks: Earlier
    earlier_classes: Earlier
    term_marks: Earlier = field(default_factory=no_terms)
    term_classes: Earlier = field(default_factory=no_terms)

    def as_known(self, day: int) -> "Course":
        """The course as known at the end of a day: those enrolled then, and nothing dated later.

        A week of activity is known once it is over. Who left later is not seen to leave, who
        registered later is not there. Due days are a plan and known ahead.
        """
        start = self.start
        here = ~(start.registered > day) & ~(start.left <= day)
        rows = np.flatnonzero(here)
        known = replace(start.of(rows), left=np.full(len(rows), np.nan))
        place = np.full(len(here), -1)
        place[rows] = np.arange(len(rows))
        over = (self.weeks.week + 1) * DAYS_IN_WEEK <= day + 1  # its last day is over, too
        others = self.others
        there = ~(others.day > day) & ~(others.value <= day)
        return replace(
            self,
            enrolments=self.enrolments[rows],
            start=known,
            weeks=kept(self.weeks, over, place),
            work=kept(self.work, self.work.day <= day, place).standing(),
            classes=kept(self.classes, self.classes.day <= day, place),
            others=replace(kept(others, there, place), value=np.zeros(0)),
            earlier_marks=kept(self.earlier_marks, self.earlier_marks.day <= day, place),
            earlier_classes=kept(self.earlier_classes, self.earlier_classes.day <= day, place),
            term_marks=kept(self.term_marks, self.term_marks.day <= day, place),
            term_classes=kept(self.term_classes, self.term_classes.day <= day, place),
        )

    @property
    def is_dated(self) -> bool:
        """Whether anything is known of what was done on some day: else no day can be judged."""
        return any(len(facts.row) for facts in (self.weeks, self.work, self.classes))

    @property
    def judged(self) -> np.ndarray:
        """Of which enrolments enough is known to guess: what was done, or an earlier term."""
        if self.is_dated:
            return np.ones(len(self.enrolments), bool)
        found = np.zeros(len(self.enrolments), bool)
        for facts in (self.earlier_marks, self.earlier_classes):
            found[facts.row[~np.isnan(facts.value)]] = True
        return found

    def leaving(self, day: int) -> tuple[int, int]:
        """How many were there when the course began or came since, and had left by a day."""
        there = ~(self.start.left <= 0) & ~(self.start.registered > day)
        return int(there.sum()), int((there & (self.start.left <= day)).sum())


def kept(facts, chosen: np.ndarray, place: np.ndarray):
    """Those entries of a table that are chosen and whose enrolment has a place, at that place."""
    chosen = chosen & (place[facts.row] >= 0)
    columns = {name: values[chosen] for name, values in vars(facts).items()}
    return type(facts)(**columns | {"row": place[facts.row[chosen]]})
