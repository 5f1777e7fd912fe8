"""A student's page about themselves."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from analytics.people.figures import own_figures
from analytics.people.lookers import lookers
from analytics.people.own import own_heading, own_record
from analytics.people.sentences import (
    NOT_PUBLISHED,
    place_line,
    presence_title,
    scores_title,
)
from analytics.people.terms import finding
from analytics.views.numbers import number_in
from students.models import Role
from students.rules.units import SCALE


@require_safe
def own(request):
    """Show the own record, of `?term=` or the current term; 403 for who is no student."""
    sight = request.sight
    if sight.student_id is None and Role.STUDENT not in sight.roles:
        raise PermissionDenied
    record = own_record(sight, number_in(request.GET, "term"))
    if record is None:
        return render(request, "students/nothing_yet.html")
    page = {
        "record": record,
        "figures": own_figures(record),
        "heading": own_heading(record),
        "lede": place_line(record.result),
        "scores_title": scores_title(record.scores, record.policy, NOT_PUBLISHED),
        "presence_title": presence_title(record.presence),
        "pass_share": record.policy.pass_subject / SCALE,
        "terms_title": finding(record.terms),
        "mark_sheet_url": reverse("mark-sheet", args=[sight.student_id, record.result.term_id]),
        "lookers": lookers(sight.student_id),
        # Computed as it is read: there is no older time to name without telling of other changes.
        "as_of": timezone.now(),
        "policy": record.result.policy_version.number,
    }
    return render(request, "students/own.html", page)
