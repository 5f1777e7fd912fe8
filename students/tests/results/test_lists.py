"""Lists of results: how far each class is, and who has backlogs."""

import re

import pytest
from django.urls import reverse

from students.models import Mark
from students.models.declaring import publish_declaration
from students.tests import factories as make
from students.tests.results.pages import address, declared, text

pytestmark = pytest.mark.django_db


def test_the_index_says_how_far_each_class_is(principal, cohort):
    publish_declaration(declared(cohort))

    shown = text(principal.get(reverse("results")))
    rows = re.findall(
        r"(CSE|IT) semester 4 (\d+) (Not yet|\d+ \w+ \d+) (Not yet|\d+ \w+ \d+)", shown
    )
    assert [row[:2] for row in rows] == [("CSE", "3"), ("IT", "1")]
    assert rows[1][2:] == ("Not yet", "Not yet")
    assert "Not yet" not in rows[0]


def test_the_index_says_where_marks_have_changed_since(principal, cohort):
    publish_declaration(declared(cohort))
    assert "changed since" not in text(principal.get(reverse("results")))

    mark = Mark.objects.filter(result__student__roll_no="DEV").get()
    mark.score = 20
    mark.save()
    assert "changed since" not in text(principal.get(reverse("results")))  # another class
    mark = Mark.objects.filter(result__student__roll_no="CHARU").first()
    mark.state, mark.score = "absent", None
    mark.save()
    assert "Marks have changed since" in text(principal.get(reverse("results")))


def test_backlogs_are_listed_once_they_are_declared(principal, cohort):
    assert "Nothing of this term is declared yet" in text(principal.get(reverse("backlogs")))
    declared(cohort)

    shown = text(principal.get(reverse("backlogs")))
    assert "1 student has backlogs" in shown
    assert "Charu CHARU CSE semester 4 2 MATHEMATICS, PHYSICS Fail" in shown
    rows = principal.get(reverse("backlogs-csv")).content.decode()
    assert "CHARU,Charu,CSE,4,2" in rows


def test_pages_cost_the_same_however_many_students_there_are(
    principal, cohort, django_assert_max_num_queries
):
    declared(cohort)
    for _ in range(3):
        make.mark(make.result(cohort.term), score=50)
    with django_assert_max_num_queries(18):
        principal.get(address(cohort))
    with django_assert_max_num_queries(11):
        principal.get(reverse("results"))
    with django_assert_max_num_queries(11):
        principal.get(reverse("backlogs"))
