"""Every student of the current term with what scores are made of: attendance, marks, work, days."""

import datetime
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, Sum, Value, When

from analytics.metrics.office_cells import of_terms
from analytics.metrics.work_counted import work
from analytics.metrics.work_due import NO_WORK
from analytics.precincts import Cell, Precinct
from students.models import Enrolment, Term, TermResult, WeeklyActivity
from students.models.engagement import DAYS_IN_WEEK
from students.rules.units import HUNDRED, half_up

WEEKS = 4  # the last so many whole weeks of the course
FULL_DAYS = 5  # so many days of activity in a week count as all of it


@dataclass(frozen=True, slots=True)
class Learner:
    """A student in the current term; percents are whole 1e-10 percents, None where unknown.

    `due` pieces of work whose day has passed, of them `handed_in` and `in_time` (None where nobody
    counted it), as in `work`.
    `active` is the share of five days in each of the last four weeks.
    """

    student: int
    cell: Cell
    attendance: int | None
    average: int | None
    due: int = 0
    handed_in: int = 0
    in_time: int | None = 0
    active: int | None = None

    @property
    def submissions(self) -> int | None:
        """The share of work due that was handed in."""
        return half_up(self.handed_in * HUNDRED, self.due) if self.due else None

    @property
    def reliability(self) -> int | None:
        """The share of work due that was handed in by its day."""
        is_known = self.due and self.in_time is not None
        return half_up(self.in_time * HUNDRED, self.due) if is_known else None


def learners(precinct: Precinct) -> list[Learner]:
    """Those who study now. Eight queries, whatever their number."""
    rows = TermResult.objects.in_term().filter(of_terms(precinct)).order_by("pk")
    columns = ("pk", "student_id", "institution_id", "branch_id", "batch_id")
    handed, days = work(precinct), _activity(precinct)
    return [
        Learner(student, Cell(*cell), attendance, average, *handed.get(pk, NO_WORK), days.get(pk))
        for pk, student, *cell, attendance, average in rows.values_list(
            *columns, "attendance", "average"
        )
    ]


def _activity(precinct: Precinct) -> dict[int, int]:
    """By result, of those in a course that records activity: the share of days, 1e-10 percent."""
    spans = {term.pk: span for term in precinct.terms if (span := last_weeks(term, precinct.today))}
    lying = Q(pk__in=())
    for term, (first, end) in spans.items():
        lying |= Q(enrolment__result__term=term, week__gte=first, week__lt=end)
    weeks = WeeklyActivity.objects.filter(lying).order_by()
    capped = Case(
        When(login_days__gt=FULL_DAYS, then=Value(FULL_DAYS)),
        default=F("login_days"),
        output_field=IntegerField(),
    )
    course = ("enrolment__subject_id", "enrolment__result__term_id")
    columns = ("enrolment_id", *course)
    days = {row[0]: row[1:] for row in weeks.values_list(*columns).annotate(days=Sum(capped))}
    recorded = {(subject, term) for subject, term, _ in days.values()}
    return _shares(precinct, spans, recorded, {pk: int(row[2]) for pk, row in days.items()})


def _shares(precinct: Precinct, spans: dict, recorded: set, days: dict) -> dict[int, int]:
    enrolled = Enrolment.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gt=precinct.today), result__term__in=list(spans)
    )
    sums: dict[int, list[int]] = {}
    columns = ("pk", "result_id", "subject_id", "result__term_id")
    for pk, result, subject, term in enrolled.order_by().values_list(*columns):
        if (subject, term) in recorded:
            first, end = spans[term]
            total = sums.setdefault(result, [0, 0])
            total[0] += days.get(pk, 0)
            total[1] += (end - first) * FULL_DAYS
    return {result: half_up(HUNDRED * done, full) for result, (done, full) in sums.items()}


def last_weeks(term: Term, today: datetime.date) -> tuple[int, int] | None:
    """The last whole weeks of a term by a day, from the first to before the second; None yet."""
    until = min(today, term.ends_on + datetime.timedelta(days=1))
    over = (until - term.starts_on).days // DAYS_IN_WEEK
    return (max(0, over - WEEKS), over) if over > 0 else None
