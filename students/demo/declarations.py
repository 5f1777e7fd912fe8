"""The terms before the newest as a registrar leaves them: declared, published, one revised."""

import datetime
from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from django.utils import timezone

from students.models import (
    Component,
    Declaration,
    Institution,
    Mark,
    MarkChange,
    Publication,
    State,
    Term,
)
from students.models.changes import Door, acting
from students.models.copies import digest
from students.models.declaring import declare, publish_declaration, written
from students.models.sheets import Cohort, sheet_rows

# So many days after a term.
EXAMINED, DECLARED, PUBLISHED, REVALUED, REVISED, SHOWN_AGAIN = 7, 21, 24, 38, 45, 46
AT = datetime.time(11)
REASON = "Revaluation of one answer book"
REVALUED_TO = 46
NEARLY = 25, 34  # above, grace of one percent may have passed them; below, nobody asks again


def past_classes(institution: Institution) -> list[Cohort]:
    """The classes of every term but the newest, the oldest term first."""
    return [one for term in _past_terms(institution) for one in _classes(term)]


def declare_past(
    institution: Institution,
    by: int | None,
    revised: bool,
    progress: Callable[[], None] = lambda: None,
):
    """Declare and publish these classes as the person `by`; `revised` is one of the last term.

    Everything gets the day it would have been done on, so that the history reads like one.
    """
    terms = _past_terms(institution)
    with acting(user_id=by, door=Door.COMMAND):
        for term in terms:
            _dated(MarkChange, term, EXAMINED, term_id=term.pk, component__in=_last_parts(term))
            for cohort in _classes(term):
                # Nobody else is there yet, and the marks of these terms are published already.
                declaration = written(cohort, sheet_rows(cohort.results()))
                Publication.objects.create(declaration=declaration)
                progress()
            _dated(Declaration, term, DECLARED, term=term)
            _dated(Publication, term, PUBLISHED, declaration__term=term)
        if terms and revised:
            _revise(terms[-1])


def _past_terms(institution: Institution) -> list[Term]:
    return list(institution.terms.all())[:0:-1]


def _last_parts(term: Term) -> list[str]:
    """What is known once the answer books are marked: the examinations, and the marks they make."""
    books = Component.objects.filter(term=term, kind=Component.Kind.END_SEMESTER)
    return ["", *books.order_by().values_list("code", flat=True).distinct()]


def _classes(term: Term) -> Iterator[Cohort]:
    branches = term.institution.branches.in_bulk()
    places = term.results.order_by("branch__code_key", "semester").values_list("branch", "semester")
    for branch, semester in places.distinct():
        yield Cohort(term, branches[branch], semester)


def _revise(term: Term):
    """Somebody who failed by little has an answer book looked at again, and passes."""
    failed = Mark.objects.filter(result__term=term, state=State.PRESENT, passed=False)
    failed = failed.filter(component_marks__component__kind=Component.Kind.END_SEMESTER)
    nearly = failed.filter(score__range=NEARLY).select_related("result__branch")
    mark = nearly.order_by("-score", "pk").first()
    if mark is None:
        return
    last = MarkChange.objects.order_by("pk").last().pk
    book = mark.component_marks.get(component__kind=Component.Kind.END_SEMESTER)
    of = book.component
    book.score += round((REVALUED_TO - mark.score) * of.max_score / of.weight)
    book.save()
    _dated(MarkChange, term, REVALUED, pk__gt=last)
    cohort = Cohort(term, mark.result.branch, mark.result.semester)
    seen = digest(sheet_rows(cohort.results()))
    revision = declare(cohort, seen, REASON)
    publish_declaration(revision, seen)
    _dated(Declaration, term, REVISED, pk=revision.pk)
    _dated(Publication, term, SHOWN_AGAIN, declaration=revision)


def _dated(model: type, end_of: Term, days: int, **rows):
    """Give rows another day than the one the demo is made on; nothing else may change them."""
    day = end_of.ends_on + datetime.timedelta(days=days)
    at = timezone.make_aware(datetime.datetime.combine(day, AT))
    QuerySet(model).filter(**rows).update(at=at)
