"""What there is to choose from in filters: only what the viewer may see, so that a value that is
not theirs and one that does not exist are the same."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db.models import F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from students.class_rights import CLASS, FIGURE_ROLES, NOTHING
from students.kept import fetched
from students.models import (
    Batch,
    Branch,
    Enrolment,
    Mark,
    ResultSummary,
    Role,
    Subject,
    SubjectSummary,
    TermResult,
)
from students.rules.keys import key_of
from students.sight import Sight

BRANCH, BATCH, SEMESTER, SUBJECT = "branch", "batch", "semester", "subject"
CODED = {BRANCH: Branch, BATCH: Batch, SUBJECT: Subject}


@dataclass(frozen=True)
class Choice:
    """One value of a filter; several institutions may each have a branch of the same code."""

    kind: str
    number: int
    code: str
    title: str = ""

    @property
    def key(self) -> str:
        return key_of(self.code)

    @property
    def words(self) -> str:
        """The title where there is one, else the code."""
        return self.title or self.code


@dataclass(frozen=True)
class Choices:
    """All values to choose from in some institutions and terms; read once, when first asked for."""

    sight: Sight
    institutions: tuple[int, ...]
    terms: tuple[int, ...]

    @cached_property
    def all(self) -> tuple[Choice, ...]:
        """Branches, batches, semesters and subjects, in order. One query."""
        key = "choices", self.sight.key, self.institutions, self.terms
        return _choices(
            tuple(fetched(key, _Seen(self.sight, self.institutions, self.terms).choices))
        )

    def of(self, kind: str) -> list[Choice]:
        """One choice for each code of this kind."""
        return list({one.key: one for one in reversed(self.all) if one.kind == kind}.values())[::-1]

    def find(self, kind: str, code: str) -> list[Choice]:
        """The choices of this code, one for each institution that has it."""
        key = key_of(code)
        return [one for one in self.all if one.kind == kind and one.key == key]


@lru_cache(maxsize=1000)  # a viewer's rows are mostly those of the last look
def _choices(rows: tuple[tuple[str, int, str, str], ...]) -> tuple[Choice, ...]:
    """The choices of these rows of kind, number, code and title, in order."""
    found = (Choice(kind, number, code or str(number), title) for kind, number, code, title in rows)
    return tuple(sorted(found, key=lambda one: (one.kind, _natural(one), one.number)))


def _natural(choice: Choice) -> tuple:
    return (choice.number, "") if choice.kind == SEMESTER else (0, choice.key)


def _coded(kind: str, model: type, seen: Q) -> QuerySet:
    rows = model.objects.filter(seen).order_by()
    return rows.values_list(Value(kind), Cast("pk", IntegerField()), "code", "title")


@dataclass(frozen=True)
class _Seen:
    """The conditions under which a value is in sight of one viewer in some institutions."""

    sight: Sight
    institutions: tuple[int, ...]
    terms: tuple[int, ...]

    def choices(self) -> QuerySet:
        """Kind, number, code and title of all of them."""
        coded = [_coded(kind, model, self.of(kind)) for kind, model in CODED.items()]
        return coded[0].union(*coded[1:], *self.semesters())

    def of(self, kind: str) -> Q:
        """The condition on branches, batches or subjects."""
        here = Q(institution__in=self.institutions)
        if self.sight.everything:
            return here
        whole = self.sight.where(*FIGURE_ROLES)
        if whole.issuperset(self.institutions):
            return here
        return here & (Q(institution__in=whole) | self._met(kind))

    def _met(self, kind: str) -> Q:
        """Values met in the viewer's own classes and among their mentees."""
        met = NOTHING
        for rows in self._subjects() if kind == SUBJECT else self._places():
            met |= Q(pk__in=rows.order_by().values(kind))
        return met

    def _places(self) -> tuple[QuerySet, ...]:
        classes = self.sight.classes(figures=True) | self.sight.classes_taught()
        near = self.sight.cells_near(CLASS)
        cells = ResultSummary.objects.filter(near, classes, institution__in=self.institutions)
        return cells.filter(students__gt=0), self._mentees()

    def _subjects(self) -> tuple[QuerySet, ...]:
        classes = self.sight.classes(figures=True)
        cells = SubjectSummary.objects.filter(
            self.sight.cells_near(),
            classes,
            institution__in=self.institutions,
            term__in=self.terms,
            students__gt=0,
        )
        taught = Subject.objects.filter(pk__in=self.sight.taught_subject_ids())
        marks = Mark.objects.filter(self.sight.mentees("result__"))
        return cells, taught.annotate(subject=F("pk")), marks, self._enrolments()

    def _enrolments(self) -> QuerySet:
        """Courses of whole records: of some nobody has a mark yet, and a guess is made of them."""
        return Enrolment.objects.filter(
            self.sight.classes(prefix="result__") | self.sight.mentees("result__"),
            result__institution__in=self.institutions,
            result__term__in=self.terms,
        )

    def _mentees(self) -> QuerySet:
        return TermResult.objects.filter(self.sight.mentees()).in_term()

    def semesters(self) -> list[QuerySet]:
        """Semesters with students in these terms."""
        classes = self.sight.classes(figures=True) | self.sight.classes_taught()
        cells = ResultSummary.objects.filter(
            self.sight.cells_near(),
            classes,
            institution__in=self.institutions,
            term__in=self.terms,
            students__gt=0,
        )
        sources = [cells]
        if self.sight.staff.get(Role.MENTOR):
            sources.append(self._mentees().filter(term__in=self.terms))
        columns = (Value(SEMESTER), "semester", Value(""), Value(""))
        return [rows.order_by().values_list(*columns).distinct() for rows in sources]
