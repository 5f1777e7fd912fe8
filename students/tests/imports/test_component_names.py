"""A component that is called nearly as a known one is asked about, and the answer is remembered."""

import pytest

from students.imports import runs
from students.imports.options import Options
from students.imports.refusals import FileRefused, NotStorable
from students.models import CategoryWord, Component, ComponentMark
from students.tests import factories as make
from students.tests.imports.files import imported, long

pytestmark = pytest.mark.django_db

KNOWN = long("component,score,max,weight", "Physics,Midterm,24,30,30", "Physics,Quiz 1,8,10,10")
SAME = Options(same=(("Mid tem", "Midterm"),))


def misspelt(text="Mid tem", score=25, subject="Physics") -> bytes:
    """A file of one mark in a component called so."""
    return long("component,score,max,weight", f"{subject},{text},{score},30,30")


def codes() -> list[str]:
    return list(Component.objects.order_by("code_key").values_list("code", flat=True))


def test_a_misspelt_component_is_asked_about_and_never_made():
    imported(KNOWN)

    with pytest.raises(FileRefused, match=r"No component is called “Mid tem” – did you mean Midt"):
        imported(misspelt())
    run = runs.preview("marks", misspelt(), "file.csv")
    with pytest.raises(NotStorable, match="did you mean Midterm"):
        runs.commit(run, skip_refused=True)

    assert codes() == ["Midterm", "Quiz 1"]


def test_where_nothing_may_be_made_the_close_one_is_still_asked_about():
    imported(KNOWN)

    with pytest.raises(FileRefused, match="did you mean Midterm"):
        imported(misspelt(), options=Options(create=False))


def test_an_answer_is_stored_in_the_known_component_and_remembered():
    imported(KNOWN)

    imported(misspelt(), options=SAME)
    again = imported(misspelt("MID TEM", score=26))

    assert "“MID TEM” is read as the component Midterm." in again.notes
    assert ComponentMark.objects.get(component__code="Midterm").score == 26
    assert (codes(), str(CategoryWord.objects.get())) == (
        ["Midterm", "Quiz 1"],
        "Mid tem = Midterm",
    )


def test_undo_forgets_the_answer():
    imported(KNOWN)

    runs.undo(imported(misspelt(), options=SAME).run)

    assert not CategoryWord.objects.exists()
    assert ComponentMark.objects.get(component__code="Midterm").score == 24


def test_an_answer_that_it_is_new_makes_it():
    imported(KNOWN)

    imported(misspelt(), options=Options(new=("Mid tem",)))

    assert codes() == ["Mid tem", "Midterm", "Quiz 1"]
    assert not CategoryWord.objects.exists()


def test_an_answer_stays_to_be_seen_and_is_given_anew():
    imported(KNOWN)
    run = runs.preview("marks", misspelt(), "file.csv", ask=True)

    runs.revise(run, same=SAME.same)
    (said,) = runs.plan_of(run).layout["answered"]
    runs.revise(run, same=(), new=("Mid tem",))
    (new,) = runs.plan_of(run).layout["answered"]

    assert (said["what"], said["meant"], new["is_new"]) == ("component", "Midterm", True)


@pytest.mark.parametrize("text", ["Quiz 2", "Quiz2", "Quiz", "End semester", "Practical"])
def test_another_component_is_nobodys_question(text):
    imported(KNOWN)

    assert imported(misspelt(text)).stored


def test_a_component_of_another_subject_is_no_known_one():
    imported(KNOWN)

    assert imported(misspelt(subject="Chemistry")).stored


def test_a_name_is_asked_about_once_whatever_rows_have_it():
    imported(KNOWN)
    rows = [f"Physics,Mid tem,{score},30,30" for score in (1, 2, 3)]

    run = runs.preview("marks", long("component,score,max,weight", *rows), "file.csv")

    assert len(runs.plan_of(run).layout["questions"]) == 1


def test_a_remembered_name_means_nothing_in_another_institution():
    imported(KNOWN)
    imported(misspelt(), options=SAME)
    other = make.running_term(make.institution("OTHER")).institution
    imported(KNOWN, institution=other)

    with pytest.raises(FileRefused, match="did you mean Midterm"):
        imported(misspelt(), institution=other)
