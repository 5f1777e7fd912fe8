"""Work of the term that is known by its counts alone: given, handed in, in time."""

from django.db.models import Exists, OuterRef

from analytics.metrics.office_cells import of_terms
from analytics.metrics.work_due import work_due
from analytics.precincts import Precinct
from students.models import Component, ComponentMark, TermActivity

COUNTS = ("submissions_due", "submissions_made", "submissions_in_time")
Work = tuple[int, int, int | None]


def work(precinct: Precinct) -> dict[int, Work]:
    """By result: assignments given, handed in, and by their day, or None where nobody counted that.

    Days go before counts: a course that notes when its work was handed in is not counted twice.
    One query beside those of `work_due`.
    """
    sums: dict[int, Work] = dict(work_due(precinct))
    for result, due, made, in_time in _counted(precinct):
        before = sums.get(result, (0, 0, 0))
        timely = None if None in (before[2], in_time) else before[2] + in_time
        sums[result] = (before[0] + due, before[1] + made, timely)
    return sums


def _counted(precinct: Precinct):
    noted = ComponentMark.objects.filter(
        component__kind=Component.Kind.ASSIGNMENT,
        component__subject=OuterRef("enrolment__subject"),
        component__term=OuterRef("enrolment__result__term"),
        submitted_on__isnull=False,
    )
    within = of_terms(precinct, "enrolment__result__")
    rows = TermActivity.objects.filter(~Exists(noted), within, submissions_due__isnull=False)
    return rows.order_by().values_list("enrolment__result_id", *COUNTS)
