"""Headers: where they stand, what they are called, and rows that are no students."""

from students.imports.options import Options
from students.tests.imports.corpus.cases import case

ONE_CLASS = Options(branch="CSE", semester="4")
PHYSICS = Options(branch="CSE", semester="4", subject="Physics")
TITLES = "roll_no,name,branch,semester"

FILES = (
    case(
        "a header in row 3",
        f"Government College,,,,\nMarks of 2026,,,,\n{TITLES},Physics\nA1,Asha,CSE,4,50\n",
        figures="A1 PHYSICS 50/100",
    ),
    case("a header in row 31", "x\n" * 30 + f"{TITLES},Physics\nA1,Asha,CSE,4,50\n"),
    case(
        "titles in capitals with spaces",
        "ROLL NO.,STUDENT NAME,DEPT,SEM,Physics\nA1,Asha,CSE,4,50\n",
        figures="A1 PHYSICS 50/100",
    ),
    case(
        "maxima in the titles",
        f"{TITLES},Physics (50),Chemistry [Max. 75],Maths/20\nA1,Asha,CSE,4,45,60,19.5\n",
        figures="A1 CHEMISTRY 60/75; A1 MATHS 19.5/20; A1 PHYSICS 45/50",
    ),
    case(
        "a row of maxima",
        f"{TITLES},Physics,Chemistry\nMax Marks,,,,50,75\nA1,Asha,CSE,4,45,60\n",
        figures="A1 CHEMISTRY 60/75; A1 PHYSICS 45/50",
    ),
    case(
        "a row that numbers the columns",
        f"{TITLES},Physics\n(1),(2),(3),(4),(5)\nA1,Asha,CSE,4,45\n",
        figures="A1 PHYSICS 45/100",
    ),
    case(
        "merged titles above subjects",
        "Roll No,Name,Marks,,Attendance\n,,Physics,Chemistry,\nA1,Asha,45,60,88.5\n",
        figures="A1 CHEMISTRY 60/100; A1 PHYSICS 45/100; A1 attendance 88.5%",
        options=ONE_CLASS,
    ),
    case(
        "merged titles: subjects above their components",
        "Roll No,Name,Physics,,Chemistry,\n,,Int (40),Ext (60),Int (40),Ext (60)\n"
        "A1,Asha,30,45,31,46\n",
        figures="A1 CHEMISTRY 77/100; A1 CHEMISTRY/EXT 46/60; A1 CHEMISTRY/INT 31/40; "
        "A1 PHYSICS 75/100; A1 PHYSICS/EXT 45/60; A1 PHYSICS/INT 30/40",
        options=ONE_CLASS,
    ),
    case(
        "merged titles above a header of their own",
        "Student,,Theory,,Practical,\n"
        "Roll No,Name,Physics (50),Chemistry (50),Physics (50),Chemistry (50)\n"
        "A1,Asha,30,45,31,46\n",
        figures="A1 CHEMISTRY 91/100; A1 CHEMISTRY/PRACTICAL 46/50; A1 CHEMISTRY/THEORY 45/50; "
        "A1 PHYSICS 61/100; A1 PHYSICS/PRACTICAL 31/50; A1 PHYSICS/THEORY 30/50",
        options=ONE_CLASS,
    ),
    case("a class without branch and semester", "Roll No,Name,Physics\nA1,Asha,45\n"),
    case(
        "a class whose branch and semester are said",
        "Roll No,Name,Physics\nA1,Asha,45\n",
        figures="A1 PHYSICS 45/100",
        options=ONE_CLASS,
    ),
    case(
        "a semester that is none, said",
        "Roll No,Name,Physics\nA1,Asha,45\n",
        options=Options(branch="CSE", semester="four"),
    ),
    case(
        "components of a subject that is said",
        "Roll No,Name,IA-1 (20),IA-2 (20),ESE (60)\nA1,Asha,15,16,45\n",
        figures="A1 PHYSICS 76/100; A1 PHYSICS/ESE 45/60; A1 PHYSICS/IA-1 15/20; "
        "A1 PHYSICS/IA-2 16/20",
        options=PHYSICS,
    ),
    case(
        "components of no subject",
        "Roll No,Name,IA-1 (20),ESE (60)\nA1,Asha,15,45\n",
        options=ONE_CLASS,
    ),
    case(
        "a column of marks, of a subject that is said",
        "Roll No,Name,Marks\nA1,Asha,45\n",
        figures="A1 PHYSICS 45/100",
        options=PHYSICS,
    ),
    case("a column of marks of no subject", "Roll No,Name,Marks\nA1,Asha,45\n", options=ONE_CLASS),
    case(
        "a last row with the total",
        f"{TITLES},Physics\nA1,Asha,CSE,4,45\n,Total,,,45\n",
        figures="A1 PHYSICS 45/100",
    ),
    case(
        "a last row with the average, and a signature",
        f"{TITLES},Physics\nA1,Asha,CSE,4,45\nAverage,,,,45\nSignature of the head,,,,\n",
        figures="A1 PHYSICS 45/100",
    ),
    case(
        "a total in the middle",
        f"{TITLES},Physics\nA1,Asha,CSE,4,45\n,Total,,,45\nA2,Binu,CSE,4,50\n",
    ),
    case(
        "a header repeated on every page",
        f"{TITLES},Physics\nA1,Asha,CSE,4,45\n{TITLES},Physics\nA2,Binu,CSE,4,50\n",
        figures="A1 PHYSICS 45/100; A2 PHYSICS 50/100",
    ),
    case(
        "serial numbers, totals, grades and remarks beside",
        "S.No,Roll No,Name,Branch,Sem,Physics,Total,%,Grade,Result,Remarks\n"
        "1,A1,Asha,CSE,4,45,45,45,D,Pass,good\n",
        figures="A1 PHYSICS 45/100",
    ),
    case("no roll numbers", "name,Physics\nAsha,50\n"),
    case(
        "roll numbers under a title nobody knows",
        "Kennung,name,branch,semester,Physics\nA1,Asha,CSE,4,50\n",
    ),
    case(
        "roll numbers under a title that is said",
        "Kennung,name,branch,semester,Physics\nA1,Asha,CSE,4,50\n",
        figures="A1 PHYSICS 50/100",
        options=Options(columns=(("Kennung", "roll_no"),)),
    ),
    case(
        "a column named by its letters",
        "roll_no,name,branch,semester,\nA1,Asha,CSE,4,50\nA2,Binu,CSE,4,51\nA3,Chitra,CSE,4,52\n",
        figures="A1 PHYSICS 50/100; A2 PHYSICS 51/100; A3 PHYSICS 52/100",
        options=Options(columns=(("[E]", "marks Physics"),)),
    ),
    case(
        "a column that is not there, said",
        f"{TITLES},Physics\nA1,Asha,CSE,4,50\n",
        options=Options(columns=(("Physik", "marks"),)),
    ),
    case(
        "a column read as nothing that is known",
        f"{TITLES},Physics\nA1,Asha,CSE,4,50\n",
        options=Options(columns=(("Physics", "shoe size"),)),
    ),
    case(
        "a header row that is said",
        "roll_no,old\nroll_no,name,branch,semester,Physics\nA1,Asha,CSE,4,50\n",
        figures="A1 PHYSICS 50/100",
        options=Options(header_row=2),
    ),
    case(
        "a header row that is empty",
        f"{TITLES},Physics\nA1,Asha,CSE,4,50\n",
        options=Options(header_row=7),
    ),
    case("two columns of roll numbers", "roll_no,USN,Physics\nA1,A1,5\n"),
    case("one subject twice", f"{TITLES},Physics,physics\nA1,Asha,CSE,4,5,6\n"),
    case(
        "one subject twice, spelt otherwise",
        f"{TITLES},data_structures,Data Structures\nA1,Asha,CSE,4,5,6\n",
    ),
    case(
        "C, C++ and C# side by side",
        f"{TITLES},C,C++,C#\nA1,Asha,CSE,4,5,6,7\n",
        figures="A1 C 5/100; A1 C# 7/100; A1 C++ 6/100",
    ),
    case("values under no title", "roll_no,,Physics\nA1,5,6\n"),
    case("a header and nothing below", f"{TITLES},Physics\n"),
    case("roll numbers and nothing beside", "roll_no\nA1\n"),
    case("a maximum of 0", f"{TITLES},Physics (0)\nA1,Asha,CSE,4,0\n"),
    case("a title that hides its direction", f"{TITLES},Phy\u202esics\nA1,Asha,CSE,4,50\n"),
    case(
        "first and last name in two columns",
        "Roll No,First name,Last name,Branch,Sem,Physics\nA1,Asha,Rao,CSE,4,50\n",
        figures="A1 PHYSICS 50/100",
    ),
)
