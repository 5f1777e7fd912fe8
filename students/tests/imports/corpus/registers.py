"""Registers: a column for each class, as departments keep them on paper and in workbooks."""

import datetime

from students.imports.options import Options
from students.tests.imports.corpus.cases import PARTLY, case
from students.tests.imports.files import ods_of, xlsx_of

CLASS = Options(branch="CSE", semester="4")
PHYSICS = Options(branch="CSE", semester="4", subject="Physics")


def register(name, content, figures="", **how):
    """A register of Physics in one class; its students are new."""
    return case(name, content, figures, **{"kind": "attendance", "options": PHYSICS, **how})


TWO_OF_THREE = "A1 PHYSICS attendance 2 of 3; A2 PHYSICS attendance 3 of 3"
DAY = datetime.date(2026, 8, 3)

GOOD = (
    register(
        "a register with P and A",
        "Roll No,Name,03/08/2026,04/08/2026,05/08/2026\nA1,Asha,P,A,P\nA2,Binu,P,P,P\n",
        TWO_OF_THREE,
    ),
    register(
        "a register with 1 and 0, and days without a year",
        "Roll No,Name,3 Aug,4-Aug,5/8\nA1,Asha,1,0,1\nA2,Binu,1,1,1\n",
        TWO_OF_THREE,
    ),
    register(
        "a register with two classes on a day, and days of the week",
        "Roll No,Name,Mon 3-8-26 P1,3-8-26 (2),4.8.2026 Tue Hour III\n"
        "A1,Asha,P,A,L\nA2,Binu,P,P,P\n",
        TWO_OF_THREE,
    ),
    register(
        "a register with one day twice, and no period",
        "Roll No,Name,03/08/2026,03/08/2026,04/08/2026\nA1,Asha,P,A,P\nA2,Binu,P,P,P\n",
        TWO_OF_THREE,
    ),
    register(
        "a register with excused and late, and cells that say nothing",
        "Roll No,Name,3 Aug,4 Aug,5 Aug\nA1,Asha,L,E,-\nA2,Binu,,LV,P\n",
        "A1 PHYSICS attendance 1 of 2; A2 PHYSICS attendance 1 of 2",
    ),
    register(
        "a register under a banner, with totals that agree and a row of them below",
        "Department of Physics,,,,,,\nRoll No,Name,3 Aug,4 Aug,5 Aug,Present,Attendance %\n"
        "A1,Asha,P,A,P,2,66.67\nA2,Binu,P,P,P,3,100\nTotal,,2,1,2,,\n",
        TWO_OF_THREE,
    ),
    register(
        "a register of a month: its name above the days",
        "August 2026,,,,\nRoll No,Name,3,4,5\nA1,Asha,P,A,P\nA2,Binu,P,P,P\n",
        TWO_OF_THREE,
    ),
    register(
        "a register with merged days above their periods",
        "Roll No,Name,03/08/2026,,04/08/2026\n,,P1,P2,P1\nA1,Asha,P,A,P\nA2,Binu,P,P,P\n",
        TWO_OF_THREE,
    ),
    register(
        "a register with its subject in a column",
        "Roll No,Name,Subject,3 Aug,4 Aug,5 Aug\nA1,Asha,physics,P,A,P\nA2,Binu,Physics,P,P,P\n",
        TWO_OF_THREE,
        options=CLASS,
    ),
    register(
        "a register with empty columns for days to come and days that are none",
        "Roll No,Name,29/02/2026,3 Aug,4 Aug,5 Aug,31/12/2026\nA1,Asha,,P,A,P,\nA2,Binu,,P,P,P,\n",
        TWO_OF_THREE,
    ),
    register(
        "XLSX: a register with days that are dates, and TRUE and FALSE",
        lambda: xlsx_of(
            [
                ["Roll No", "Name", *(DAY + datetime.timedelta(days=at) for at in range(3))],
                ["A1", "Asha", True, False, 1],
                ["A2", "Binu", True, True, 1],
            ]
        ),
        TWO_OF_THREE,
    ),
    register(
        "ODS: a register with days that are dates",
        lambda: ods_of(
            [
                ["Roll No", "Name", ("date", "2026-08-03", "03/08/26")],
                ["A1", "Asha", "A"],
                ["A2", "Binu", "P"],
            ]
        ),
        "A1 PHYSICS attendance 0 of 1; A2 PHYSICS attendance 1 of 1",
    ),
    register(
        "XLSX: a register of a month that is a date, shown as Aug-26, above the days",
        lambda: xlsx_of(
            [
                ["Roll No", "Name", DAY.replace(day=1), None, None],
                [None, None, 3, 4, 5],
                ["A1", "Asha", "P", "A", "P"],
                ["A2", "Binu", "P", "P", "P"],
            ],
            formats={"C1": "[$-409]mmm\\-yy;@"},
        ),
        TWO_OF_THREE,
    ),
    register(
        "a register with forenoon and afternoon below each day",
        "Roll No,Name,03/08/2026,,04/08/2026\n,,FN,AN,FN\nA1,Asha,P,A,P\nA2,Binu,P,P,P\n",
        TWO_OF_THREE,
    ),
    register(
        "a register with a Sunday, and a feast written over all of a day",
        "Roll No,Name,1 Aug,2 Aug,3 Aug,4 Aug,5 Aug\nA1,Asha,Onam,H,P,A,P\nA2,Binu,,H,P,P,P\n",
        TWO_OF_THREE,
    ),
    register(
        "a register with sums of each letter at the end of a row",
        "Roll No,Name,3 Aug,4 Aug,5 Aug,Total Present,Total Absent,L,Working Days,%\n"
        "A1,Asha,P,Ab,present,2,1,0,3,66.7\nA2,Binu,P.,p,L,3,0,1,3,100\n",
        TWO_OF_THREE,
    ),
    register(
        "a register in Hindi",
        "अनुक्रमांक,नाम,3/8,4/8,5/8,कुल उपस्थिति,प्रतिशत\n"
        "A1,आशा,उ,अ,उपस्थित,2,66.67\nA2,बीनू,उ,उ,उ,3,100\n",
        TWO_OF_THREE,
    ),
    register(
        "totals of one subject, which is said",
        "Roll No,Name,held,attended\nA1,Asha,40,30\n",
        "A1 PHYSICS attendance 30 of 40",
    ),
)
AWKWARD = (
    register(
        "a register that names no subject",
        "Roll No,Name,3 Aug\nA1,Asha,P\n",
        options=CLASS,
    ),
    register("a register with the month first", "Roll No,Name,08/14/2026\nA1,Asha,P\n"),
    register("a register with a day no calendar has", "Roll No,Name,31/09/2026\nA1,Asha,P\n"),
    register("a register with a day outside the term", "Roll No,Name,14/03/2026\nA1,Asha,P\n"),
    register("a register with the wrong day of the week", "Roll No,Name,3 Aug Fri\nA1,Asha,P\n"),
    register("a register with a day without its month", "Roll No,Name,3\nA1,Asha,P\n"),
    register("a register with a number that may be a period", "Roll No,Name,3 Aug 2\nA1,Asha,P\n"),
    register("a register with times of day", "Roll No,Name,3 Aug 2026 09:00\nA1,Asha,P\n"),
    register(
        "a register with one class twice",
        "Roll No,Name,3 Aug P2,03/08/2026 (2)\nA1,Asha,P,A\n",
    ),
    register(
        "a register with letters nobody knows",
        "Roll No,Name,3 Aug,4 Aug\nA1,Asha,OD,H\nA2,Binu,P,2\n",
    ),
    register(
        "a register with totals that do not agree",
        "Roll No,Name,3 Aug,4 Aug,held,Present\nA1,Asha,P,A,2,2\n",
    ),
    register(
        "a register with a good and a bad row",
        "Roll No,Name,3 Aug\nA1,Asha,P\nA2,Binu,X\n",
        "A1 PHYSICS attendance 1 of 1",
        verdict=PARTLY,
    ),
    register(
        "registers of two subjects side by side",
        "Roll No,Name,Physics,,Chemistry,\n,,03/08/2026,04/08/2026,03/08/2026,05/08/2026\n"
        "A1,Asha,P,A,P,P\n",
        options=CLASS,
    ),
    register(
        "a register with a status of each student",
        "Roll No,Name,Status,3 Aug\nA1,Asha,Active,P\n",
    ),
    register("a register with one student twice", "Roll No,Name,3 Aug\nA1,Asha,P\nA1,Asha,A\n"),
    register(
        "totals of a subject as a percent",
        "Roll No,Name,Percent\nA1,Asha,80\n",
    ),
)
FILES = (*GOOD, *AWKWARD)
