"""The lists of students behind early factors: nobody more than a reader may look up."""

import pytest
from django.urls import reverse

from analytics.metrics.figures import Figures
from analytics.people.early import EARLY
from analytics.people.rosters import Roster
from analytics.scope import Scope
from analytics.tests.metrics.engagement.courses import (
    FAILED,
    PASSED,
    WITHDRAWN,
    enrolled,
    past_term,
    scored,
)
from analytics.views.rosters import stamp
from students.access import visible_to
from students.models import EngagementChange, Membership, Role, TermResult
from students.tests import factories as make

pytestmark = pytest.mark.django_db
REPEATED = "/students/?early=attempted_before&term=2025-ODD"


def names(client, address):
    return [row.name for row in client.get(address).context["rows"]]


def teacher(result, role=Role.FACULTY, title="Mathematics"):
    """Somebody who teaches the class of a result, and whose first role is this one."""
    person = make.member(role, result.institution)
    if role != Role.FACULTY:
        Membership.objects.create(user=person, role=Role.FACULTY, institution=result.institution)
    make.teaching(result, title, make.staff(result.institution, "Asha", person))
    return person


def test_no_whole_record_is_shown_to_who_teaches_one_subject(client):
    one = enrolled(past_term(), FAILED, previous_attempts=1)
    scored(one, 20)
    make.mark(one.result, "Physics", 30)
    client.force_login(teacher(one.result))
    asked = f"{REPEATED}&subject=MATHEMATICS"
    assert names(client, asked) == [one.result.student.name]

    whole = f"{asked}&records=whole&risk=High"
    assert names(client, whole) == []
    file = client.get(whole.replace("/students/", reverse("students-csv")))
    body = b"".join(file.streaming_content) if file.streaming else file.content
    assert one.result.student.name not in body.decode()


def test_who_has_figures_of_all_is_told_no_names_for_a_subject_they_do_not_teach(client):
    term = past_term()
    for _ in range(12):
        one = enrolled(term, PASSED, previous_attempts=0)
        scored(one, 60)
        make.enrolment(one.result, "Physics", outcome=FAILED, previous_attempts=1)
    client.force_login(teacher(one.result, Role.MANAGER))
    assert names(client, REPEATED) == []

    make.teaching(
        one.result, "Physics", one.result.institution.staff.get(user__memberships__role="manager")
    )
    assert len(names(client, REPEATED)) == 12


def test_while_a_term_runs_all_are_listed_whose_day_is_over(client, time_machine):
    time_machine.move_to("2025-07-12")
    term = past_term()
    silent = [enrolled(term, previous_attempts=1) for _ in range(3)]
    for days in range(1, 7):
        enrolled(term, "", (days, 1), previous_attempts=0)
    enrolled(term, WITHDRAWN, left=2, previous_attempts=0)
    principal = make.member("principal", term.institution)
    client.force_login(principal)
    expected = {one.result.student.name for one in silent}

    assert set(names(client, REPEATED)) == expected
    inactive, least = (
        REPEATED.replace("attempted_before", name) for name in ("inactive", "least_active")
    )
    assert names(client, inactive) == names(client, least) == []
    time_machine.move_to("2025-08-20")
    client.force_login(principal)
    assert set(names(client, inactive)) == set(names(client, least)) == expected


def test_the_list_is_dated_by_the_enrolments_it_is_read_from():
    term = past_term()
    gone = enrolled(term, WITHDRAWN, left=40, previous_attempts=1)
    with TermResult.objects.refreshing([gone.result_id]):
        TermResult.objects.update(status="withdrawn")
    person = make.member("principal", term.institution)
    scope = Scope.of(visible_to(person), {"term": term.code}, one_subject=False)
    roster = Roster.of(scope, {EARLY: "attempted_before"})
    assert roster.results().count() == 1
    assert stamp(roster, Figures(scope))["as_of"] >= EngagementChange.objects.latest("pk").at


def test_the_api_lists_no_one_by_what_was_known_early(client):
    term = make.term()
    for attempts in (0, 1):
        make.enrolment(make.result(term), previous_attempts=attempts)
    client.force_login(make.member("principal", term.institution))

    answers = [
        client.get(f"/api/v1/students/?early={word}").json()["results"]
        for word in ("attempted_before", "nonsense")
    ]
    assert [len(found) for found in answers] == [2, 2]
