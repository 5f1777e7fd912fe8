"""What trainers of batches were given, and how their students' averages moved."""

from dataclasses import dataclass

from django.db.models import Count

from analytics.metrics.office_cells import of_terms
from analytics.precincts import Cell, Precinct
from students.models import TermResult, TrainerRating
from students.rules.units import percent_of


@dataclass(frozen=True)
class Rated:
    """Of one batch: answers with a rating, and the sum of the ratings in 1e-10 percent."""

    cell: Cell
    answers: int
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    """A student's average now and in the last term before it, in 1e-10 percent."""

    cell: Cell
    before: int
    now: int


def ratings_of_batches(precinct: Precinct) -> dict[int, Rated]:
    """By batch; a rating of 4 out of 5 is 80 percent."""
    rows = TrainerRating.objects.filter(
        batch__institution__in=precinct.institution_ids, score__isnull=False
    ).exclude(rated_on__gt=precinct.today)
    columns = ("batch_id", "batch__institution_id", "batch__branch_id", "score", "max_score")
    found: dict[int, Rated] = {}
    counted = rows.order_by().values_list(*columns).annotate(times=Count("pk"))
    for batch, institution, branch, score, largest, times in counted:
        old = found.get(batch, Rated(Cell(institution, branch, batch), 0, 0))
        percent = percent_of(int(score.scaleb(2)), int(largest.scaleb(2)))
        found[batch] = Rated(old.cell, old.answers + times, old.total + times * percent)
    return found


def progresses(precinct: Precinct) -> list[Progress]:
    """Of every student of the current term with an average then and now, in whichever batch."""
    now = TermResult.objects.in_term().filter(of_terms(precinct), average__isnull=False)
    columns = ("student_id", "institution_id", "branch_id", "batch_id", "average")
    rows = list(now.order_by("pk").values_list(*columns))
    starts = {term.institution_id: term.starts_on for term in precinct.terms}
    before = TermResult.objects.in_term().filter(
        institution__in=precinct.institution_ids, average__isnull=False
    )
    earlier = before.order_by("term__starts_on", "term_id").values_list(
        "student_id", "institution_id", "term__starts_on", "average"
    )
    last = {
        student: average
        for student, institution, start, average in earlier
        if institution in starts and start < starts[institution]
    }
    return [
        Progress(Cell(*cell), last[student], average)
        for student, *cell, average in rows
        if student in last
    ]
