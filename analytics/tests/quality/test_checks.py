"""What each check counts, for three students made by hand."""

import datetime

import pytest
from django.utils import timezone

from analytics.quality import CHECKS
from analytics.quality.checks import Found
from analytics.quality.scopes import QualityScope
from students.access import visible_to
from students.models import (
    Admission,
    Doubt,
    ImportRun,
    Mentorship,
    PersonalDetail,
    Role,
    State,
    TermResult,
)
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make.institution()


@pytest.fixture
def term(place):
    today = timezone.localdate()
    days = {"starts_on": today - datetime.timedelta(60), "ends_on": today + datetime.timedelta(60)}
    return make.term(place, **days)


@pytest.fixture
def registrar(place):
    return make.member(Role.REGISTRAR, place, name="registrar")


def scope_of(user, **params):
    return QualityScope.of(visible_to(user), params)


def counted(slug, user):
    """What a check finds, of its one institution."""
    found = CHECKS[slug].counts(scope_of(user))
    return next(iter(found.values()), None)


def labels(slug, user):
    scope = scope_of(user)
    return [row.label for row in CHECKS[slug].shown(scope, CHECKS[slug].rows(scope))]


def test_who_has_no_batch_in_the_term_is_counted_whatever_the_admissions_say(term, registrar):
    bare, admitted, batched = (make.result(term) for _ in range(3))
    make.admission(admitted.student, make.batch(term.institution))
    with TermResult.objects.refreshing([batched.pk]):
        TermResult.objects.filter(pk=batched.pk).update(batch=make.batch(term.institution, "B2"))

    assert counted("batch", registrar) == Found(2, 3)
    assert labels("batch", registrar) == [str(bare.student), str(admitted.student)]


def test_a_mentor_of_yesterday_is_none(term, registrar):
    now, past, _never = (make.result(term) for _ in range(3))
    mentor = make.staff(term.institution)
    yesterday = timezone.localdate() - datetime.timedelta(1)
    Mentorship.objects.create(staff=mentor, student=now.student)
    Mentorship.objects.create(
        staff=mentor, student=past.student, starts_on=yesterday, ends_on=yesterday
    )

    assert counted("mentor", registrar) == Found(2, 3)


def test_a_mail_or_a_telephone_is_a_way_to_reach_somebody(term, registrar):
    mailed, called, silent = (make.result(term).student for _ in range(3))
    type(mailed).objects.filter(pk=mailed.pk).update(email="a@example.org")
    PersonalDetail.objects.create(student=called, phone="9876543210")
    PersonalDetail.objects.create(student=silent, guardian="Somebody")

    assert counted("contact", registrar) == Found(1, 3)
    assert labels("contact", registrar) == [str(silent)]


def test_finished_terms_without_all_marks_are_counted_and_running_ones_are_not(
    place, term, registrar
):
    over = make.term(place, code="2024-ODD", year=2024)
    whole, pending, none = (make.result(over) for _ in range(3))
    running = make.result(term)
    make.mark(whole, score=50)
    for result in (pending, running):
        make.mark(result, score=None, state=State.PENDING)

    assert counted("marks", registrar) == Found(2, 3)
    assert set(labels("marks", registrar)) == {str(pending.student), str(none.student)}


def test_a_class_without_a_register_for_a_week_is_counted_where_registers_are_taken(
    term, registrar
):
    result = make.result(term)
    teaching = make.teaching(result)
    assert counted("registers", registrar) is None

    today = timezone.localdate()
    make.session(result, on=today - datetime.timedelta(7))
    assert counted("registers", registrar) == Found(1, 1)
    assert str(teaching.subject) in labels("registers", registrar)[0]

    make.session(result, on=today - datetime.timedelta(6))
    assert counted("registers", registrar) == Found(0, 1)


def test_batches_without_days_and_course_and_staff_without_mail(place, registrar):
    make.batch(place, "B1")
    today = timezone.localdate()
    days = {"starts_on": today, "ends_on": today}
    make.batch(place, "B2", branch=make.branch(place), **days)
    make.staff(place)

    assert counted("batch-days", registrar) == Found(1, 2)
    assert counted("batch-course", registrar) == Found(1, 2)
    assert counted("staff-mail", registrar) == Found(1, 1)


def test_who_left_the_batch_and_is_counted_in_the_term_is_doubtful(term, registrar):
    batch = make.batch(term.institution)
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(1)
    gone, unknown, going, done = students = [make.result(term) for _ in range(4)]
    with TermResult.objects.refreshing([one.pk for one in students]):
        TermResult.objects.filter(pk__in=[one.pk for one in students]).update(batch=batch)
    for one, left_on, standing in (
        (gone, today, "left"),
        (unknown, None, "left"),
        (going, tomorrow, "left"),
        (done, today, "completed"),
    ):
        Admission.objects.create(
            student=one.student, batch=batch, left_on=left_on, standing=standing
        )

    assert counted("left", registrar) == Found(2, 4)
    assert labels("left", registrar) == [str(gone.student), str(unknown.student)]
    assert counted("ended", registrar) == Found(1, 4)
    assert labels("ended", registrar) == [str(unknown.student)]


def test_fees_that_are_not_asked_and_payments_for_nothing(place):
    accountant = make.member(Role.ACCOUNTANT, place, name="accountant")
    free, owing, gone = (make.student(place) for _ in range(3))
    batch = make.batch(place)
    for student in (free, owing):
        make.admission(student, batch)
    left = make.admission(gone, batch)
    type(left).objects.filter(pk=left.pk).update(left_on=timezone.localdate(), standing="left")
    make.fee_due(owing, "I1")
    make.payment(owing, toward="I1", mode="cash")
    make.payment(owing, toward="I9")
    make.payment(owing)

    assert counted("dues", accountant) == Found(1, 2)
    assert counted("payment-due", accountant) == Found(1, 3)
    assert counted("payment-mode", accountant) == Found(2, 3)


def test_open_doubts_are_counted_of_all_there_were(place, registrar):
    run = ImportRun.objects.create(institution=place, kind="payments", state="stored")
    about = {"institution": place, "run": run, "model": "payment", "reason": "Odd"}
    for number in range(3):
        Doubt.objects.create(record_id=number, record=f"R{number}", column="Amount", **about)
    now = timezone.now()
    Doubt.objects.filter(record_id=2).update(settled_at=now, settled_as="right")

    assert counted("doubts", registrar) == Found(2, 3)


def test_pairs_count_in_each_institution_they_have_a_record_in():
    group = make.institution("G").group
    one, other = make.institution("ONE", group=group), make.institution("TWO", group=group)
    registrar = make.member(Role.REGISTRAR, one, name="registrar")
    for place in (one, other):
        make.student(place, f"{place.code}1", "Asha Rao", email="asha@example.org")

    assert CHECKS["people"].counts(scope_of(registrar)) == {one.pk: Found(0, 1)}

    registrar.memberships.create(role=Role.REGISTRAR, institution=other)
    both = CHECKS["people"].counts(scope_of(registrar))
    assert both == {one.pk: Found(1, 1), other.pk: Found(1, 1)}


def test_what_came_in_once_is_waited_for_by_its_rhythm(place, term, registrar):
    long_ago = timezone.now() - datetime.timedelta(8)
    assert counted("sources", registrar) is None

    ImportRun.objects.create(
        institution=place, kind="attendance", state="stored", stored_at=long_ago
    )
    assert counted("sources", registrar) == Found(1, 1)

    make.session(make.result(term), on=timezone.localdate() - datetime.timedelta(7))
    assert counted("sources", registrar) == Found(0, 1)


def test_a_preview_is_forgotten_after_two_days(place, registrar):
    for hours in (47, 49):
        at = timezone.now() - datetime.timedelta(hours=hours)
        ImportRun.objects.create(institution=place, kind="marks", created_at=at)

    assert counted("previews", registrar) == Found(1, 2)
    assert counted("fee-previews", registrar) is None


def test_a_head_is_shown_the_own_branch_and_nothing_of_the_whole_house(term):
    for branch in ("CSE", "IT"):
        make.result(term, branch_code=branch)
    head = make.member(
        Role.HEAD, term.institution, name="head", branch=make.branch(term.institution, "CSE")
    )
    scope = scope_of(head)

    assert CHECKS["batch"].counts(scope)[term.institution_id] == Found(1, 1)
    assert [slug for slug, check in CHECKS.items() if scope.shows(check.part)] == [
        "marks",
        "registers",
        "batch",
        "mentor",
        "contact",
        "ended",
        "left",
        "batch-days",
    ]
