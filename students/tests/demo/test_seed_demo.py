"""The command: what it stores, what it refuses, and whom it lets in."""

import datetime
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Max

from students.demo.accounts import ACCOUNTS
from students.models import (
    Admission,
    AttendanceChange,
    BatchTrainer,
    ClassSession,
    Component,
    ComponentMark,
    Enrolment,
    FeeDue,
    Institution,
    Mark,
    MarkChange,
    Membership,
    Mentorship,
    Payment,
    Post,
    Role,
    Student,
    StudentBackground,
    SubjectAttendance,
    Teaching,
    TermAttendance,
    TermResult,
    TrainerRating,
    User,
    WeeklyActivity,
)
from students.tests import factories as make
from students.tests.demo.figures import DAY
from students.tests.demo.seeds import as_in_a_demo

pytestmark = pytest.mark.django_db

WEEK = datetime.timedelta(weeks=1)
COLLEGES = "DEMO", "DEMO-2"
COMPARED = (
    (Student, ("pk", "roll_no", "name", "email")),
    (Mark, ("pk", "result", "subject", "state", "score", "published", "percent", "grade")),
    (ComponentMark, ("pk", "mark", "component", "state", "score", "submitted_on")),
    (SubjectAttendance, ("pk", "result", "subject", "held", "attended", "excused")),
    (Enrolment, ("pk", "result", "subject", "registered_on", "left_on", "outcome")),
    (WeeklyActivity, ("pk", "enrolment", "week", "login_days", "clicks", "video_seconds")),
    (StudentBackground, ("pk", "result", "age", "gender")),
    (TermResult, ("pk", "student", "term", "section", "average", "attendance", "grade", "risk")),
    (Teaching, ("pk", "staff", "subject", "section")),
    (Mentorship, ("pk", "staff", "student", "starts_on")),
    (Admission, ("pk", "student", "batch", "admitted_on", "left_on", "standing")),
    (BatchTrainer, ("pk", "batch", "staff")),
    (TrainerRating, ("pk", "staff", "batch", "response_key", "rated_on", "score", "comment")),
    (FeeDue, ("pk", "student", "code", "due_on", "amount", "plan")),
    (Payment, ("pk", "student", "receipt", "kind", "paid_on", "amount", "mode", "toward")),
    (Post, ("pk", "channel", "number", "title", "published_at", "likes", "reach")),
)


def seed(students=10, **options):
    out = io.StringIO()
    options = {"date": None, "seed": 1, "fresh": False, "accounts": False, **options}
    call_command("seed_demo", students=students, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def of_colleges():
    """The students asked for; the institute has its own."""
    return Student.objects.filter(institution__code__in=COLLEGES)


def stored():
    return {
        model: list(model._base_manager.order_by("pk").values_list(*columns))
        for model, columns in COMPARED
    }


@pytest.fixture
def demo_settings():
    with as_in_a_demo():
        yield


def test_rows_written_past_the_models_would_pass_their_checks():
    seed()
    for model, _ in COMPARED:
        held = {field.name for field in model._meta.concrete_fields if field.remote_field}
        for row in model._base_manager.all():
            # What a row refers to, and its constraints, the database has held already.
            row.full_clean(held, validate_unique=False, validate_constraints=False)


def test_every_fact_has_its_line_of_history():
    seed()
    facts = Mark.objects.count() + ComponentMark.objects.count()

    made = MarkChange.objects.filter(old_state="")
    assert made.count() == facts
    assert set(MarkChange.objects.values_list("door", flat=True)) == {"command"}
    registers = SubjectAttendance.objects.count() + TermAttendance.objects.count()
    assert AttendanceChange.objects.filter(old_excused=None).count() == registers


def test_the_newest_term_runs_and_its_end_semester_is_to_come():
    seed(60, date=DAY)
    newest, *past = Institution.objects.first().terms.all()
    entered = ComponentMark.objects.filter(component__term=newest, component__weight__gt=0)
    books = Component.objects.filter(kind="end_semester")

    assert newest.starts_on < DAY < newest.ends_on
    assert not entered.filter(component__in=books).exists()
    assert books.filter(term=newest, due_on__gt=DAY).exists()
    assert entered.filter(component__due_on__lt=DAY - 4 * WEEK).exists()
    assert entered.filter(component__due_on__gt=DAY - 4 * WEEK).exists()
    assert all(books.filter(term=term, component_marks__isnull=False).exists() for term in past)
    running = Enrolment.objects.filter(result__term=newest)
    assert set(running.values_list("outcome", flat=True)) == {"", "withdrawn"}
    weeks = WeeklyActivity.objects.filter(enrolment__in=running)
    assert weeks.aggregate(last=Max("week"))["last"] == (DAY - newest.starts_on) // WEEK
    assert ClassSession.objects.aggregate(last=Max("on"))["last"] == datetime.date(2026, 11, 20)


def test_every_student_has_one_mentor_and_no_mentor_more_than_a_score():
    seed(100)
    mentors = list(Mentorship.objects.values_list("staff", flat=True))

    assert Mentorship.objects.values("student").distinct().count() == len(mentors) == 100
    assert max(map(mentors.count, mentors)) <= 20


def test_without_the_demo_setting_there_is_nobody_and_it_says_so():
    said = seed()

    assert "PERFDASH_DEMO=1" in said
    assert not User.objects.exists()


def test_with_the_demo_setting_every_role_can_sign_in(demo_settings):
    said = seed()
    roles = set(Membership.objects.filter(user__is_demo=True).values_list("role", flat=True))

    assert roles == set(Role.values)
    for account in ACCOUNTS:
        assert account.password in said
        assert User.objects.get(username=account.username).check_password(account.password)
    assert User.objects.filter(is_demo=False).count() == 0


def test_only_those_who_work_in_the_admin_are_staff_of_it(demo_settings):
    seed()
    staff = User.objects.filter(is_staff=True).values_list("username", flat=True)

    assert set(staff) == {"principal", "registrar", "superuser"}
    assert list(User.objects.filter(is_superuser=True).values_list("username")) == [("superuser",)]


def test_the_account_table_touches_nothing(demo_settings):
    assert "no accounts yet" in seed(accounts=True)
    seed()
    before = User.objects.count()

    assert "demo-principal" in seed(accounts=True)
    assert User.objects.count() == before


def test_the_same_demo_again_is_already_there():
    seed()

    assert "already there" in seed()
    assert of_colleges().count() == 10


def test_another_demo_is_not_put_beside_it():
    seed()
    with pytest.raises(CommandError, match="--fresh replaces it"):
        seed(11)


def test_half_a_demo_is_called_so():
    make.institution("DEMO")
    with pytest.raises(CommandError, match="interrupted"):
        seed()


def test_a_register_with_students_of_its_own_is_left_alone():
    make.student(make.institution())
    for fresh in (False, True):
        with pytest.raises(CommandError, match="1 institution, 1 student that seed_demo did not"):
            seed(fresh=fresh)
    assert Student.objects.count() == 1


def test_a_name_that_is_taken_is_not_taken_over(demo_settings):
    make.user("principal")
    with pytest.raises(CommandError, match="principal"):
        seed()
    assert not Institution.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_fresh_makes_the_same_demo_again_and_keeps_other_people(demo_settings):
    make.user("developer")
    seed(12, fresh=True)  # numbers begin at 1, whatever other tests have left behind
    before = stored()

    seed(11, seed=5, fresh=True)
    assert stored() != before
    seed(12, fresh=True)

    assert stored() == before
    assert User.objects.filter(username="developer").exists()
    assert User.objects.filter(username="principal").count() == 1


def test_json_tells_what_was_made():
    outcome = json.loads(seed(json=True))

    assert outcome["students"] == of_colleges().count() == 10
    assert outcome["rows"]["Student"] == Student.objects.count()
    assert outcome["accounts"] == []


@pytest.mark.parametrize("number", ["9", "1000001", "many"])
def test_a_number_of_students_that_cannot_be_is_refused(number):
    with pytest.raises(CommandError, match="students"):
        call_command("seed_demo", "--students", number)
