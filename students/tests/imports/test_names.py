"""Names of subjects and branches: known ones, other names, close ones that are asked about."""

from dataclasses import asdict

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as some

from students.imports import codes, runs
from students.imports.likenesses import close, near_roll_numbers
from students.imports.options import Options
from students.imports.questions import WHAT, Question
from students.imports.refusals import FileRefused, NotStorable
from students.models import Branch, ImportRun, Mark, StructureAlias, Subject
from students.tests import factories as make
from students.tests.imports.files import imported

SAME = Options(same=(("Mathmatics", "Mathematics"),))
KNOWN = [("MA1", "Mathematics I"), ("MA2", "Mathematics II"), ("PH", "Physics"), ("CSE", "")]


def file(subject="Mathmatics", branch="CSE", score=50) -> bytes:
    return f"roll_no,name,branch,semester,{subject}\nA1,Asha,{branch},4,{score}\n".encode()


@pytest.fixture
def place(db):
    """An institution with a term, the branch CSE and the subject Mathematics."""
    place = make.term().institution
    make.branch(place)
    make.subject(place, "Mathematics")
    return place


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Mathmatics II", ["MA2"]),
        ("Mathematics III", []),
        ("Phyiscs", ["PH"]),
        ("CS", ["CSE"]),
        ("English", []),
        ("", []),
        ("++", []),
    ],
)
def test_what_a_name_is_close_to(text, meant):
    assert [code for code, _ in close(text, KNOWN)] == meant


@pytest.mark.parametrize(
    "text",
    [
        "Computer Science & Engg",
        "Comp. Sc. and Engg.",
        "Dept. of Computer Science Engineering",
        "COMPUTER SCI & ENGINEERING",
    ],
)
def test_short_forms_of_a_title_are_asked_about(text):
    known = [("CSE", "Computer Science and Engineering"), ("CIV", "Civil Engineering")]
    assert [code for code, _ in close(text, known)] == ["CSE"]


def test_two_that_are_as_close_are_both_asked_about():
    assert len(close("Physics Lb", [("A", "Physics Lab"), ("B", "Physics Lbs"), ("C", "x")])) == 2


@given(some.text(max_size=20), some.text(max_size=20))
def test_nothing_is_too_odd_to_be_compared(text, known):
    assert close(text, [(known, known)]) in ([], [(known, known)])


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("123", ["00123"]),
        ("CSE2110", ["CSE2101"]),
        ("CSE210", ["CSE2101"]),
        ("ME2101", []),
        ("12", []),
    ],
)
def test_roll_numbers_one_slip_away(text, near):
    assert near_roll_numbers(text, ["00123", "CSE2101", "EC77"]) == near


def test_a_close_name_is_asked_about_and_never_taken(place):
    with pytest.raises(FileRefused, match=r"did you mean Mathematics .* --new \"Mathmatics\""):
        imported(file())

    run = runs.preview("marks", file(), "file.csv")
    with pytest.raises(NotStorable, match="did you mean Mathematics"):
        runs.commit(run, skip_refused=True)
    assert not Mark.objects.exists()


def test_an_answer_is_kept_as_another_name(place):
    imported(file(), options=SAME)

    again = imported(file("MATHMATICS", score=51))

    assert again.stored
    assert "“MATHMATICS” is read as the subject MATHEMATICS Mathematics." in again.notes
    assert (Subject.objects.count(), Mark.objects.get().score) == (1, 51)
    alias = StructureAlias.objects.get()
    assert (str(alias), alias.kind) == ("Mathmatics = Mathematics", "subject")
    assert alias.run == ImportRun.objects.earliest("pk")


def test_an_answer_that_it_is_new_makes_it(place):
    imported(file(), options=Options(new=("Mathmatics",)))

    assert sorted(Subject.objects.values_list("code", flat=True)) == ["MATHEMATICS", "MATHMATICS"]
    assert not StructureAlias.objects.exists()


def test_another_name_of_a_branch_is_asked_about_alike(place):
    with pytest.raises(FileRefused, match="No branch is called “CS”"):
        imported(file("Mathematics", "CS"))

    imported(file("Mathematics", "CS"), options=Options(same=(("CS", "CSE"),)))

    assert Branch.objects.get().code == "CSE"
    assert StructureAlias.objects.get().branch.code == "CSE"


def test_all_names_are_asked_about_at_once(place):
    with pytest.raises(FileRefused) as refusal:
        imported(file("Mathmatics", "CS"))

    assert len(refusal.value.problems) == 2


def test_another_name_holds_in_its_own_institution_alone(place):
    imported(file(), options=SAME)
    other = make.term(make.institution("OTHER")).institution
    make.subject(other, "Mathematics")

    with pytest.raises(FileRefused, match="did you mean Mathematics"):
        imported(file(), institution=other)


def test_a_name_goes_before_another_name(place):
    StructureAlias.objects.create(
        institution=place, text="Physics", subject=Subject.objects.get(code="MATHEMATICS")
    )
    make.subject(place, "Physics")

    imported(file("physics"))

    assert Mark.objects.get().subject.code == "PHYSICS"


def test_a_run_that_is_taken_back_leaves_no_other_name(place):
    summary = imported(file(), options=SAME)

    runs.undo(summary.run)

    assert not StructureAlias.objects.exists()
    assert Subject.objects.filter(code="MATHEMATICS").exists()


def test_two_runs_may_learn_the_same_name(place):
    one = runs.preview("marks", file(), "one.csv", options=SAME)
    two = runs.preview("marks", file().replace(b"A1", b"A2"), "two.csv", options=SAME)

    runs.commit(one)
    runs.commit(two)

    assert StructureAlias.objects.get().run == two


def test_a_name_typed_by_hand_outlives_a_run_that_confirms_it_and_is_taken_back(place):
    physics = make.subject(place, "Physics")
    typed = StructureAlias.objects.create(institution=place, text="Mathmatics", subject=physics)
    run = imported(file(), options=SAME).run
    assert StructureAlias.objects.get().meant.code == "MATHEMATICS"

    runs.undo(run)

    alias = StructureAlias.objects.get()
    assert (alias.pk, alias.meant, alias.run) == (typed.pk, physics, None)


def test_a_former_meaning_that_is_gone_is_not_gone_back_to(place):
    physics = make.subject(place, "Physics")
    StructureAlias.objects.create(institution=place, text="Mathmatics", subject=physics)
    run = imported(file(), options=SAME).run
    physics.delete()

    runs.undo(run)

    assert not StructureAlias.objects.exists()


def test_a_confirmed_name_whose_meaning_was_recoded_teaches_nothing(place):
    head = b"roll_no,name,branch,semester,Mathmatics,Physics\n"
    content = head + b"A1,Asha,CSE,4,x,50\nA2,Bela,CSE,4,,50\n"
    run = runs.preview("marks", content, "file.csv", options=SAME)
    mathematics = Subject.objects.get(code="MATHEMATICS")
    mathematics.code = "MTH"
    mathematics.save()

    assert runs.commit(run, skip_refused=True, despite_alarms=True).stored
    assert not StructureAlias.objects.exists()


def test_a_name_nobody_knows_is_compared_once_and_not_in_every_row(place, monkeypatch):
    compared = []
    monkeypatch.setattr(codes, "close", lambda text, known: compared.append(text) or [])
    rows = "".join(f"R{number},Zoology,50\n" for number in range(50))

    summary = imported(f"roll_no,subject,score\n{rows}".encode(), options=Options(create=False))

    assert compared == ["Zoology"]
    unknown = [one for one in summary.problems if one.reason == "No subject is called so."]
    assert len(unknown) == 50
    assert {one.mend for one in unknown} == {"Known: MATHEMATICS."}


def test_an_answer_stays_to_be_seen_and_is_given_anew(place):
    run = runs.preview("marks", file(), "file.csv", ask=True)
    runs.revise(run, same=SAME.same)
    ((answered,), questions) = (runs.plan_of(run).layout[n] for n in ("answered", "questions"))
    assert (answered["text"], answered["meant"]) == ("Mathmatics", "MATHEMATICS")
    assert questions == []

    runs.revise(run, same=(), new=("Mathmatics",))
    assert runs.plan_of(run).layout["answered"][0]["is_new"]

    runs.commit(run, despite_alarms=True)
    assert Mark.objects.get().subject.code == "MATHMATICS"
    assert not StructureAlias.objects.exists()


@pytest.mark.parametrize("what", WHAT)
def test_the_page_calls_what_it_asks_about_by_its_own_word(what):
    question = asdict(Question(what, "Csh", (("cash", "Cash"),), may_be_new=True))
    given = {"questions": [question], "layout": {"questions": [question]}, "foot": True}

    page = render_to_string("components/import_questions.html", given)

    assert f"The {WHAT[what]} <strong>Csh</strong>" in page
    assert f"is another {WHAT[what]}, to be created" in page
