"""The page of the reports: asking, waiting, fetching, and saying to whom they come."""

from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from analytics.deliveries.calendars import ONE
from analytics.deliveries.making import ended, make, order
from analytics.models import ReportRun, ReportSchedule
from analytics.reports import REPORTS
from analytics.tests.deliveries.conftest import NAMES, reader, schedule
from students.models import Job, RecordChange, Role
from students.tests import factories

pytestmark = pytest.mark.django_db
HERE = {"report": NAMES, "place": "MAIN"}
MONDAYS = {"every": "weekly", "weekday": "0"}


def asked(client, person, **changes):
    client.force_login(person)
    day = timezone.localdate().isoformat()
    return client.post("/reports/", HERE | {"day": day} | changes, follow=True)


def page(client, person, path="/reports/"):
    client.force_login(person)
    return client.get(path).content.decode()


def test_one_asked_for_is_made_by_a_job_and_offered_on_the_page(client, readers):
    answer = asked(client, readers[Role.HEAD])

    run, job = ReportRun.objects.get(), Job.objects.get()
    assert (run.state, run.job, job.state) == ("made", job, "done")
    assert answer.redirect_chain[-1] == ("/reports/", 302)
    words = answer.content.decode()
    assert "“Made-up” is made: 1 row." in words
    assert f"/reports/runs/{run.pk}/" in words


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.MANAGER])
def test_whose_role_it_is_not_for_is_not_offered_it_and_gets_none(client, readers, role):
    assert "Made-up" not in page(client, readers[role])
    asked(client, readers[role])
    assert not ReportRun.objects.exists()


@pytest.mark.parametrize(
    "junk",
    [
        {"report": "nothing"},
        {"place": "NEXT"},
        {"place": ""},
        {"day": "2999-01-01"},
        {"day": "0001-01-01"},
        {"day": "x\x00"},
        {"report": "\ud800".encode("utf-8", "replace").decode()},
    ],
)
def test_junk_is_answered_with_the_form(client, readers, junk):
    factories.institution("NEXT")

    assert asked(client, readers[Role.HEAD], **junk).status_code == 200
    assert not ReportRun.objects.exists()


def test_students_and_administrators_have_no_reports(client, place):
    for role in (Role.STUDENT, Role.ADMINISTRATOR):
        client.force_login(factories.member(role, place))
        for path in ("/reports/", "/reports/schedules/new/"):
            assert client.get(path).status_code == 403


def test_one_that_is_on_its_way_is_not_begun_again(client, readers, place):
    head = readers[Role.HEAD]
    job = Job.objects.create(key="k", kind="export", owner=head, state="running")
    run = order(NAMES, place, head, timezone.localdate(), asked_by=head)
    ReportRun.objects.filter(pk=run.pk).update(job=job)
    with mock.patch("students.jobs.recovery._is_alive", return_value=True):
        answer = asked(client, head)
        assert f'href="/jobs/{job.pk}/"' in page(client, head)

    assert answer.redirect_chain == [(f"/jobs/{job.pk}/?follow=1", 302)]
    assert ReportRun.objects.count() == 1
    assert "Interrupted" in page(client, head)


def test_a_failed_one_is_told_and_run_again_from_its_job(client, readers, place, monkeypatch):
    working = REPORTS[NAMES]
    broken = mock.Mock(side_effect=RuntimeError)
    monkeypatch.setitem(REPORTS, NAMES, type(working)(NAMES, "Made-up", "", bool, broken))
    asked(client, readers[Role.HEAD])
    assert ReportRun.objects.get().reason == "broken"

    monkeypatch.setitem(REPORTS, NAMES, working)
    client.post(f"/jobs/{Job.objects.get().pk}/again/")

    assert ReportRun.objects.get().state == "made"


def test_each_sees_their_own_and_who_answers_for_the_institution_all_without_the_files(
    client, readers, place
):
    for role in (Role.HEAD, Role.FACULTY):
        make(order(NAMES, place, readers[role], timezone.localdate()))

    heads, principals = (page(client, readers[role]) for role in (Role.HEAD, Role.PRINCIPAL))
    assert heads.count('Made-up<span class="note">') == heads.count('href="/reports/runs/') == 1
    assert "faculty" not in heads
    assert 'href="/reports/runs/' not in principals
    assert "head" in principals
    assert "faculty" in principals


def test_a_right_that_was_lost_is_said_where_the_file_was(client, readers, place):
    make(order(NAMES, place, readers[Role.HEAD], timezone.localdate()))
    readers[Role.HEAD].memberships.update(branch=factories.branch(place, "IT"))

    words = page(client, readers[Role.HEAD])

    assert "your rights have changed since" in words
    assert 'href="/reports/runs/' not in words


def test_the_page_asks_the_same_number_of_questions_for_one_line_as_for_many(
    client, readers, place
):
    def counted():
        with CaptureQueriesContext(connection) as seen:
            page(client, readers[Role.HEAD])
        return len(seen)

    make(order(NAMES, place, readers[Role.HEAD], timezone.localdate()))
    schedule(readers[Role.HEAD], place)
    page(client, readers[Role.HEAD])
    few = counted()
    for day in range(1, 5):
        make(order(NAMES, place, readers[Role.HEAD], timezone.localdate() - day * ONE))

    assert counted() == few


def scheduled(client, person, **given):
    client.force_login(person)
    return client.post("/reports/schedules/new/", HERE | MONDAYS | given)


def test_everybody_sets_one_for_themselves(client, readers):
    assert scheduled(client, readers[Role.HEAD]).status_code == 302

    one = ReportSchedule.objects.get()
    assert (one.recipient, one.made_by) == (readers[Role.HEAD], readers[Role.HEAD])
    assert (one.every, one.weekday, one.day) == ("weekly", 0, None)
    assert "Every week on Monday" in page(client, readers[Role.HEAD])
    assert scheduled(client, readers[Role.HEAD]).status_code == 200  # it is there already
    assert ReportSchedule.objects.count() == 1


def test_principal_and_registrar_set_them_for_others_as_far_as_those_may_see_it(
    client, readers, place
):
    registrar = reader(Role.REGISTRAR, place, "registrar")
    assert scheduled(client, registrar, recipient=readers[Role.FACULTY].pk).status_code == 302

    refused = scheduled(client, registrar, recipient=readers[Role.ACCOUNTANT].pk)

    assert "Their role may not see this report there." in refused.content.decode()
    assert [one.recipient for one in ReportSchedule.objects.all()] == [readers[Role.FACULTY]]


def test_nobody_else_sets_one_for_another_or_for_a_stranger(client, readers, place):
    stranger = reader(Role.PRINCIPAL, factories.institution("NEXT"), "stranger")

    assert scheduled(client, readers[Role.HEAD], recipient=readers[Role.FACULTY].pk).context
    assert scheduled(client, readers[Role.PRINCIPAL], recipient=stranger.pk).context
    assert scheduled(client, readers[Role.PRINCIPAL], place="NEXT").context
    assert not ReportSchedule.objects.exists()


@pytest.mark.parametrize("action", ["", "stop/", "run/"])
def test_another_persons_is_as_if_it_did_not_exist(client, readers, place, action):
    one = schedule(readers[Role.FACULTY], place)
    client.force_login(readers[Role.HEAD])

    assert client.post(f"/reports/schedules/{one.pk}/{action}", MONDAYS).status_code == 404
    one.refresh_from_db()
    assert (one.every, one.stopped) == ("daily", "")


def test_it_is_changed_stopped_and_comes_again(client, readers, place):
    one = schedule(readers[Role.HEAD], place, done_to=timezone.localdate() - 40 * ONE)
    client.force_login(readers[Role.HEAD])

    client.post(f"/reports/schedules/{one.pk}/stop/")
    one.refresh_from_db()
    assert one.stopped == "by_hand"
    monthly = {"every": "monthly", "day": "31", "weekday": "4"}
    client.post(f"/reports/schedules/{one.pk}/", monthly)

    one.refresh_from_db()
    assert (one.every, one.day, one.weekday, one.stopped) == ("monthly", 31, None, "")
    assert one.done_to == timezone.localdate() - ONE  # what passed while it stood is not made


def test_its_history_says_who_set_changed_and_stopped_it(client, readers, place):
    scheduled(client, readers[Role.HEAD])
    one = ReportSchedule.objects.get()
    client.post(f"/reports/schedules/{one.pk}/stop/")
    client.post(f"/reports/schedules/{one.pk}/stop/")  # it is stopped: nothing changes
    client.post(f"/reports/schedules/{one.pk}/", {"every": "daily"})

    changes = RecordChange.objects.filter(model="reportschedule", record_id=one.pk)
    assert {(it.user_id, it.record) for it in changes} == {
        (readers[Role.HEAD].pk, f"{one.report} {place.code}")
    }
    made, *rest = changes
    assert (made.kind, '"recipient"' in made.new, '"every": "weekly"' in made.new) == (
        "made",
        True,
        True,
    )
    assert [(it.field, it.old, it.new) for it in rest] == [
        ("stopped", "", "by_hand"),
        ("every", "weekly", "daily"),
        ("weekday", "0", ""),
        ("stopped", "by_hand", ""),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"every": "monthly", "day": ""},
        {"every": "monthly", "day": "32"},
        {"every": "weekly", "weekday": "7"},
        {"every": "weekly", "weekday": ""},
        {"every": "yearly"},
    ],
)
def test_days_that_are_none_are_refused(client, readers, place, wrong):
    one = schedule(readers[Role.HEAD], place)
    client.force_login(readers[Role.HEAD])

    assert client.post(f"/reports/schedules/{one.pk}/", wrong).status_code == 200
    one.refresh_from_db()
    assert one.every == "daily"


def test_made_at_once_for_another_it_is_theirs_and_within_their_scope(client, readers, place):
    one = schedule(readers[Role.FACULTY], place)
    client.force_login(readers[Role.PRINCIPAL])

    client.post(f"/reports/schedules/{one.pk}/run/", follow=True)

    run = ReportRun.objects.get()
    assert (run.recipient, run.asked_by) == (readers[Role.FACULTY], readers[Role.PRINCIPAL])
    assert (run.state, run.rows) == ("made", 1)
    assert client.get(f"/reports/runs/{run.pk}/").status_code == 404
    one.refresh_from_db()
    assert one.done_to < timezone.localdate()  # the nightly one comes all the same


def test_made_at_once_after_it_failed_it_tells_of_the_day_that_was_missed(client, readers, place):
    one = schedule(readers[Role.HEAD], place)
    who = {"report": one.report, "institution": place, "recipient": one.recipient}
    day = timezone.localdate() - 5 * ONE
    ended(order(**who, day=day, schedule=one), state="failed", reason="broken")
    client.force_login(readers[Role.HEAD])

    client.post(f"/reports/schedules/{one.pk}/run/")
    client.post(f"/reports/schedules/{one.pk}/run/")

    runs = ReportRun.objects.order_by("pk").values_list("state", "day")
    assert list(runs) == [("failed", day), ("made", day), ("made", timezone.localdate())]


def test_one_that_stopped_for_want_of_a_right_does_not_come_again_by_saving(client, place, readers):
    one = schedule(readers[Role.HEAD], place, stopped="no_right")
    readers[Role.HEAD].memberships.update(role=Role.ACCOUNTANT, branch=None)
    client.force_login(readers[Role.HEAD])

    answer = client.post(f"/reports/schedules/{one.pk}/", MONDAYS)

    assert "may not see this report" in answer.content.decode()
    one.refresh_from_db()
    assert one.stopped == "no_right"


def test_who_fetched_what_is_in_the_log_by_number(client, readers, place, caplog):
    run = make(order(NAMES, place, readers[Role.HEAD], timezone.localdate()))
    client.force_login(readers[Role.HEAD])

    answer = client.get(f"/reports/runs/{run.pk}/")
    b"".join(answer.streaming_content)

    line = f"user={readers[Role.HEAD].pk} GET report-run pk={run.pk} status=200"
    assert line in caplog.text
    assert "Asha" not in caplog.text
