"""Names of subjects, branches and students that are not quite the known ones; other platforms."""

from students.imports.options import Options
from students.tests.imports.corpus.cases import case

TITLES = "roll_no,name,branch,semester"
KNOWN = f"{TITLES},Mathematics,Physics I,DBMS\nCSE2101,Asha Rao,CSE,4,40,41,42\n"
BEFORE = "CSE2101 DBMS 42/100; CSE2101 MATHEMATICS {}/100; CSE2101 PHYSICS_I {}/100"
OLD = BEFORE.format(40, 41)
ONLY_KNOWN = Options(create=False)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (4711),Essay (4712),Current Score,"
    "Final Score\n    Points Possible,,,,,10,20,(read only),(read only)\n"
    '"Rao, Asha",17,CSE2101,asha,Physics of 2026,8,15.5,78,78\n'
)
MOODLE = (
    "First name,Surname,ID number,Email address,Quiz: Week 1 (Real),Course total (Real),"
    "Last downloaded from this course\nAsha,Rao,CSE2101,a@example.org,7.50,7.50,1774000000\n"
)


def renamed(subject: str, **how) -> dict:
    """A file of the known student with one mark in this subject, and how it is sent."""
    return {"content": f"roll_no,{subject}\nCSE2101,55\n", "before": KNOWN, **how}


NAMES = (
    case("a subject in other capitals", figures=BEFORE.format(55, 41), **renamed("MATHEMATICS")),
    case(
        "a subject with a slip of the pen", figures=OLD, verdict="refused", **renamed("Mathmatics")
    ),
    case(
        "a subject with a slip of the pen, said to be the same",
        figures=BEFORE.format(55, 41),
        **renamed("Mathmatics", options=Options(same=(("Mathmatics", "Mathematics"),))),
    ),
    case(
        "a subject with a slip of the pen, said to be new",
        figures="CSE2101 DBMS 42/100; CSE2101 MATHEMATICS 40/100; CSE2101 MATHMATICS 55/100; "
        "CSE2101 PHYSICS_I 41/100",
        **renamed("Mathmatics", options=Options(new=("Mathmatics",))),
    ),
    case(
        "Physics II where Physics I is known",
        figures="CSE2101 DBMS 42/100; CSE2101 MATHEMATICS 40/100; CSE2101 PHYSICS_I 41/100; "
        "CSE2101 PHYSICS_II 55/100",
        **renamed("Physics II"),
    ),
    case(
        "a subject nobody knows, where none may be made",
        figures=OLD,
        verdict="refused",
        **renamed("Biology", options=ONLY_KNOWN),
    ),
    case(
        "a subject with a slip, where none may be made",
        figures=OLD,
        verdict="refused",
        **renamed("DBMSS", options=ONLY_KNOWN),
    ),
    case(
        "a branch with a letter missing",
        "roll_no,name,branch,semester,DBMS\nCSE2102,Binu,CS,4,50\n",
        OLD,
        verdict="refused",
        before=KNOWN,
    ),
    case(
        "a roll number with a slip of the pen, where none may be made",
        "roll_no,DBMS\nCSE2110,50\nCSE2011,50\nCSE210I,50\n",
        OLD,
        verdict="refused",
        options=ONLY_KNOWN,
        before=KNOWN,
    ),
    case(
        "a student nobody knows, where none may be made",
        "roll_no,DBMS\nME17,50\n",
        OLD,
        verdict="refused",
        options=ONLY_KNOWN,
        before=KNOWN,
    ),
    case("the same file once more", KNOWN, OLD, verdict="nothing to store", before=KNOWN),
    case(
        "a name as platforms write it is the same name",
        'roll_no,name,DBMS\nCSE2101,"Rao, Asha",42\n',
        OLD,
        verdict="nothing to store",
        before=KNOWN,
    ),
    case(
        "a dash over a mark that is there",
        "roll_no,DBMS\nCSE2101,-\n",
        OLD,
        verdict="refused",
        before=KNOWN,
    ),
)
PLATFORMS = (
    case(
        "Canvas gradebook, its assignments being of no known subject",
        CANVAS,
        OLD,
        verdict="refused",
        before=KNOWN,
    ),
    case(
        "Canvas gradebook, of a subject that is said",
        CANVAS,
        f"{OLD}; CSE2101 SEMINAR 23.5/30; CSE2101 SEMINAR/ESSAY 15.5/20; "
        "CSE2101 SEMINAR/QUIZ 1 8/10",
        options=Options(subject="Seminar"),
        before=KNOWN,
    ),
    case(
        "Canvas gradebook without numbers of the institution",
        'Student,ID,Section,Quiz 1 (4711)\n"Rao, Asha",17,A,8\n',
    ),
    case(
        "Moodle grades, of a subject that is said",
        MOODLE,
        f"{OLD}; CSE2101 SEMINAR 7.5/10; CSE2101 SEMINAR/QUIZ: WEEK 1 7.5/10",
        options=Options(columns=(("[E]", "marks Seminar / Quiz: Week 1 (10)"),)),
        before=KNOWN,
    ),
    case(
        "Moodle grades without ID numbers",
        "First name,Last name,Email address,Manual item 1\nAsha,Rao,a@example.org,40\n",
    ),
    case(
        "Moodle users",
        "username,password,email,firstname,lastname\nCSE2101,secret,a@example.org,Asha,Rao\n",
        verdict="imported",
        kind="students",
    ),
)
FILES = (*NAMES, *PLATFORMS)
