"""Trying the version in use: on the page and over the API, for whom it is, storing nothing."""

import datetime

import pytest
from django.urls import reverse

from analytics.models import Prediction
from analytics.prediction import checks, packages
from analytics.prediction.scoring import score
from analytics.tests.contacts.conftest import people, result
from analytics.tests.models_shown.conftest import LEARNT, current
from analytics.tests.prediction import made_versions
from analytics.tests.prediction.registers import online_term
from analytics.tests.prediction.trained import trained
from analytics.views.looks import HEADER
from students.models import Enrolment, Membership, RecordView, Role
from students.tests import factories
from students.trails import gather

__all__ = ["people", "result"]  # fixtures
pytestmark = pytest.mark.django_db
PAGE, API = reverse("try-it"), reverse("api-try")
RUNNING = datetime.date(2026, 8, 5)


@pytest.fixture
def in_use(place):
    """A version that really learnt something."""
    return trained(place)


def words(answer):
    return " ".join(answer.content.decode().split())


def ask(reader, **body):
    return reader.post(API, body, content_type="application/json")


def faults(answer):
    return {one["field"] for one in answer.json()["problems"]}


def test_without_a_version_in_use_there_is_nothing_to_try(version, signed_in):
    reader = signed_in("mentor")

    assert "the rules alone speak, and there is nothing to try" in words(reader.get(PAGE))
    answer = ask(reader, week=4)
    assert (answer.status_code, answer.json()["problems"]) == (409, [])


def test_a_version_of_other_code_is_not_asked(version, signed_in, monkeypatch):
    made_versions.use(version, version.institution)
    monkeypatch.setattr(checks, "code_version", lambda: "other")
    reader = signed_in("mentor")

    assert "Version 1 was learnt by other code" in words(reader.get(PAGE))
    answer = ask(reader, week=4)
    assert (answer.status_code, "by other code" in answer.json()["detail"]) == (409, True)


def test_a_damaged_version_is_told_to_be_damaged(version, signed_in):
    kept = LEARNT | {"artifact": "0 AAAA", "sha256": "0" * 64}
    damaged = made_versions.version(version.institution, number=2, **kept, **current())
    made_versions.use(damaged, version.institution)
    reader = signed_in("mentor")

    assert "Version 2 is damaged" in words(reader.get(PAGE))
    answer = ask(reader, week=4)
    assert (answer.status_code, "is damaged" in answer.json()["detail"]) == (409, True)


def test_without_the_packages_it_says_what_to_install(version, signed_in, monkeypatch):
    made_versions.use(version, version.institution)
    monkeypatch.setattr(packages, "NEEDED", ("no_such_package",))
    reader = signed_in("mentor")

    assert "pip install" in words(reader.get(PAGE))
    answer = ask(reader, week=4)
    assert (answer.status_code, answer.json().keys()) == (503, {"detail"})


@pytest.mark.parametrize("role", ["student", "manager", "accountant"])
def test_it_is_for_who_is_shown_guesses(signed_in, role):
    reader = signed_in(role)

    assert reader.get(PAGE).status_code == reader.get(API).status_code == 403
    assert ask(reader, week=4).status_code == 403


def test_all_that_is_wrong_with_a_body_is_told(version, signed_in):
    reader = signed_in("head")
    answer = ask(reader, week=99, attendance="80", subjects=0, colour="red", target="x")

    assert answer.status_code == 400
    assert faults(answer) == {"week", "attendance", "subjects", "colour", "target"}
    assert faults(ask(reader, week=8, handed_in=0, midterm=50)) == {"midterm"}


def test_an_institution_out_of_sight_is_as_if_it_did_not_exist(version, signed_in):
    factories.institution("OTHER")
    reader = signed_in("head")

    for code in ("OTHER", "NOSUCH"):
        assert ask(reader, week=4, institution=code).status_code == 404
        assert reader.get(PAGE, {"institution": code}).status_code == 404


def test_the_api_says_what_may_be_said_and_who_can_be_asked(version, signed_in):
    other = made_versions.version(version.institution, target="fail", **LEARNT, **current())
    made_versions.use(other, version.institution, "fail")

    told = signed_in("faculty").get(API).json()

    assert told["versions"] == [{"institution": "MAIN", "target": "fail", "number": 1}]
    days = next(one for one in told["inputs"] if one["name"] == "login_days")
    assert (days["least"], days["most"], days["from_week"]) == (0, 7, 1)


def test_the_api_gives_a_chance_with_reasons_and_what_it_did_not_know(in_use, signed_in):
    reader = signed_in("mentor")

    usual = ask(reader, week=4).json()
    idle = ask(reader, week=4, handed_in=0, login_days=0, silent_days=28).json()

    assert 0 < usual["probability"] < idle["probability"] < 1
    assert usual["interval"]["low"] < usual["interval"]["high"]
    assert idle["reasons"][0]["pull"] > 0
    assert "handed_in" in usual["not_known"]
    assert "handed_in" not in idle["not_known"]
    assert "attendance" in idle["unlearnt"]
    assert idle["version"] == {"institution": "MAIN", "target": "at_risk", "number": 1}
    assert not Prediction.objects.exists()


def test_the_page_begins_with_a_typical_student_and_answers_what_is_typed(in_use, signed_in):
    reader = signed_in("mentor")

    first = reader.get(PAGE, {"week": 4})
    idle = reader.get(PAGE, {"week": 4, "handed_in": "0", "silent_days": "25"})
    anew = reader.get(PAGE, {"week": 4, "handed_in": "0", "begin": "yes"})

    assert "Nothing sets this student apart." in words(first)
    assert idle.context["answer"].chance > first.context["answer"].chance
    assert "Raises it" in words(idle)
    assert anew.context["answer"].chance == first.context["answer"].chance


@pytest.mark.parametrize(
    "typed",
    [
        {"week": "x", "silent_days": "nan"},
        {"week": "4", "silent_days": "1e999"},
        {"week": "4", "silent_days": "401"},
        {"week": "99999999999999999999", "silent_days": "1"},
        {"week": "4", "handed_in": "0", "midterm": "40"},
    ],
)
def test_what_cannot_be_is_said_on_the_page(in_use, signed_in, typed):
    page = signed_in("mentor").get(PAGE, typed)

    assert page.status_code == 200
    assert "This cannot be" in words(page)
    assert "answer" not in page.context


def test_a_real_student_is_begun_with_by_who_may_see_them(in_use, signed_in, client):
    online_term(in_use.institution, "2026-ODD", 2026, students=4)
    score([in_use], RUNNING)
    one = Prediction.objects.order_by("-millionths").first()
    reader = signed_in("principal")

    page = reader.get(PAGE, {"enrolment": one.enrolment_id})

    assert round(page.context["answer"].chance * 1_000_000) == one.millionths
    assert one.enrolment.result.student.name in words(page)
    days = Enrolment.objects.get(pk=one.enrolment_id).weeks.filter(week__in=range(5))
    mean = sum(days.values_list("login_days", flat=True)) / page.context["form"]["week"].value()
    assert page.context["form"]["login_days"].value() == round(mean, 1)
    assert signed_in("mentor").get(PAGE, {"enrolment": one.enrolment_id}).status_code == 404


@pytest.mark.parametrize("who", ["subject teacher", "stranger"])
def test_a_guess_is_begun_with_by_nobody_who_may_not_read_it(client, people, result, who):
    physics = factories.enrolment(result, "Physics")
    client.force_login(people[who])

    assert client.get(PAGE, {"enrolment": physics.pk}).status_code == 404


def test_nobody_begins_with_oneself(client, people, result):
    physics = factories.enrolment(result, "Physics")
    student, me = result.student, people["principal"]
    student.user = me
    student.save()
    Membership.objects.create(user=me, role=Role.STUDENT, institution=student.institution)
    client.force_login(me)

    assert client.get(PAGE, {"enrolment": physics.pk}).status_code == 404


@pytest.mark.parametrize("who", ["mentor", "principal", "head", "class teacher"])
def test_who_sees_the_whole_record_begins_with_a_student(client, people, result, who):
    physics = factories.enrolment(result, "Physics")
    client.force_login(people[who])

    assert client.get(PAGE, {"enrolment": physics.pk}).status_code == 200


def test_a_look_is_written_down_once_however_often_the_page_asks(
    client, people, result, settings, tmp_path
):
    settings.TRAIL_DIR = tmp_path
    physics = factories.enrolment(result, "Physics")
    made_versions.use(trained(result.institution), result.institution)
    client.force_login(people["mentor"])

    look = client.get(PAGE, {"enrolment": physics.pk}).context["look"]
    for days in (3, 4, 5):
        typed = {"enrolment": physics.pk, "silent_days": days}
        again = client.get(PAGE, typed, headers={HEADER: look})
        assert f'data-look="{look}"' in again.content.decode()
    gather()

    assert [one.times for one in RecordView.objects.all()] == [1]


@pytest.mark.parametrize("number", ["0", "999999", "x", "-1", "9" * 30])
def test_an_enrolment_that_is_not_there_is_not_found(version, signed_in, number):
    assert signed_in("principal").get(PAGE, {"enrolment": number}).status_code == 404
