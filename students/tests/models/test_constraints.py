"""The database itself refuses what must never be, whoever writes past the models."""

import datetime

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, ProtectedError, RestrictedError

from students.models import (
    Branch,
    ClassCharge,
    Group,
    Institution,
    Mark,
    Membership,
    Payment,
    PolicyVersion,
    Student,
    SubjectAttendance,
    Term,
    TermAttendance,
    TermResult,
)
from students.models.guards import WrittenOnceError
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make

pytestmark = pytest.mark.django_db
NOT_TYPED = (
    "import_run_",  # a run is written by the import alone
    "result_risk_known",
    "result_average_in_range",
    "result_attendance_in_range",
    "subject_attendance_reported_beside_sessions",
)


@pytest.fixture
def mark():
    return make.mark(make.result(make.term()))


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def set_column(row, column, value):
    """An UPDATE that no model code sees."""
    query = f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s"  # noqa: S608 (no input)
    with connection.cursor() as cursor:
        cursor.execute(query, [value, row.pk])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("score", 10001),
        ("score", -1),
        ("score", None),
        ("max_score", 0),
        ("max_score", 1000001),
        ("state", "lost"),
        ("state", "absent"),
        ("attempt", 0),
        ("attempt", 2),
    ],
)
def test_a_mark_out_of_its_range_is_refused(mark, column, value):
    refused(lambda: set_column(mark, column, value))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("semester", 0),
        ("semester", 21),
        ("status", "asleep"),
        ("risk", "Some"),
        ("average", 10**12 + 1),
        ("average", -1),
        ("average", None),
        ("attendance_part", 5),
    ],
)
def test_a_result_out_of_its_range_is_refused(mark, column, value):
    refused(lambda: set_column(mark.result, column, value))


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (TermAttendance, {"percent": 101}),
        (TermAttendance, {"percent": 50, "held": 10, "attended": 5}),
        (TermAttendance, {"held": 10}),
        (TermAttendance, {"held": 10, "attended": 11}),
        (TermAttendance, {"held": 10, "attended": 9, "excused": 2}),
        (TermAttendance, {}),
        (SubjectAttendance, {"held": 10, "attended": 11}),
        (SubjectAttendance, {"held": 3000, "attended": 11}),
    ],
)
def test_attendance_that_cannot_be_is_refused(mark, model, values):
    if model is SubjectAttendance:
        values = {**values, "subject": mark.subject}
    refused(lambda: model.objects.create(result=mark.result, **values))


def test_natural_keys_are_unique_however_they_are_written(mark):
    place = mark.result.institution
    make.student(place, "CSE 101")

    refused(lambda: make.student(place, "cse101"))
    refused(lambda: make.institution("main"))
    refused(lambda: Branch.objects.create(institution=place, code=" cse "))
    refused(lambda: make.mark(mark.result))
    refused(lambda: make.result(mark.result.term, mark.result.student))
    assert make.student(place, "CSÉ101").pk


def test_a_roll_number_may_recur_in_another_institution(mark):
    make.student(mark.result.institution, "CSE101")
    assert make.student(make.institution("NEXT"), "CSE101").pk


def test_nothing_is_without_its_key():
    refused(lambda: Institution.objects.create(code="  ", name="Nameless"))
    refused(lambda: make.student(make.institution(), roll_no=" \t"))


def test_a_term_does_not_end_before_it_begins():
    refused(lambda: make.term(ends_on=datetime.date(2020, 1, 1)))


@pytest.mark.parametrize(
    "values", [{"role": "head"}, {"role": "king"}, {"role": "principal", "in_group": True}]
)
def test_a_membership_that_cannot_be_is_refused(values):
    place = make.institution()
    group = None
    if values.pop("in_group", False):
        group = Group.objects.create(name="Trust")
    person = make.user("someone")
    refused(
        lambda: Membership.objects.create(user=person, institution=place, group=group, **values)
    )


def test_what_has_facts_is_protected(mark):
    for row in (mark.result, mark.result.student, mark.subject, mark.result.term):
        with pytest.raises((ProtectedError, RestrictedError)):
            row.delete()
    for model in (Institution, Branch, Term, Student):
        with pytest.raises(ProtectedError):
            model.objects.all().delete()
    assert Mark.objects.count() == TermResult.objects.count() == 1


def test_a_policy_version_never_changes():
    version = PolicyVersion.objects.first_of(make.institution().pk)
    version.title = "Another"
    with pytest.raises(WrittenOnceError):
        version.save()
    with pytest.raises(WrittenOnceError):
        version.delete()
    with pytest.raises(WrittenOnceError):
        PolicyVersion.objects.update(title="Another")
    assert version.fingerprint == PAPER_POLICY.fingerprint()


def test_a_later_attempt_past_the_twentieth_is_refused(mark):
    later = make.mark(mark.result, attempt=2, sat_term=make.term(mark.result.institution, "LATER"))
    set_column(later, "attempt", 20)
    refused(lambda: set_column(later, "attempt", 21))


@pytest.mark.parametrize("semester", [0, 21, 30000])
def test_a_class_lies_in_a_semester_there_can_be(mark, semester):
    taught = make.teaching(mark.result)
    place = {name: getattr(taught, name) for name in ("staff", "term", "branch", "section")}
    charge = ClassCharge.objects.create(semester=4, **place)
    refused(lambda: set_column(taught, "semester", semester))
    refused(lambda: set_column(charge, "semester", semester))


@pytest.mark.parametrize(
    "model",
    [model for model, page in admin.site._registry.items() if getattr(page, "keepers", ())],
    ids=lambda model: model._meta.model_name,
)
def test_what_a_form_can_violate_is_told_in_a_sentence_of_its_own(model):
    checks = [one for one in model._meta.constraints if isinstance(one, CheckConstraint)]
    shown = [one for one in checks if not one.name.startswith(NOT_TYPED)]
    assert [
        one.name
        for one in shown
        if one.violation_error_message == CheckConstraint.default_violation_error_message
    ] == []


def test_a_payment_is_of_the_institution_of_its_student():
    student, next_door = make.student(make.institution(), "R1"), make.institution("NEXT")
    payment = Payment(
        institution=next_door, student=student, receipt="1", paid_on="2026-06-01", amount=5
    )
    with pytest.raises(ValueError, match="their own institution alone"):
        payment.save()
    payment.institution = student.institution
    payment.save()
    assert Payment.objects.count() == 1
