"""Columns whose reading is said, names with a stroke, maxima that no cell could state."""

from students.imports.options import Options
from students.tests.imports.corpus.cases import case

PHYSICS = Options(branch="CSE", semester="4", subject="Physics")
TITLES = "roll_no,name,branch,semester"

FILES = (
    case("a maximum with three decimals", f"{TITLES},Physics (33.333)\nA1,Asha,CSE,4,30\n"),
    case(
        "a component's maximum with three decimals",
        f"{TITLES},Quiz (7.125)\nA1,Asha,CSE,4,5\n",
        options=PHYSICS,
    ),
    case(
        "a row of maxima with three decimals",
        f"{TITLES},Physics\nMax Marks,,,,12.345\nA1,Asha,CSE,4,5\n",
    ),
    case(
        "a last column without a title, chosen for the roll numbers",
        "name,branch,semester,Physics\nAsha,CSE,4,50,A1\nBinu,CSE,4,51,A2\nChitra,CSE,4,52,A3\n",
        figures="A1 PHYSICS 50/100; A2 PHYSICS 51/100; A3 PHYSICS 52/100",
        options=Options(columns=(("[E]", "roll_no"),)),
    ),
    case(
        "a column without a title, chosen for the roll numbers, one of which is missing",
        "name,,branch,semester,Physics\nAsha,A1,CSE,4,50\nBinu,,CSE,4,51\n",
        figures="A1 PHYSICS 50/100",
        verdict="good rows imported",
        options=Options(columns=(("[B]", "roll_no"),)),
    ),
    case(
        "a subject with a stroke in its name",
        f"{TITLES},French / German\nA1,Asha,CSE,4,50\n",
        figures="A1 FRENCH_/_GERMAN 50/100",
    ),
    case(
        "a subject with a stroke in its name, said of a column",
        f"{TITLES},M1,M2\nA1,Asha,CSE,4,50,5\n",
        figures="A1 FRENCH_/_GERMAN 50/100; A1 PHYSICS 5/10; A1 PHYSICS/QUIZ 5/10",
        options=Options(
            columns=(("M1", "marks French // German"), ("M2", "marks Physics / Quiz (10)"))
        ),
    ),
    case(
        "a semester said as 3.0",
        "roll_no,name,Physics\nA1,Asha,50\n",
        figures="A1 PHYSICS 50/100",
        options=Options(branch="CSE", semester="3.0"),
    ),
    case(
        "a maximum with three decimals, in a file with a row for each mark",
        f"{TITLES},subject,score (33.333)\nA1,Asha,CSE,4,Physics,30\n",
    ),
)
