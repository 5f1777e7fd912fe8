"""An ordinance: pass heads, best of tests, grace, grade points, averages, attempts, promotion.

It is part of a policy's definition. What a definition leaves out has the value given here, so that
definitions written before there were ordinances stay what they were, to the fingerprint.
Marks are whole hundredths, percents whole 1e-10 percents, grade points whole hundredths.
"""

from dataclasses import dataclass

from students.rules.keys import key_of

COMPONENT_KINDS = ("assignment", "quiz", "midterm", "practical", "end_semester")

AGGREGATE = "Aggregate"  # the head every subject has, judged by the policy's subject pass

PASSING, GRADE, CLASS = "passing", "grade", "class"
GRACE_PURPOSES = (PASSING, GRADE, CLASS)

BEST, LATEST, CAPPED = "best", "latest", "capped"
ATTEMPTS = (BEST, LATEST, CAPPED)

COUNT, LEAVE_OUT, NO_AVERAGE = "count", "leave_out", "no_average"
FAILED_SUBJECTS = (COUNT, LEAVE_OUT, NO_AVERAGE)

HALF_UP, DOWN = "half_up", "down"
ROUNDINGS = (HALF_UP, DOWN)

ALL, ANY = "all", "any"
NEEDS = (ALL, ANY)

TOP_POINT = 1000
POINT = 100


@dataclass(frozen=True)
class Parts:
    """Some components of a subject, named by their kinds or by their codes."""

    kinds: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()  # keys, see `key_of`

    def hold(self, kind: str, code: str) -> bool:
        """Whether a component of this kind and code is one of them."""
        return kind in self.kinds or key_of(code) in self.codes


@dataclass(frozen=True)
class Head:
    """A head of passing: of its parts' maximum at least so much has to be reached."""

    name: str
    parts: Parts
    at_least: int


@dataclass(frozen=True)
class BestOf:
    """Of these parts only the best so many count."""

    parts: Parts
    count: int


@dataclass(frozen=True)
class Step:
    """A step of a slab: up to this maximum of a head (None: any above) so many marks of grace."""

    up_to: int | None
    marks: int


@dataclass(frozen=True)
class Grace:
    """One ordinance of grace; what is None or empty sets no limit.

    `purpose` is to pass heads, to reach a subject's grade `letter`, or the next class of the term.
    `whole_marks` raises limits given in percent, of marks or of papers, to the next whole number.
    `whole_examination` gives nothing unless the term is passed with it.
    """

    code: str
    purpose: str = PASSING
    per_head: tuple[Step, ...] = ()
    head_percent: int | None = None
    total_percent: int | None = None
    total_marks: int | None = None
    heads: int | None = None
    subjects: int | None = None
    subjects_percent: int | None = None
    whole_marks: bool = False
    whole_examination: bool = False
    letter: str = ""


@dataclass(frozen=True)
class ClassLine:
    """A class or division of a term: from this percent of all marks."""

    title: str
    at_least: int


@dataclass(frozen=True)
class Promotion:
    """When a student goes on with subjects not passed; None: that is not asked."""

    backlogs_at_most: int | None = None
    credits_at_least: int | None = None
    whole_credits: bool = False  # a fraction of a credit is not demanded
    needs: str = ALL


@dataclass(frozen=True)
class Ordinance:
    """All of it; `points` by band from the top, empty for ten and one less from band to band."""

    points: tuple[int, ...] = ()
    heads: tuple[Head, ...] = ()
    best_of: tuple[BestOf, ...] = ()
    grace: tuple[Grace, ...] = ()
    classes: tuple[ClassLine, ...] = ()
    attempts: str = BEST
    cap: str = ""
    failed: str = COUNT
    rounding: str = HALF_UP
    promotion: Promotion | None = None

    def point(self, place: int, bands: int) -> int:
        """The grade point of the band at a place among so many; the last one fails and has 0."""
        if self.points:
            return self.points[place]
        return 0 if place == bands - 1 else TOP_POINT - place * POINT


DEFAULT = Ordinance()
