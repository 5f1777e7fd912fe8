"""What is not all entered yet is declared as later, and both the sheet and the copy say so."""

import csv
import io

import pytest

from students.models import ComponentMark, DeclaredResult, Mark, Subject
from students.models.copies import differences
from students.models.declaring import DeclarationRefused, declared_lines
from students.models.recompute import recomputed
from students.models.sheets import sheet_rows
from students.tests import factories as make
from students.tests.results.pages import address, declared, hidden, text

pytestmark = pytest.mark.django_db


def part_of(cohort, roll_no, code, score, **values):
    mark = Mark.objects.get(result__student__roll_no=roll_no, subject__title="Physics")
    return make.component_mark(mark, code, score, 30, **values)


@pytest.fixture
def half_entered(cohort):
    """In Physics Asha has quiz and midterm, Bela the quiz alone, Charu a mark typed in whole."""
    for roll_no, scores in (("ASHA", (24, 27)), ("BELA", (29,))):
        for code, score in zip(("QUIZ", "MID"), scores, strict=False):
            part_of(cohort, roll_no, code, score)
    return cohort


def lines(declaration):
    return {line.student.roll_no: line for line in declared_lines(declaration).values()}


def test_one_of_two_components_is_no_declared_grade(half_entered):
    mark = Mark.objects.get(result__student__roll_no="BELA", subject__title="Physics")
    assert mark.grade == "A+"  # so far

    declaration = declared(half_entered)

    bela, asha = lines(declaration)["BELA"], lines(declaration)["ASHA"]
    assert (bela.verdict, bela.sgpa, bela.cgpa, bela.promoted) == ("incomplete", None, None, None)
    physics = bela.papers[1]
    assert (physics["state"], physics["score"], physics["letter"]) == ("pending", "", "")
    assert physics["awaits"] == ["MID"]
    assert (asha.verdict, asha.papers[1]["awaits"]) == ("pass", [])
    assert lines(declaration)["CHARU"].verdict == "fail"  # typed in whole: nothing to wait for


def test_a_pending_component_and_a_missing_one_are_awaited_alike(half_entered):
    part_of(half_entered, "BELA", "MID", None, state="pending")

    assert lines(declared(half_entered))["BELA"].papers[1]["awaits"] == ["MID"]


@pytest.mark.parametrize("state", ["exempt", "absent"])
def test_a_component_that_will_not_come_is_not_awaited(half_entered, state):
    part_of(half_entered, "BELA", "MID", None, state=state)

    line = lines(declared(half_entered))["BELA"]
    assert line.verdict != "incomplete"
    assert line.papers[1]["awaits"] == []


def test_everyone_absent_so_far_has_not_failed_yet(half_entered):
    ComponentMark.objects.get(mark__result__student__roll_no="BELA").delete()
    part_of(half_entered, "BELA", "QUIZ", None, state="absent")

    assert lines(declared(half_entered))["BELA"].verdict == "incomplete"


def test_a_withheld_component_withholds_whatever_else_is_awaited(half_entered):
    part_of(half_entered, "ASHA", "ESE", None, state="withheld")

    assert lines(declared(half_entered))["ASHA"].verdict == "withheld"


def test_nothing_is_declared_before_somebody_has_all_marks(half_entered, principal):
    part_of(half_entered, "ASHA", "ESE", None, state="pending")
    mark = Mark.objects.filter(result__student__roll_no="CHARU").first()
    mark.state, mark.score = "pending", None
    mark.save()

    with pytest.raises(DeclarationRefused, match="Nobody in this class has all marks yet"):
        declared(half_entered)
    shown = text(principal.get(address(half_entered)))
    assert "0 of 3 would pass, 3 later" in shown
    assert "Nothing can be declared before somebody has all marks" in shown
    assert "Declare these results" not in shown


def test_the_sheet_names_subjects_components_and_students(half_entered, principal):
    page = principal.get(address(half_entered))
    shown = text(page)

    assert "1 of 3 would pass, 1 later" in shown
    assert "1 result awaits marks" in shown
    assert "Physics PHYSICS MID 1 student Bela BELA" in shown
    assert "Result later Awaits: PHYSICS MID" in shown
    told = principal.post(
        address(half_entered, "result-declare"), {"digest": hidden(page)}, follow=True
    )
    assert "1 of its results await marks and stay “Result later”" in text(told)
    rows = principal.get(address(half_entered, "result-sheet-csv")).content.decode("utf-8-sig")
    bela = list(csv.DictReader(io.StringIO(rows)))[1]
    assert (bela["Result"], bela["Awaits"], bela["PHYSICS"]) == (
        "Result later",
        "PHYSICS MID",
        "Pending",
    )


def test_the_last_component_makes_the_revision_and_one_of_two_none(half_entered):
    part_of(half_entered, "ASHA", "ESE", 20)
    first = declared(half_entered)  # Bela awaits two now
    part_of(half_entered, "BELA", "MID", 28)
    rows = sheet_rows(half_entered.results())
    assert differences(rows, declared_lines(first)) == {}

    part_of(half_entered, "BELA", "ESE", 30)
    second = declared(half_entered, "End-semester marks of Physics")

    assert lines(second)["BELA"].verdict == "pass"
    assert lines(first)["BELA"].papers[1]["awaits"] == ["MID", "ESE"]


def test_what_was_declared_before_components_were_asked_for_is_still_true(cohort):
    declaration = declared(cohort)
    for line in declaration.declared_results.all():
        for paper in line.papers:
            del paper["awaits"]
        DeclaredResult._base_manager.filter(pk=line.pk)._raw_delete("default")
        line._state.adding = True
        line.save(force_insert=True)

    assert differences(sheet_rows(cohort.results()), declared_lines(declaration)) == {}


def test_stored_results_are_as_recomputing_has_them_while_components_are_awaited(half_entered):
    declared(half_entered)
    ids = half_entered.results().values_list("pk", flat=True)

    assert list(recomputed(ids, dry_run=True)) == [[]]


def test_an_attempt_sat_again_is_awaited_and_leaves_the_earlier_one(half_entered, term):
    charu = half_entered.results().get(student__roll_no="CHARU")
    later = make.term(term.institution, "2027-EVEN", 2027)
    again = make.result(later, charu.student, semester=5)
    make.mark(again, "Mathematics", 70)
    Subject.objects.update(credits=4)
    mark = make.mark(charu, "Physics", 70, attempt=2, sat_term=later)
    part_of_again = make.component_mark(mark, "QUIZ", 30, 30)
    assert part_of_again.mark.attempt == 2

    (row,) = sheet_rows(type(charu).objects.filter(pk=again.pk))

    assert row.standing.backlogs == ("PHYSICS",)
    assert row.figures.resits[0].paper.awaits == ("MID",)
