"""Enrolments, whole-term activity and backgrounds as plain values, read for many students."""

import datetime
import json

from django.db.models import F

from students.models import EngagementChange, Enrolment, StudentBackground, TermActivity
from students.models.engagement import SUBMISSIONS

DATES = ("registered_on", "left_on")
ENROLMENT_FIELDS = (*DATES, "outcome", "previous_attempts", "studied_credits", "prior_education")
ACTIVITY_FIELDS = ("login_days", "video_seconds", "forum_posts", *SUBMISSIONS)
BACKGROUND_FIELDS = ("gender", "age", "age_band", "region", "deprivation_band", "disability")
NO_ENROLMENT = dict.fromkeys(ENROLMENT_FIELDS) | {"outcome": "", "prior_education": ""}
NO_ACTIVITY = dict.fromkeys(ACTIVITY_FIELDS)
NO_BACKGROUND = dict.fromkeys(BACKGROUND_FIELDS, "") | {"age": None, "disability": None}


def read_engagement(by_result: dict):
    """Fill enrolments, activities and background of the standings of these results."""
    rows = Enrolment.objects.filter(result__in=list(by_result)).order_by()
    for result, subject, *values in rows.values_list(
        "result_id", "subject__code_key", *ENROLMENT_FIELDS
    ):
        by_result[result].enrolments[subject] = _plain(ENROLMENT_FIELDS, values)
    rows = TermActivity.objects.filter(enrolment__result__in=list(by_result)).order_by()
    named = rows.annotate(of=F("enrolment__result"), code=F("enrolment__subject__code_key"))
    for result, subject, *values in named.values_list("of", "code", *ACTIVITY_FIELDS):
        by_result[result].activities[subject] = _plain(ACTIVITY_FIELDS, values)
    rows = StudentBackground.objects.filter(result__in=list(by_result)).order_by()
    for result, *values in rows.values_list("result_id", *BACKGROUND_FIELDS):
        by_result[result].background = _plain(BACKGROUND_FIELDS, values)


def told(change: EngagementChange) -> tuple[dict | None, dict | None]:
    """The two sides of a line of the history; what was no fact when it was written is not there."""
    whole = NO_ACTIVITY if change.kind == EngagementChange.Kind.ACTIVITY else {}
    old, new = (whole | json.loads(text) if text else None for text in (change.old, change.new))
    return old, new


def _plain(names: tuple[str, ...], values: list) -> dict:
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in zip(names, values, strict=True)
    }
