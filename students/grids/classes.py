"""A subject in a class: what one grid is about, and who finds it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from students.imports.places import Place
from students.models import Branch, Subject, Teaching, Term, TermResult
from students.rules.keys import key_of
from students.sight import Sight


@dataclass(frozen=True)
class ClassSubject:
    """A class (term, branch, semester, section) and the subject whose marks are meant."""

    term: Term
    branch: Branch
    subject: Subject
    semester: int
    section: str

    @property
    def of_class(self) -> dict:
        """The columns of the class, as results and teachings have them."""
        return {
            "term": self.term,
            "branch": self.branch,
            "semester": self.semester,
            "section": self.section,
        }

    @property
    def import_place(self) -> Place:
        """Where an import of these marks would belong."""
        return Place(self.term.institution, self.term)

    @property
    def words(self) -> str:
        """“CSE, semester 4, section A, 2026-ODD”."""
        return f"{class_words(self.branch, self.semester, self.section)}, {self.term}"

    @property
    def url(self) -> str:
        """The address of the grid."""
        numbers = (self.term.pk, self.branch.pk, self.semester, self.subject.pk)
        return grid_url(*numbers, self.section)

    def results(self) -> QuerySet[TermResult]:
        """The class, withdrawn students included, by roll number."""
        return TermResult.objects.filter(**self.of_class).order_by("student__roll_key")


def class_words(branch: Branch, semester: int, section: str) -> str:
    """“CSE, semester 4, section A”."""
    if not section:
        return _("%(branch)s, semester %(semester)s") % {"branch": branch, "semester": semester}
    words = _("%(branch)s, semester %(semester)s, section %(section)s")
    return words % {"branch": branch, "semester": semester, "section": section}


def grid_url(term: int, branch: int, semester: int, subject: int, section: str) -> str:
    """The address of a grid; a section may hold any letters and so stands in the query."""
    path = reverse("marks-grid", args=[term, branch, semester, subject])
    return f"{path}?{urlencode({'section': section})}" if section else path


def class_subject_or_404(
    sight: Sight, term: int, branch: int, semester: int, subject: int, section: str
) -> tuple[ClassSubject, bool]:
    """The class and subject of these numbers, and whether its marks are theirs to enter.

    Http404 where there is no such class, or it is neither taught by them nor seen whole.
    """
    place = ClassSubject(*_of_one_institution(term, branch, subject), semester, key_of(section))
    may_enter = sight.may_enter_marks(subject, place.of_class)
    if not _is_there(place) or not (may_enter or _is_seen(sight, place)):
        raise Http404
    return place, may_enter


def _of_one_institution(term: int, branch: int, subject: int) -> tuple[Term, Branch, Subject]:
    of_term = get_object_or_404(Term.objects.select_related("institution"), pk=term)
    here = {"institution": of_term.institution_id}
    of_branch = get_object_or_404(Branch, pk=branch, **here)
    return of_term, of_branch, get_object_or_404(Subject, pk=subject, **here)


def _is_there(place: ClassSubject) -> bool:
    taught = Teaching.objects.filter(subject=place.subject, **place.of_class)
    return place.results().exists() or taught.exists()


def _is_seen(sight: Sight, place: ClassSubject) -> bool:
    taught = sight.registers().filter(subject=place.subject, **place.of_class)
    return place.results().filter(sight.classes()).exists() or taught.exists()
