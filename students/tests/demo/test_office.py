"""The demo's office: who pays how, what is said of trainers, whom platforms reached."""

import datetime
from decimal import Decimal
from random import Random

import pytest
from django.db.models import Count, F, Max, Min, Sum
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from students.access import visible_to
from students.demo.calendars import terms_until
from students.demo.office.comments import DISLIKED, OPENINGS, PRAISED, comment
from students.demo.office.courses import COURSES, batches_of
from students.demo.office.fees import HABITS, PROMPT, DuePlan, payments
from students.demo.plans import plan_of
from students.models import (
    Admission,
    Channel,
    ChannelDay,
    Component,
    ComponentMark,
    FeeDue,
    ImportRun,
    Institution,
    Payment,
    TermResult,
    TrainerRating,
    User,
)
from students.tests.demo.figures import DAY
from students.tests.demo.seeds import seed

REFUND = Payment.Kind.REFUND
DUES = tuple(
    DuePlan(str(number), DAY - datetime.timedelta(days=days), 20_000)
    for number, days in enumerate((400, 220, 90, 10, -50))
)


@given(st.integers(0, 10_000), st.sampled_from(HABITS))
def test_money_comes_in_before_the_day_and_never_more_than_is_owed_once_refunds_are_made(seed, how):
    found = list(payments(Random(seed), how, DUES, DAY))
    years_later = payments(Random(seed), how, DUES, DAY + datetime.timedelta(days=400))
    balance = dict.fromkeys((due.code for due in DUES), 0)
    for one in years_later:
        balance[one.toward] += -one.amount if one.kind == REFUND else one.amount

    assert all(one.paid_on < DAY and one.amount > 0 for one in found)
    assert set(balance.values()) <= {0, 20_000}
    if how == PROMPT:
        assert set(balance.values()) == {20_000}


@given(st.integers(0, 10_000), st.sampled_from([1.0, 2.5, 3.0, 3.5, 4.0, 5.0]))
def test_a_comment_goes_with_its_stars(seed, stars):
    words = comment(Random(seed), stars)
    mood = "good" if stars >= PRAISED else "poor" if stars < DISLIKED else "fair"

    begins = [one for (_, of), some in OPENINGS.items() if of == mood for one in some]
    assert not words or any(words.startswith(one) for one in begins)


def test_batches_follow_each_other_for_more_than_eighteen_months():
    batches = batches_of(plan_of(60, 1, DAY))
    newest = terms_until(DAY, 3)[0]

    assert len({batch.code for batch in batches}) == len(batches) == 8
    assert (DAY - batches[0].starts_on).days > 548
    assert {batch.course for batch in batches} == set(COURSES)
    assert sum(batch.meets_in(newest) for batch in batches) >= 4
    assert all(course.fee % course.instalments == 0 for course in COURSES)


def test_modules_of_both_levels_have_codes_of_their_own():
    for course in COURSES:
        codes = [one.code for level in (1, 2) for one in course.subjects(level)]
        assert len(set(codes)) == len(codes) == 6


@pytest.fixture(scope="module")
def seeded(module_database):
    seed("--students", "60")


@pytest.fixture
def demo(db, seeded):
    return {one.code: one for one in Institution.objects.all()}


def test_every_institution_has_an_office_to_look_at(demo):
    for institution in demo.values():
        dues = FeeDue.objects.filter(student__institution=institution)
        paid = Payment.objects.filter(institution=institution)
        sums = paid.order_by().values("kind").annotate(sum=Sum("amount"))
        by_kind = {row["kind"]: row["sum"] for row in sums}

        owed = dues.aggregate(sum=Sum("amount"))["sum"]
        assert Decimal("0.6") * owed < by_kind["payment"] - by_kind.get("refund", 0) < owed
        assert paid.order_by().values("toward", "student").annotate(n=Count("pk")).filter(n__gt=1)
        ratings = TrainerRating.objects.filter(batch__institution=institution)
        assert ratings.exclude(comment="").count() >= 3
        assert institution.batches.filter(starts_on=None).count() == 0
    assert Payment.objects.filter(kind=REFUND).exists()
    assert set(demo["DEMO-3"].channels.values_list("platform", flat=True)) == {
        *("facebook", "instagram", "linkedin", "youtube"),
    }
    days = ChannelDay.objects.aggregate(first=Min("on"), last=Max("on"))
    assert (days["last"] - days["first"]).days == 547
    assert Channel.objects.filter(posts=None).count() == 0


def test_results_of_the_institute_are_in_the_batch_that_was_joined(demo):
    joined = set(Admission.objects.values_list("student", "batch"))
    results = set(TermResult.objects.values_list("student", "batch"))

    assert results <= joined
    left = Admission.objects.exclude(left_on=None)
    assert left.exists()
    for one in left:
        after = one.student.results.filter(term__starts_on__gte=one.left_on)
        assert not after.exists()
        assert not one.student.fee_dues.filter(due_on__gte=one.left_on).exists()


def test_whoever_signs_in_has_an_office_to_look_at(demo):
    seen = {name: visible_to(User.objects.get(username=name)) for name in ("trainer", "accountant")}
    director = visible_to(User.objects.get(username="director"))
    places = {one.student.institution.code for one in seen["accountant"].fee_dues()}

    assert seen["trainer"].ratings().exists()
    assert seen["trainer"].batches().count() < demo["DEMO-3"].batches.count()
    assert places == {"DEMO", "DEMO-3"}
    assert {one.institution.code for one in director.batches()} == {"DEMO-3"}


def test_the_registrar_has_brought_files_in(demo):
    found = ImportRun.objects.filter(user__username="registrar").order_by("pk")

    assert [one.kind for one in found] == ["payments", "ratings"]
    assert all(one.counts["rows"]["refused"] == 1 for one in found)
    assert all(one.counts["rows"]["new"] for one in found)


def test_modules_are_assessed_by_work_that_was_due_and_handed_in(demo):
    institute = demo["DEMO-3"]
    parts = ComponentMark.objects.filter(component__subject__institution=institute)
    assignments = parts.filter(component__kind=Component.Kind.ASSIGNMENT)

    assert assignments.exclude(submitted_on=None).count() > 0.9 * assignments.count() > 0
    assert assignments.filter(submitted_on__gt=F("component__due_on")).exists()
    assert not parts.filter(component__due_on__gte=timezone.localdate()).exists()
