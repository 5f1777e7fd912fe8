"""Where a key figure leads: to the students, fees, posts or days it is taken from."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy

from analytics.chosen import INSTITUTION
from analytics.kpis.kpi import Kpi
from analytics.metrics.outreach_days import ONE_DAY, midnight_after
from analytics.metrics.outreach_spans import SPAN
from analytics.precincts import FEES, LEARNING, OUTREACH, Precinct
from students.office_rights import FEE_ROLES

# What a list is narrowed to or begins with, by the figure; the others show all of the place.
OF_STUDENTS = {
    "attendance_rate": {"sort": "attendance"},
    "pass_rate": {"sort": "average"},
    "student_efficiency_score": {"sort": "average"},
}
OF_FEES = {"overdue_fees": {"show": "overdue"}, "collection_rate": {"show": "all"}}
OF_POSTS = ("engagement_rate",)
SPANS = {"reach_growth": 2 * SPAN}


@dataclass(frozen=True)
class Lead:
    """An address, and what is found there in words."""

    url: str
    words: str


def lead(precinct: Precinct, kpi: Kpi) -> Lead | None:
    """The list behind a figure; None for whom these people are not to be looked up."""
    if LEARNING in kpi.of:
        if not (precinct.sight.sees_people and precinct.tells_of_few):
            return None
        wanted = OF_STUDENTS.get(kpi.slug, {})
        return Lead(_url("students", precinct.chosen, wanted), gettext_lazy("The students"))
    if FEES in kpi.of:
        return _fees(precinct, OF_FEES[kpi.slug])
    return _channels(precinct, kpi) if OUTREACH in kpi.of else None


def _fees(precinct: Precinct, wanted: Mapping[str, str]) -> Lead | None:
    sight, here = precinct.sight, precinct.institution_ids
    if not (sight.everything or sight.where(*FEE_ROLES).issuperset(here)):
        return None
    return Lead(_url("fees", precinct.chosen, wanted), gettext_lazy("Their fees"))


def _channels(precinct: Precinct, kpi: Kpi) -> Lead | None:
    """Posts or days of the same span in the administration, newest first."""
    if precinct.picked:  # channels are of no branch and no batch
        return None
    since = precinct.today - SPANS.get(kpi.slug, SPAN) * ONE_DAY
    place = {}
    if INSTITUTION in precinct.chosen:
        place["channel__institution__id__exact"] = precinct.institution_ids[0]
    if kpi.slug in OF_POSTS:
        span = _moments(since, precinct.today)
        return Lead(_url("admin:students_post_changelist", place, span), gettext_lazy("The posts"))
    span = {"on__gte": since + ONE_DAY, "on__lt": precinct.today + ONE_DAY}
    name = "admin:students_channelday_changelist"
    return Lead(_url(name, place, span), gettext_lazy("The days counted"))


def _moments(since: datetime.date, until: datetime.date) -> dict[str, datetime.datetime]:
    return {
        "published_at__gte": midnight_after(since),
        "published_at__lt": midnight_after(until),
    }


def _url(name: str, *filters: Mapping) -> str:
    wanted = {key: str(value) for some in filters for key, value in some.items()}
    return reverse(name) + (f"?{urlencode(wanted)}" if wanted else "")
