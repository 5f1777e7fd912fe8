"""A sheet says what its student may know, and the rest is refused with a reason."""

import pytest

from analytics.mark_sheets.contents import contents_of
from analytics.mark_sheets.words import came_to, lines_of, standing
from students.models import Mark
from students.models.sheets import Cohort
from students.tests import factories as make
from students.tests.models.classes import publish
from students.tests.results.pages import declared as declare_class

pytestmark = pytest.mark.django_db


def printed(result):
    return contents_of([result.pk]).printed[result.pk]


def said(result):
    return {one.label: one.text for one in came_to(printed(result))}


def marks(result):
    return {one.title: (one.marks, one.grade, one.points) for one in lines_of(printed(result))}


def test_a_published_result_is_printed_as_it_was_declared(declared):
    bela = declared["BELA"]

    assert marks(bela) == {
        "Mathematics": ("75 of 100", "A", "9"),
        "Physics": ("39 of 100", "F", "0"),
    }
    assert said(bela) == {
        "Result": "Fail",
        "Total": "114 of 200",
        "SGPA": "6.00",
        "CGPA": "6.00",
        "Credits earned": "4 of 6",
        "Backlogs": "PHYSICS",
    }
    assert "declaration 1" in standing(printed(bela))


def test_a_mark_changed_after_the_declaration_does_not_reach_the_sheet(declared):
    mark = Mark.objects.get(result=declared["BELA"], subject__title="Physics")
    mark.score = 88
    mark.save()

    assert marks(declared["BELA"])["Physics"] == ("39 of 100", "F", "0")


def test_only_published_marks_are_printed_of_a_term_without_a_declared_result(dev):
    assert marks(dev) == {
        "Chemistry": ("44.5 of 100", "D", "–"),
        "Electronics": ("Not published yet", "–", "–"),
        "Sports": ("Pending", "–", "–"),
    }
    assert said(dev) == {"Average": "44.50", "Grade": "D"}
    assert "91" not in str(printed(dev))
    assert standing(printed(dev)).startswith("Marks published so far")


@pytest.mark.parametrize(
    ("state", "word"), [("absent", "Absent"), ("exempt", "Exempt"), ("withheld", "Withheld")]
)
def test_what_is_no_score_is_a_word(dev, state, word):
    make.mark(dev, "Biology", score=None, state=state, published=True)

    assert marks(dev)["Biology"][0] == word


def test_the_score_of_a_withheld_mark_is_printed_nowhere(dev):
    make.mark(dev, "Biology", score=77, state="withheld", published=True)

    assert "77" not in str(printed(dev))
    assert said(dev) == {"Result": "Withheld"}


def test_a_mark_with_a_component_that_is_not_out_is_not_out(dev):
    mark = make.mark(dev, "Biology", score=50, published=True)
    make.component_mark(mark, score=9)

    assert marks(dev)["Biology"][0] == "Not published yet"


def test_without_a_published_mark_there_is_no_sheet(term):
    result = make.result(term)
    make.mark(result)

    contents = contents_of([result.pk])

    assert not contents.printed
    assert contents.refused == {result.pk: "No mark of this term is published."}


def test_a_published_result_of_which_a_mark_was_taken_back_is_refused(declared):
    mark = Mark.objects.get(result=declared["ASHA"], subject__title="Physics")
    mark.published = False
    mark.save()

    contents = contents_of(one.pk for one in declared.values())

    assert set(contents.printed) == {declared["BELA"].pk, declared["CHARU"].pk}
    assert "taken back" in contents.refused[declared["ASHA"].pk]


def test_of_two_published_declarations_the_newer_one_is_printed(term, declared):
    mark = Mark.objects.get(result=declared["BELA"], subject__title="Physics")
    mark.score = 60
    mark.save()
    publish(declare_class(Cohort(term, declared["BELA"].branch, 4), "Revaluation"))

    assert marks(declared["BELA"])["Physics"][0] == "60 of 100"
    assert "declaration 2" in standing(printed(declared["BELA"]))


def test_a_class_takes_no_more_queries_than_one_student(declared, dev, django_assert_num_queries):
    with django_assert_num_queries(8):
        contents_of([dev.pk, declared["ASHA"].pk])
    with django_assert_num_queries(8):
        contents_of([dev.pk, *(one.pk for one in declared.values())])


def test_a_later_attempt_stands_below_the_first_once_it_is_published(declared):
    bela = declared["BELA"]
    before = printed(bela)
    sat = make.term(bela.institution, "2027-EVEN", year=2027)
    again = make.mark(bela, "Physics", score=52, attempt=2, sat_term=sat)
    assert printed(bela) == before

    again.published = True
    again.save()

    physics = next(one for one in lines_of(printed(bela)) if one.title == "Physics")
    assert physics.notes == (f"Attempt 2 in {sat.title}: 52 of 100, C",)
    assert (physics.marks, said(bela)["Backlogs"]) == ("39 of 100", "PHYSICS")


def test_a_later_attempt_that_was_not_sat_says_so(dev):
    sat = make.term(dev.institution, "2027-EVEN", year=2027)
    make.mark(dev, "Chemistry", None, state="absent", attempt=2, sat_term=sat, published=True)

    chemistry = next(one for one in lines_of(printed(dev)) if one.title == "Chemistry")
    assert chemistry.notes == (f"Attempt 2 in {sat.title}: Absent, F",)
