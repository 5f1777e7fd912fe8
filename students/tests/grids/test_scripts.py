"""The script reads a cell as the server does, promises what is stored, pastes all or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.grids.sheets import read
from students.grids.texts import meant, text_of, usual, value_after
from students.imports.cells import plain
from students.imports.refusals import Refused
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make
from students.tests.grids.classes import a_class, component, mathematics, typed
from students.tests.grids.engine import SPOKEN, Engine

ENGINE = Engine()
KNOWN = (
    "", " ", "-", "–", "72", "72.5", "072.50", "0", "-0", "-0.00", "-0.01", "100", "100.01", "7o",
    "72.005", "72.500", "72.5000000001", "72,5", "85%", "85 %", "9/10", "1e2", "1_0", "+5", ".5",
    "5.", "nan", "inf", "७२", "７２", "ab", "AB", "Abs.", "absent", "wh", "mp", "ex", "exempted",
    "present", "pending", "9" * 41, "9" * 40, "0.001", "0.010", "A B",
)  # fmt: skip
texts = st.one_of(
    st.sampled_from(KNOWN), st.text("0123456789.,-%abewx ", max_size=8), st.text(max_size=5)
)


def meaning_here(text):
    try:
        state, score = meant(text)
    except Refused:
        return None
    return state, None if score is None else plain(score)


def meaning_there(text):
    found = ENGINE.call("meaning", SPOKEN, text)
    return None if "reason" in found else (found["state"], found["score"])


@given(texts)
def test_a_text_means_the_same_to_both(text):
    assert meaning_there(text) == meaning_here(text)
    assert ENGINE.call("usual", SPOKEN, text) == usual(text)


@pytest.mark.parametrize("text", KNOWN)
@pytest.mark.parametrize(
    "old", [None, ["present", "50", "60", False], ["absent", None, "60", True]]
)
def test_both_refuse_the_same_over_the_same_mark(text, old):
    cell = {"shown": text_of(old), "maximum": "60"}
    found = ENGINE.call("judged", SPOKEN, cell, text)

    assert found.get("reason") == refusal_here(text, old)


def refusal_here(text, old):
    try:
        value_after(text, old, 60)
    except Refused as refusal:
        return refusal.reason


def settings_of(rows):
    columns = [{"number": 0, "title": "Mathematics", "weight": None}]
    policies = {"1": PAPER_POLICY.definition()}
    return {"words": SPOKEN, "columns": columns, "policies": policies, "rows": rows}


@pytest.mark.django_db
def test_the_figures_as_typed_are_those_that_are_stored():
    (one, *_) = results = a_class()
    place = mathematics(results)
    quiz, midterm = component(place, "QUIZ", 7, 10), component(place, "MID", 30, 40)
    make.mark(one, "Physics", "63.91")
    make.attendance(one, held=40, attended=29)
    settings = settings_of([]) | {"columns": [{"weight": "10.00"}, {"weight": "40.00"}]}
    row = {
        "policy": "1",
        "others": [{"state": "present", "score": "63.91", "max_score": "100"}],
        "attendance": {"held": "40", "attended": "29", "excused": "0", "subjects": []},
    }
    cells = [
        {"text": "5", "shown": "", "token": "", "maximum": "7"},
        {"text": "22.5", "shown": "", "token": "", "maximum": "30"},
    ]

    promised = ENGINE.call("figures", settings, row, cells)
    typed(place, {(one, quiz): "5", (one, midterm): "22.5"})

    shown = read(place).rows[0]
    result = shown.result
    assert promised == {
        "mark": f"{shown.mark[1]} of {shown.mark[2]}",
        "percent": shown.percent_shown,
        "grade": shown.grade,
        "so_far": shown.so_far(read(place).columns),
        "average": shown.average_shown,
        "term-grade": result.grade,
        "risk": result.risk,
    }


def test_an_invalid_cell_has_no_figures():
    cells = [{"text": "7o", "shown": "", "token": "", "maximum": "100"}]

    assert ENGINE.call("figures", settings_of([]), {"policy": "1"}, cells) is None


GRID = {
    "heads": ["MATHEMATICS", "Mathematics", "marks", "score"],
    "columns": [{"title": "QUIZ"}, {"title": "MID"}],
    "rows": [
        {"roll_no": "R1", "name": "R1 Asha Rao", "closed": ""},
        {"roll_no": "R2", "name": "R2 Bela Nair", "closed": "has withdrawn"},
        {"roll_no": "R3", "name": "R3 Chand Iyer", "closed": ""},
    ],
}


def pasted(text, row=0, column=0, grid=GRID):
    found = ENGINE.call("pasted", text, grid, {"row": row, "column": column})
    if "refusal" in found:
        return found["refusal"]
    return [(one["row"], one["column"], one["text"]) for one in found["edits"]]


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("5", (0, 0), [(0, 0, "5")]),
        ("5\t6\r\n", (0, 0), [(0, 0, "5"), (0, 1, "6")]),
        ("5\n\nAB\n", (0, 1), [(0, 1, "5"), (2, 1, "AB")]),
        ("Quiz\n5\n\n7", (0, 0), [(0, 0, "5"), (2, 0, "7")]),
        ('"Marks\n(of 20)"\tMid\n5\t6', (0, 0), [(0, 0, "5"), (0, 1, "6")]),
        ("x\n\n7", (0, 0), [(0, 0, "x"), (2, 0, "7")]),  # no head: it is shown as refused
        ("R3\t7\nr 1\t5", (0, 0), [(2, 0, "7"), (0, 0, "5")]),
        ("R1\tAsha Rao\t5\t6\nR3\tChand Iyer\t7\t8", (0, 0),
         [(0, 0, "5"), (0, 1, "6"), (2, 0, "7"), (2, 1, "8")]),
    ],
)  # fmt: skip
def test_a_block_falls_where_it_is_meant(text, at, expected):
    assert pasted(text, *at) == expected


@pytest.mark.parametrize(
    ("text", "at", "reason"),
    [
        ("1\n\n3\n4", (0, 0), "The block has 4 rows, and from R1 Asha Rao on there are 3."),
        ("1\n2", (2, 0), "The block has 2 rows, and from R3 Chand Iyer on there are 1."),
        ("1\t2", (0, 1), "The block has 2 columns of marks, and there is room for 1."),
        ("1\n2\n3", (0, 0), "A value would fall on R2 Bela Nair, whose cells are closed."),
        ("R1\t5\nR9\t6\nR3\t7", (0, 0), "No student of this class has the roll number “R9”."),
        ("R1\t5\nR1\t6", (0, 0), "A roll number stands there twice."),
    ],
)
def test_a_block_that_does_not_fit_is_refused_whole(text, at, reason):
    assert pasted(text, *at) == f"{reason} Nothing was pasted."


@given(st.text(max_size=60))
def test_no_text_breaks_the_paste(text):
    found = pasted(text)
    assert isinstance(found, str | list)
