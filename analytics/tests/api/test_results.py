"""Students' terms over the API: the list, and each with all of it that may be seen."""

import pytest

from students.models import TermResult
from students.tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/results/"


def url_of(roll_no):
    return f"{URL}{TermResult.objects.get(student__roll_no=roll_no).pk}/"


def test_a_result_has_figures_marks_and_attendance(registrar):
    row = registrar.get(url_of("CSE2110")).json()
    assert (row["average"], row["grade"], row["risk"]) == (34.4, "F", "High")
    assert (row["passed"], row["provisional"], row["withheld"]) == (False, False, False)
    assert (row["institution"], row["term"], row["policy"]) == ("MAIN", "2026-ODD", 1)
    assert [(one["subject"], one["score"]) for one in row["marks"]] == [
        ("DATASTRUCTURES", 30.0),
        ("ENGLISH", 36.0),
        ("MATHEMATICS", 35.0),
        ("PHYSICS", 33.0),
        ("PROGRAMMING", 38.0),
    ]
    assert (row["term_attendance"]["percent"], row["subject_attendance"]) == (55.0, [])
    listed = registrar.get(URL, {"search": "CSE2110"}).json()["results"]
    assert listed == [{name: row[name] for name in listed[0]}]
    assert registrar.get(f"/api/v1/students/{row['student']}/").json()["id"] == row["student"]


def test_a_subject_teacher_has_the_own_mark_and_no_other_figure(teacher):
    row = teacher.get(url_of("CSE2110")).json()
    assert [one["subject"] for one in row["marks"]] == ["PHYSICS"]
    hidden = ("average", "attendance", "grade", "passed", "provisional", "withheld")
    assert [row[name] for name in hidden] == [None] * 6
    assert row["term_attendance"] is None
    assert not any(figure in str(row) for figure in ("34.4", "55.0", "36.0"))


def test_who_withdrew_is_in_no_list_and_still_found(registrar):
    result = TermResult.objects.get(student__roll_no="CSE2110")
    result.status = TermResult.Status.WITHDRAWN
    result.save()
    assert len(registrar.get(URL).json()["results"]) == 9
    assert registrar.get(url_of("CSE2110")).json()["status"] == "withdrawn"


@pytest.mark.parametrize("params", [{"risk": "x"}, {"ordering": "average"}, {"passed": "1"}])
def test_what_means_nothing_is_refused(registrar, params):
    assert registrar.get(URL, params).status_code == 400


def test_a_stranger_finds_none(asking, term):
    stranger = asking(factories.member("principal", factories.institution("FAR")))
    assert stranger.get(URL).json()["results"] == []
    theirs, nobody = stranger.get(url_of("CSE2110")), stranger.get(f"{URL}{10**9}/")
    assert theirs.status_code == nobody.status_code == 404
    assert theirs.content == nobody.content


def test_the_number_of_queries_does_not_grow(registrar, term, django_assert_max_num_queries):
    with TermResult.objects.refreshing():
        for _ in range(30):
            factories.mark(factories.result(term))
    with django_assert_max_num_queries(8):
        registrar.get(URL, {"page_size": 200})
    with django_assert_max_num_queries(16):
        registrar.get(url_of("CSE2110"))
