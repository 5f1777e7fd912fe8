"""Components of marks: made, combined, changed and taken away again."""

import pytest

from students.imports import runs
from students.imports.options import Options
from students.models import (
    Component,
    ComponentMark,
    Mark,
    MarkChange,
    TermResult,
)
from students.tests import factories as make
from students.tests.imports.files import (
    imported,
    long,
    reasons,
    register,
    wide,
)

pytestmark = pytest.mark.django_db


COMPONENTS = long(
    "component,score,max,weight", "Physics,Midterm,24,30,30", "Physics,End semester,56,70,70"
)


def test_components_are_made_and_combined():
    summary = imported(COMPONENTS)

    mark = Mark.objects.get()
    assert summary.created["components"] == [
        "PHYSICS End semester (maximum 70, weight 70)",
        "PHYSICS Midterm (maximum 30, weight 30)",
    ]
    assert set(Component.objects.values_list("kind", flat=True)) == {"midterm", "end_semester"}
    assert (mark.score, mark.max_score) == (80, 100)
    assert TermResult.objects.get().grade == "A"
    assert MarkChange.objects.filter(component="").count() == 1
    assert imported(COMPONENTS).counts["same"] == 2


def test_a_changed_component_changes_its_mark_and_back():
    imported(COMPONENTS)
    before = register()

    run = imported(COMPONENTS.replace(b",24,", b",30,")).run
    assert Mark.objects.get().score == 86

    runs.undo(run)
    assert Mark.objects.get().score == 80
    assert register() == before


def test_an_added_component_is_taken_away_again():
    imported(long("component,score,max,weight", "Physics,Midterm,24,30,30"))
    before = register()
    run = imported(long("component,score,max", "Physics,Quiz,5,10")).run
    assert Mark.objects.get().max_score == 40

    runs.undo(run)

    assert register() == before
    assert ComponentMark.objects.count() == 1


def test_undoing_all_components_leaves_no_mark():
    make.term()
    before = register()
    run = imported(COMPONENTS).run

    runs.undo(run)

    assert register() == before
    assert not Component.objects.exists()


def test_a_mark_that_is_combined_is_not_typed_in():
    imported(COMPONENTS)

    ((_, column, _, reason),) = reasons(wide("physics", "50").replace(b"CSE2101", b"X1"))

    assert column == "physics"
    assert reason == "This mark is combined from components and not typed in."


def test_a_component_has_one_maximum():
    imported(COMPONENTS)

    found = reasons(long("component,score,max", "Physics,Midterm,24,40"))

    assert found[0][3] == "The maximum of this component is 30."


def test_another_weight_is_refused_whether_the_register_or_a_row_above_says_it():
    first = "Physics,Midterm,24,30,30"
    told = "The weight of this component is 30, not 50."

    two_rows = long("component,score,max,weight", first, "Physics,Midterm,25,30,50")
    two_rows = two_rows.replace(
        b"X1,Aarav,CSE,4,Physics,Midterm,25", b"X2,Diya,CSE,4,Physics,Midterm,25"
    )
    assert [reason for *_, reason in reasons(two_rows)] == [told]

    imported(long("component,score,max,weight", first))
    assert [
        reason for *_, reason in reasons(long("component,score,max,weight", first[:-2] + "50"))
    ] == [told]
    assert Component.objects.get().weight == 30


def internal(name: str, score: int) -> bytes:
    """A file of the known student with this component."""
    text = f"roll_no,subject,component,score,max\nX1,Physics,{name},{score},10\n"
    return text.encode()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("is_registered", [False, True])
def test_runs_of_components_are_taken_back_in_any_order(order, is_registered):
    term = make.term()
    result = make.result(term, make.student(term.institution, "X1", "Aarav"))
    if is_registered:
        make.mark(result, "Physics", None, state="pending")
    before = register()
    stored = [imported(internal("IA1", 6)).run, imported(internal("IA2", 9)).run]
    assert Mark.objects.get().score == 15
    left = (9, 6)[order[0]]

    runs.undo(stored[order[0]])

    mark = Mark.objects.get()
    assert (mark.score, mark.max_score, mark.component_marks.count()) == (left, 10, 1)
    runs.undo(stored[order[1]])
    del before["Subject"]
    assert register() | before == register()


def test_a_mark_is_hidden_again_with_the_components_that_showed_it():
    imported(COMPONENTS)
    before = register()
    run = imported(COMPONENTS.replace(b",24,", b",30,"), options=Options(publish=True)).run
    assert Mark.objects.get().published

    runs.undo(run)

    assert register() == before


def test_a_component_of_a_refused_row_counts_for_nothing():
    term = make.term()
    result = make.result(term, make.student(term.institution, "X1", "Aarav"))
    make.attendance(result, held=40, attended=30)
    text = "roll_no,subject,component,score,max,attendance\nX1,Physics,Q1,1,10,99\n"

    plan = runs.plan_of(runs.preview("marks", f"{text}X1,Physics,Q2,9,10,\n".encode(), "file.csv"))

    refused, good = plan.rows()
    assert (refused.state, good.state, good.after) == ("refused", "new", "90.00 A+")


def test_a_row_says_a_mark_or_its_components():
    content = wide("physics,Quiz (10)", "50,5")
    options = Options(columns=(("Quiz (10)", "marks physics / Quiz"),))

    assert [reason for *_, reason in reasons(content, options=options)] == [
        "A mark without components is already there: 50."
    ]
