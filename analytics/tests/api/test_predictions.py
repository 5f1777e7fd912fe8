"""Guesses over the API: to who sees the record, page by page, as they were stored."""

import pytest

from analytics.tests.chances.conftest import LAST, enrolment, guessed, in_use, version
from analytics.tests.contacts.conftest import people, result
from analytics.tests.prediction import made_versions as made
from students.tests import factories

__all__ = ["enrolment", "people", "result", "version"]  # fixtures
pytestmark = pytest.mark.django_db
LIST = "/api/v1/predictions/"
WHOLE = ("principal", "registrar", "head", "mentor", "class teacher")
SEES_NOBODY = ("subject teacher", "other head", "stranger")
NOT_FOR = ("accountant", "manager", "administrator", "student")


@pytest.fixture
def mentor(people, asking):
    return asking(people["mentor"])


def rows(client, query=""):
    answer = client.get(LIST + query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_the_last_guess_is_told_with_all_that_belongs_to_it(mentor, enrolment):
    (row,) = rows(mentor)
    student = enrolment.result.student
    assert row.pop("id")
    assert row.pop("made_at")
    assert row == {
        "institution": enrolment.result.institution.code,
        "student": {"id": student.pk, "roll_no": "CSE2110"},
        "subject": enrolment.subject.code,
        "term": enrolment.result.term.code,
        "target": "at_risk",
        "version": 1,
        "as_of": LAST.isoformat(),
        "probability": 0.78,
        "uncertainty": {"share": 0.75, "low": 0.5838, "high": 0.8724, "n": 40},
        "reasons": [
            {
                "theme": "work",
                "sentence": "Handed in 25\u00a0% of what was due, the last 3 are missing",
                "pull": 1.5,
            },
            {
                "theme": "recent_activity",
                "sentence": "Last active 12 days ago, in the last two weeks among the least active"
                " of the course",
                "pull": 0.5,
            },
        ],
    }


def test_a_week_that_was_not_tested_has_no_uncertainty(mentor, enrolment, version):
    guessed(version, enrolment, 70, LAST.replace(day=12), stage=56)
    (row,) = rows(mentor)
    assert (row["probability"], row["uncertainty"]) == (0.7, None)


@pytest.mark.parametrize("who", WHOLE)
def test_who_sees_the_whole_record_reads_it(asking, people, enrolment, who):
    assert len(rows(asking(people[who]))) == 1


@pytest.mark.parametrize("who", SEES_NOBODY)
def test_who_sees_a_part_or_nothing_reads_none(asking, people, enrolment, who):
    client = asking(people[who])
    assert rows(client) == []
    assert client.get(f"{LIST}?student={enrolment.result.student_id}").status_code == 404


@pytest.mark.parametrize("who", NOT_FOR)
def test_it_is_not_for_other_roles(asking, people, enrolment, who):
    assert asking(people[who]).get(LIST).status_code == 403


def test_filters_narrow_it(mentor, enrolment, version, result):
    guessed(version, factories.enrolment(result, "Physics"), 41)
    guessed(in_use(result.institution, target="dropout"), enrolment, 33)
    assert [row["probability"] for row in rows(mentor)] == [0.78, 0.41, 0.33]
    assert [row["probability"] for row in rows(mentor, "?target=dropout")] == [0.33]
    assert [row["probability"] for row in rows(mentor, "?subject=physics")] == [0.41]
    assert len(rows(mentor, f"?student={result.student_id}&ordering=-id&page_size=2")) == 2


@pytest.mark.parametrize(
    ("query", "status"),
    [("target=x", 400), ("target=", 400), ("student=x", 404), ("term=x", 404), ("cursor=x", 404)],
)
def test_junk_is_refused_in_words(mentor, enrolment, query, status):
    answer = mentor.get(f"{LIST}?{query}")
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_out_of_use_nothing_is_told(mentor, enrolment, result):
    made.use(None, result.institution)
    assert rows(mentor) == []


def test_as_many_queries_for_one_as_for_many(
    mentor, enrolment, version, result, django_assert_max_num_queries
):
    for title in ("Physics", "Chemistry", "Drawing"):
        guessed(version, factories.enrolment(result, title), 41)
    rows(mentor)
    with django_assert_max_num_queries(13):
        assert len(rows(mentor)) == 4
