"""Cells: marks that are none, numbers written in odd ways, roll numbers that were altered."""

from students.imports.options import Options
from students.tests.imports.corpus.cases import case

TITLES = "roll_no,name,branch,semester"
LONG = f"{TITLES},subject,score,max"


def mark(text: str) -> str:
    """A file with this one mark."""
    return f'{TITLES},Physics\nA1,Asha,CSE,4,"{text}"\n'


def roll(text: str, name: str = "Asha") -> str:
    """A file with one student of this roll number and name."""
    return f'{TITLES},Physics\n"{text}","{name}",CSE,4,50\n'


NUMBERS = (
    case("a whole mark", mark("50"), figures="A1 PHYSICS 50/100"),
    case("a mark with two decimals", mark("72.25"), figures="A1 PHYSICS 72.25/100"),
    case("a mark of 0", mark("0"), figures="A1 PHYSICS 0/100"),
    case("a mark with leading zeros", mark("007"), figures="A1 PHYSICS 7/100"),
    case("a mark with three decimals", mark("72.255")),
    case("binary noise typed out", mark("0.30000000000000004")),
    case("a comma for the point", mark("72,5")),
    case("NaN", mark("NaN")),
    case("inf", mark("inf")),
    case("minus infinity", mark("-Infinity")),
    case("1e309", mark("1e309")),
    case("1e2", mark("1e2")),
    case("1_000", mark("1_000")),
    case("a thousands comma", mark("1,000")),
    case("85%", mark("85%")),
    case("45/50 in one cell", mark("45/50")),
    case("full-width digits", mark("７２")),
    case("Devanagari digits", mark("७२")),
    case("superscript", mark("7²")),
    case("a plus before it", mark("+50")),
    case("below 0", mark("-1")),
    case("minus zero", mark("-0"), "A1 PHYSICS 0/100"),
    case("above the maximum", mark("101")),
    case("far above the maximum", mark("999999999999999999999999")),
    case("hexadecimal", mark("0x32")),
    case("a mark with a star of grace", mark("38*")),
    case("a mark in words", mark("fifty")),
    case("a letter O for a zero", mark("5O")),
    case("a formula as text", mark("=40+10")),
    case("a formula that would run a program", mark("=cmd|' /C calc'!A0")),
    case("a space within the number", mark("7 2")),
    case("TRUE", mark("TRUE")),
    case("None", mark("None")),
    case("null", mark("null")),
    case("#N/A", mark("#N/A")),
    case("#DIV/0!", mark("#DIV/0!")),
    case("an SQL statement", mark("50'); DROP TABLE students_mark; --")),
)
STATES = (
    case("AB", mark("AB"), figures="A1 PHYSICS absent/100"),
    case("Absent.", mark("Absent."), figures="A1 PHYSICS absent/100"),
    case("WH", mark("WH"), figures="A1 PHYSICS withheld/100"),
    case("MP", mark("MP"), figures="A1 PHYSICS malpractice/100"),
    case("EX", mark("EX"), figures="A1 PHYSICS exempt/100"),
    case("a dash", mark("-"), figures="A1 PHYSICS pending/100"),
    case("a long dash", mark("—"), figures="A1 PHYSICS pending/100"),
    case(
        "an empty cell",
        f"{TITLES},Physics,Chemistry\nA1,Asha,CSE,4,,50\n",
        figures="A1 CHEMISTRY 50/100",
    ),
    case("A for absent, or for a grade", mark("A")),
    case("NA", mark("NA")),
    case("present without a mark", mark("present")),
)
PEOPLE = (
    case("roll number 00123 as text", roll("00123"), figures="00123 PHYSICS 50/100"),
    case("roll number 12E5 as text", roll("12E5"), figures="12E5 PHYSICS 50/100"),
    case("roll number 1.2E+06, as Excel leaves 12E5", roll("1.2E+06")),
    case("roll number MAR1 as text", roll("MAR1"), figures="MAR1 PHYSICS 50/100"),
    case("roll number 1-Mar, as Excel leaves MAR1", roll("1-Mar")),
    case("a roll number with a direction override", roll("A\u202e1")),
    case("a roll number with a zero-width space", roll("A\u200b1")),
    case("a roll number of sixty letters", roll("A" * 60)),
    case("no roll number", roll("")),
    case("a name with a direction override", roll("A1", "Asha \u202eoaR")),
    case("a name with a bell", roll("A1", "Asha\x07")),
    case(
        "a name with joiners, as Indic scripts need them",
        roll("A1", "क्\u200dष"),
        figures="A1 PHYSICS 50/100",
    ),
    case("a name of three hundred letters", roll("A1", "a" * 300)),
    case(
        "a name that is a formula, guarded",
        roll("A1", "'=HYPERLINK(1)"),
        figures="A1 PHYSICS 50/100",
    ),
    case("a name that is a tag", roll("A1", "<b>Asha</b>"), figures="A1 PHYSICS 50/100"),
    case("no name", roll("A1", "")),
    case(
        "semester IV",
        f"{TITLES},Physics\nA1,Asha,CSE,IV,50\n",
        figures="A1 PHYSICS 50/100",
    ),
    case("semester 4.5", f"{TITLES},Physics\nA1,Asha,CSE,4.5,50\n"),
    case("semester 99", f"{TITLES},Physics\nA1,Asha,CSE,99,50\n"),
    case(
        "a list of students with a section and no branch",
        "roll_no,name,semester,section\nA1,Asha,4,B\n",
        kind="students",
    ),
    case("an address that is none", "roll_no,name,email\nA1,Asha,asha at home\n", kind="students"),
)
ROWS = (
    case(
        "two rows for one mark, in a wide file",
        f"{TITLES},Physics\nA1,Asha,CSE,4,50\nA1,Asha,CSE,4,60\n",
    ),
    case(
        "two rows for one mark, in a long file",
        f"{LONG}\nA1,Asha,CSE,4,Physics,50,100\nA1,Asha,CSE,4,physics,50,100\n",
    ),
    case(
        "two spellings of one roll number",
        f"{TITLES},Physics\nA1,Asha,CSE,4,50\na 1,Asha,CSE,4,50\n",
    ),
    case(
        "a row for each mark",
        f"{LONG}\nA1,Asha,CSE,4,Physics,45,50\nA1,Asha,CSE,4,Chemistry,AB,\n",
        figures="A1 CHEMISTRY absent/100; A1 PHYSICS 45/50",
    ),
    case(
        "a long file that says two names",
        f"{LONG}\nA1,Asha,CSE,4,Physics,45,50\nA1,Binu,CSE,4,Chemistry,50,\n",
    ),
    case("a long file without the score", f"{TITLES},subject\nA1,Asha,CSE,4,Physics\n"),
    case(
        "a long file with a column nobody knows",
        f"{TITLES},subject,score,shoe\nA1,Asha,CSE,4,Physics,50,43\n",
    ),
    case(
        "components of a new subject without maximum",
        f"{TITLES},subject,component,score\nA1,Asha,CSE,4,Physics,Quiz,5\n",
    ),
    case(
        "components of a new subject",
        f"{TITLES},subject,component,score,max\nA1,Asha,CSE,4,Physics,Quiz,5,10\n",
        figures="A1 PHYSICS 5/10; A1 PHYSICS/QUIZ 5/10",
    ),
    case(
        "a word where a good row stands beside it",
        f"{TITLES},Physics\nA1,Asha,CSE,4,50\nA2,Binu,CSE,4,sixty\n",
        figures="A1 PHYSICS 50/100",
        verdict="good rows imported",
    ),
    case("more values than titles", f"{TITLES},Physics\nA1,Asha,CSE,4,50,60\n"),
    case(
        "a register without students, where none may be made",
        f"{TITLES},Physics\nA1,Asha,CSE,4,50\n",
        options=Options(create=False),
    ),
)
ATTENDANCE = (
    case(
        "attendance in percent",
        f"{TITLES},attendance\nA1,Asha,CSE,4,81.5%\n",
        figures="A1 attendance 81.5%",
        kind="attendance",
    ),
    case(
        "attendance as a share of 1",
        f"{TITLES},attendance\nA1,Asha,CSE,4,0.81\n",
        kind="attendance",
    ),
    case(
        "attendance as shares of 1, one of them a whole",
        f"{TITLES},attendance\nA1,Asha,CSE,4,0.85\nA2,Binu,CSE,4,1\nA3,Chitra,CSE,4,0\n",
        kind="attendance",
    ),
    case(
        "attendance of one percent",
        f"{TITLES},attendance\nA1,Asha,CSE,4,85\nA2,Binu,CSE,4,1\n",
        figures="A1 attendance 85%; A2 attendance 1%",
        kind="attendance",
    ),
    case("attendance above 100", f"{TITLES},attendance\nA1,Asha,CSE,4,101\n", kind="attendance"),
    case(
        "classes held and attended",
        f"{TITLES},held,attended\nA1,Asha,CSE,4,40,31\n",
        figures="A1 attendance 31 of 40",
        kind="attendance",
    ),
    case(
        "more attended than held",
        f"{TITLES},held,attended\nA1,Asha,CSE,4,40,41\n",
        kind="attendance",
    ),
    case("half a class", f"{TITLES},held,attended\nA1,Asha,CSE,4,40,30.5\n", kind="attendance"),
    case("held without attended", f"{TITLES},held\nA1,Asha,CSE,4,40\n", kind="attendance"),
    case(
        "classes of a subject",
        f"{TITLES},subject,held,attended\nA1,Asha,CSE,4,Physics,40,31\n",
        figures="A1 PHYSICS attendance 31 of 40",
        kind="attendance",
    ),
)
FILES = (*NUMBERS, *STATES, *PEOPLE, *ROWS, *ATTENDANCE)
