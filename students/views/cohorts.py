"""The class an address names, as far as the person who asks sees it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from students.models import Declaration, TermResult
from students.models.sheets import Cohort
from students.sight import Sight


@dataclass(frozen=True)
class SeenCohort:
    """A class and those of its results that are seen whole.

    `whole` are all results seen whole: whoever has left the class since stands in its declarations.
    """

    cohort: Cohort
    results: QuerySet[TermResult]
    whole: QuerySet[TermResult]
    may_declare: bool

    def url(self, name: str) -> str:
        """The address of one of the pages of this class."""
        return cohort_url(name, self.cohort.term.pk, self.cohort.branch.pk, self.cohort.semester)


def cohort_url(name: str, term: int, branch: int, semester: int) -> str:
    """The address of a page about a class."""
    return reverse(name, kwargs={"term": term, "branch": branch, "semester": semester})


def of_cohort(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the class of its address: 403 for whose role sees no records, 404 where none of
    its results or declared lines is seen whole, whether there are any or not."""

    @wraps(view)
    def shown(request: HttpRequest, term: int, branch: int, semester: int) -> HttpResponse:
        if not request.sight.sees_people:
            raise PermissionDenied
        return view(request, seen_cohort(request.sight, term, branch, semester))

    shown.shows_individuals = True  # the log keeps who looked
    return shown


def seen_cohort(sight: Sight, term: int, branch: int, semester: int) -> SeenCohort:
    """The class as this sight allows it; Http404 where it shows nothing of it."""
    if max(term, branch, semester) > BigIntegerField.MAX_BIGINT:
        raise Http404  # no database has such a number
    whole = sight.whole_results()
    results = whole.filter(term=term, branch=branch, semester=semester)
    found = results.order_by().select_related("term__institution", "branch").first()
    found = found or _declaration_seen(sight, term, branch, semester)
    if found is None:
        raise Http404
    return SeenCohort(
        Cohort(found.term, found.branch, semester),
        results.in_term().order_by("student__roll_key", "pk"),
        whole,
        sight.may_declare(found.institution_id),
    )


def _declaration_seen(sight: Sight, term: int, branch: int, semester: int) -> Declaration | None:
    """A declaration of the class with a line in sight, where everybody is in another class now."""
    lines = sight.declared_results()
    declarations = Declaration.objects.of_class(term, branch, semester)
    found = declarations.filter(pk__in=lines.order_by().values("declaration"))
    return found.select_related("term__institution", "branch").first()
