"""How often the figures of institutions and terms have changed, and words and single records."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db.models import Count, Max, QuerySet, Subquery, Sum, Value

from analytics.models import Contact
from students.kept import fetched
from students.models import (
    EngagementChange,
    RecordChange,
    ResultTotal,
    SubjectTotal,
    TermResult,
)

Place = tuple[int, int]  # institution, term


def pulses(terms: Iterable[int] | None = None) -> Counter[Place]:
    """How many changes each institution and term has seen, of these terms or all. One query.

    A cell counts its changes as they are committed, so that no change hides behind a later one
    that was committed first, as it could behind the newest time.
    """
    named = None if terms is None else tuple(sorted(set(terms)))
    asked = "pulses", named and len(named)
    found, values = Counter(), (named or ()) * 2
    for institution, term, changes in fetched(asked, lambda: _changes(named), values):
        found[institution, term] += int(changes)
    return found


def all_changes(terms: Iterable[int]) -> tuple[Counter[Place], tuple]:
    """The pulses of these terms; and what stands for every change of a mark or a word in them, and
    of a record anywhere. One query."""
    named = tuple(sorted(set(terms)))
    rows = fetched(("all changes", named), lambda: _all_changes(named))
    found = Counter()
    for kind, institution, term, number in rows:
        if kind == FIGURES:
            found[institution, term] += int(number)
    return found, tuple(sorted(rows))


def word_pulses(terms: Iterable[int] | None = None) -> dict[Place, str]:
    """What stands for the words noted in each institution and term. One query.

    A word taken back and another one noted are told by the number, which only grows.
    """
    words = Contact.objects.order_by()
    if terms is not None:
        words = words.filter(term__in=terms)
    rows = words.values_list("term__institution_id", "term_id").annotate(*OF_WORDS)
    return {(institution, term): _joined(sums) for institution, term, *sums in rows}


def student_pulses(students: Iterable[int]) -> dict[int, str]:
    """What stands for each student's terms and the words with them. Two queries."""
    students = list(students)
    sums = [
        _by_student(TermResult.objects, students, (Count("pk"), Sum("version"))),
        _by_student(Contact.objects, students, OF_WORDS),
    ]
    return {one: "-".join(found.get(one, NOTHING) for found in sums) for one in students}


def engagement_pulses(terms: Iterable[int] | None = None) -> dict[Place, int]:
    """How many changes online learning has seen in each institution and term. One query.

    Whatever comes in, is corrected or goes is told in the history, which only grows. It is counted,
    as the number of a row does not tell when it was committed: a lower one may come later.
    """
    changes = EngagementChange.objects.order_by()
    if terms is not None:
        changes = changes.filter(term_id__in=terms)
    rows = changes.values_list("institution_id", "term_id").annotate(Count("pk"))
    return {(institution, term): count for institution, term, count in rows}


OF_WORDS = (Count("pk"), Max("pk"), Sum("version"))
FIGURES, WORDS, RECORDS = range(3)
NOTHING = "0"


def _by_student(rows: QuerySet, students: list[int], sums: tuple) -> dict[int, str]:
    rows = rows.order_by().filter(student__in=students)
    return {one: _joined(found) for one, *found in rows.values_list("student").annotate(*sums)}


def _joined(sums: Iterable[int | None]) -> str:
    return ".".join(str(int(one or 0)) for one in sums)


def _changes(terms: Collection[int] | None) -> QuerySet:
    """Institution, term and changes, once from the results and once from their subjects."""
    whole, of_subjects = (_counted(model, terms) for model in (ResultTotal, SubjectTotal))
    return whole.union(of_subjects, all=True)


def _all_changes(terms: Collection[int]) -> QuerySet:
    """What has changed, where, and a number that is another one then."""
    words, last = Contact.objects.order_by().filter(term__in=terms), RecordChange.objects.order_by()
    newest = Subquery(RecordChange.objects.order_by("-pk").values("pk")[:1])
    nowhere = {"institution": Value(0), "term": Value(0)}
    records = last.filter(pk=newest).annotate(of_kind=Value(RECORDS), **nowhere)
    found = [
        _of_kind(FIGURES, model.objects.order_by().filter(term__in=terms), Sum("changes"))
        for model in (ResultTotal, SubjectTotal)
    ]
    found += [_of_kind(WORDS, words, number, "term__institution_id") for number in OF_WORDS]
    found.append(records.values_list("of_kind", "institution", "term", "pk"))
    return found[0].union(*found[1:], all=True)


def _of_kind(kind: int, rows: QuerySet, number, institution: str = "institution_id") -> QuerySet:
    rows = rows.annotate(of_kind=Value(kind)).values_list("of_kind", institution, "term_id")
    return rows.annotate(number=number)


def _counted(model, terms: Collection[int] | None) -> QuerySet:
    cells = model.objects.order_by()
    if terms is not None:
        cells = cells.filter(term__in=terms)
    return cells.values_list("institution_id", "term_id").annotate(Sum("changes"))
