"""Registers as long files: a row for each student and class, as programs and machines send them."""

import datetime

from students.tests.imports.corpus.cases import PARTLY
from students.tests.imports.corpus.registers import CLASS, TWO_OF_THREE, register
from students.tests.imports.files import xlsx_of

ONE = datetime.date(2026, 8, 3)

GOOD = (
    register(
        "rows of a student and a day",
        "Roll No,Name,Date,Status\nA1,Asha,03/08/2026,P\nA1,Asha,04/08/2026,A\nA1,Asha,5 Aug,P\n"
        "A2,Binu,03/08/2026,P\nA2,Binu,04/08/2026,P\nA2,Binu,5 Aug,P\n",
        TWO_OF_THREE,
    ),
    register(
        "rows of a day, its subject in a column, the presence under Attendance",
        "Date,USN,Student Name,Paper,Attendance\n2026-08-03,A1,Asha,Physics,Present\n"
        "2026-08-04,A1,Asha,Physics,Absent\n2026-08-05,A1,Asha,Physics,Late\n"
        "2026-08-03,A2,Binu,Physics,present\n2026-08-04,A2,Binu,Physics,Leave\n",
        "A1 PHYSICS attendance 2 of 3; A2 PHYSICS attendance 1 of 2",
        options=CLASS,
    ),
    register(
        "rows of a day with their periods, in a column or beside the day",
        "Roll No,Name,Date,Period,P/A\nA1,Asha,03/08/2026,1,P\nA1,Asha,03/08/2026,Hour II,A\n"
        "A1,Asha,04/08/2026 P3,,P\nA2,Binu,03/08/2026,P1,1\nA2,Binu,03/08/2026,2,1\n"
        "A2,Binu,04/08/2026,3,1\n",
        TWO_OF_THREE,
    ),
    register(
        "rows of a day in Hindi, and one that says nothing",
        "अनुक्रमांक,नाम,दिनांक,स्थिति\nA1,Asha,03/08/2026,उपस्थित\nA1,Asha,04/08/2026,अनुपस्थित\n"
        "A1,Asha,05/08/2026,-\n",
        "A1 PHYSICS attendance 1 of 2",
    ),
    register(
        "XLSX: rows of a day that is a date",
        xlsx_of(
            [
                ["Roll No", "Name", "Class Date", "Presence"],
                ["A1", "Asha", ONE, "P"],
                ["A2", "Binu", ONE, "A"],
            ]
        ),
        "A1 PHYSICS attendance 1 of 1; A2 PHYSICS attendance 0 of 1",
    ),
)
AWKWARD = (
    register(
        "rows of a day, of no subject",
        "Roll No,Name,Date,Status\nA1,Asha,03/08/2026,P\n",
        options=CLASS,
    ),
    register("rows of a day without who was there", "Roll No,Name,Date\nA1,Asha,03/08/2026\n"),
    register(
        "a status without its day",
        "Roll No,Name,Attendance,Status\nA1,Asha,80,Active\n",
        options=CLASS,
    ),
    register(
        "rows of a day with totals",
        "Roll No,Name,Date,Status,Attendance,Held\nA1,Asha,3 Aug,P,80,20\n",
    ),
    register(
        "rows of a day, two of one class",
        "Roll No,Name,Date,Status\nA1,Asha,03/08/2026,P\nA1,Asha,03/08/2026,A\n",
    ),
    register(
        "rows of days outside the term, that no calendar has, and with another period beside them",
        "Roll No,Name,Date,Period,Status\nA1,Asha,03/02/2026,1,P\nA1,Asha,31/09/2026,1,P\n"
        "A1,Asha,08/14/2026,1,P\nA1,Asha,03/08/2026 P2,1,P\nA1,Asha,,1,P\n"
        "A1,Asha,03/08/2026,Lab,P\n",
    ),
    register(
        "rows of a day, a good and a bad one",
        "Roll No,Name,Date,Status\nA1,Asha,03/08/2026,P\nA2,Binu,03/08/2026,Holiday\n",
        "A1 PHYSICS attendance 1 of 1",
        verdict=PARTLY,
    ),
)
FILES = (*GOOD, *AWKWARD)
