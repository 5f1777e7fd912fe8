"""The grids a person may open: classes and subjects of a term, with how many marks are entered."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from students.class_rights import WHOLE_RECORD_ROLES
from students.grids.classes import class_words, grid_url
from students.models import Branch, Mark, Subject, SubjectAttendance, Teaching, Term, TermResult
from students.rules.grading import EXEMPT, PENDING
from students.rules.takers import entered_words, number_of_takers
from students.sight import Sight

OF_CLASS = ("branch_id", "semester", "section")


@dataclass(frozen=True)
class Desk:
    """One grid: a class's marks in a subject, and how far they are.

    `students` take the subject, of them `entered` have a mark; `others` of the class are not
    registered for it, nor exempt from it.
    """

    term: Term
    branch: Branch
    semester: int
    section: str
    subject: Subject
    students: int
    entered: int
    others: int
    may_enter: bool

    @property
    def class_words(self) -> str:
        """“CSE, semester 4, section A”."""
        return class_words(self.branch, self.semester, self.section)

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has no mark yet."""
        return self.entered < self.students

    @property
    def entered_words(self) -> str:
        """“1 of 2, 40 not registered”."""
        return entered_words(self.entered, self.students, self.others)

    @property
    def url(self) -> str:
        """The address of the grid."""
        return grid_url(self.term.pk, self.branch.pk, self.semester, self.subject.pk, self.section)


def terms(sight: Sight) -> QuerySet[Term]:
    """The terms with a class taught or seen whole, the newest first."""
    whole = Q(institution__in=sight.where(*WHOLE_RECORD_ROLES))
    if sight.everything:
        return Term.objects.select_related("institution")
    seen = TermResult.objects.filter(sight.classes()).order_by().values("term")
    taught = sight.teachings().values("term")
    return Term.objects.filter(whole | Q(pk__in=seen) | Q(pk__in=taught)).select_related(
        "institution"
    )


def desks(sight: Sight, term: Term) -> list[Desk]:
    """The grids of a term, by class and subject; those of others' classes are there to look at."""
    marked, counted, taught = _marked(sight, term), _counted(sight, term), _taught(sight, term)
    sizes, keys = class_sizes(term), marked.keys() | taught.keys()
    branches = Branch.objects.in_bulk({branch for branch, *_ in keys})
    subjects = Subject.objects.in_bulk({subject for *_, subject in keys})
    keeps = sight.may_edit(term.institution_id)

    def desk(branch: int, semester: int, section: str, subject: int) -> Desk:
        key = branch, semester, section, subject
        registered, alone, exempt, entered = marked.get(key, (0, 0, 0, 0))
        here = sizes.get(key[:3], 0)
        taking = number_of_takers(here, registered + counted.get(key, 0), alone, exempt)
        return Desk(
            term=term,
            branch=branches[branch],
            semester=semester,
            section=section,
            subject=subjects[subject],
            students=taking,
            entered=entered,
            others=here - taking - exempt,
            may_enter=keeps or taught.get(key, False),
        )

    return sorted((desk(*key) for key in keys), key=_order)


def desks_heading(found: list[Desk]) -> str:
    """The state of these grids in a sentence."""
    own = [desk for desk in found if desk.may_enter]
    waiting = sum(desk.is_waiting for desk in own)
    if not own:
        return _("No class’s marks are yours to enter")
    if not waiting:
        some = any(desk.others for desk in own)
        if some:
            return _("Every registered student’s mark is entered")
        return _("Every mark is entered")
    words = _("Marks are missing in %(waiting)s of %(count)s grids")
    return words % {"waiting": waiting, "count": len(own)}


def _order(desk: Desk) -> tuple:
    place = desk.branch.code_key, desk.semester, desk.section, desk.subject.code_key
    return not desk.may_enter, *place


def _of_subject(model, sight: Sight, term: Term) -> QuerySet:
    """Marks or registers of active students, as far as their grids may be opened."""
    seen = sight.classes(prefix="result__") | sight.taught(prefix="result__")
    rows = model.objects.filter(seen, result__term=term, result__status="active")
    return rows.order_by().values_list(*(f"result__{name}" for name in OF_CLASS), "subject_id")


def _marked(sight: Sight, term: Term) -> dict[tuple, tuple[int, int, int, int]]:
    """Of those with a mark: how many are registered, have it alone, are exempt, and are entered."""
    of_row = {"result": OuterRef("result"), "subject": OuterRef("subject")}
    rows = _of_subject(Mark, sight, term).filter(attempt=1)
    rows = rows.alias(is_counted=Exists(SubjectAttendance.objects.filter(**of_row)))
    counts = rows.annotate(
        registered=Count("pk", filter=~Q(state=EXEMPT) & (Q(is_counted=True) | Q(state=PENDING))),
        alone=Count("pk", filter=~Q(state__in=(EXEMPT, PENDING)) & Q(is_counted=False)),
        exempt=Count("pk", filter=Q(state=EXEMPT)),
        entered=Count("pk", filter=~Q(state__in=(EXEMPT, PENDING))),
    )
    return {tuple(row[:4]): tuple(row[4:]) for row in counts}


def _counted(sight: Sight, term: Term) -> dict[tuple, int]:
    """How many without any mark are registered by a register of attendance."""
    of_row = {"result": OuterRef("result"), "subject": OuterRef("subject")}
    rows = _of_subject(SubjectAttendance, sight, term)
    rows = rows.filter(~Exists(Mark.objects.filter(attempt=1, **of_row)))
    return {tuple(key): number for *key, number in rows.annotate(n=Count("pk"))}


def _taught(sight: Sight, term: Term) -> dict[tuple, bool]:
    """Classes and subjects that somebody teaches, and whether that is the one who looks."""
    found: dict[tuple, bool] = defaultdict(bool)
    mine = set(sight.teachings().filter(term=term).values_list("pk", flat=True))
    of_house = sight.everything or term.institution_id in sight.where(*WHOLE_RECORD_ROLES)
    rows = Teaching.objects.filter(term=term)
    rows = rows if of_house else rows.filter(pk__in=mine)
    for pk, *key in rows.values_list("pk", *OF_CLASS, "subject_id"):
        found[tuple(key)] |= pk in mine
    return found


def class_sizes(term: Term) -> dict[tuple, int]:
    """How many active students each class of a term has, by branch, semester and section."""
    rows = TermResult.objects.filter(term=term).in_term().order_by()
    return {tuple(key): n for *key, n in rows.values_list(*OF_CLASS).annotate(n=Count("pk"))}
