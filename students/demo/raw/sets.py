"""All raw files, in the order in which they come in."""

import datetime
from pathlib import Path

from students.demo.raw.files import RawFile

KEPT_DAY = datetime.date(2026, 11, 22)  # of which docs/samples/raw keeps the files
COLLEGE, POLYTECHNIC, INSTITUTE = "DEMO", "DEMO-2", "DEMO-3"
COURSES = (
    ("Full Stack Web Developement", "FSD"),
    ("Digtal Marketing", "DM"),
    ("Data Analitics", "DA"),
)
STANDINGS = (("Discontinud", "left"),)
DEPARTMENTS = (("Computer Sciense and Engineering", "CSE"), ("Computer Science & Engg", "CSE"))
MODES = (("Cahs", "cash"),)
MODULES = (("HTML & CSS", "FSD01"),)
CLASS = {"branch": "CSE", "semester": "3"}


def taken(*cells: str) -> dict[str, tuple[str, ...]]:
    """What a registrar says who takes the proposals for these cells."""
    return {"taken": cells}


RAW_FILES = (
    RawFile("institute/batches.csv", "batches", INSTITUTE, COURSES),
    RawFile("institute/admissions.csv", "admissions", INSTITUTE, COURSES + STANDINGS),
    RawFile("institute/trainers.csv", "trainers", INSTITUTE),
    RawFile("institute/feedback.csv", "ratings", INSTITUTE, said=taken("9:rating")),
    RawFile("institute/dues.csv", "dues", INSTITUTE),
    RawFile("institute/collection.csv", "payments", INSTITUTE, MODES, taken("7:amount")),
    RawFile("institute/attendance.csv", "attendance", INSTITUTE),
    RawFile("institute/scores.csv", "marks", INSTITUTE, MODULES),
    RawFile("institute/instagram.csv", "posts", INSTITUTE),
    RawFile("institute/youtube.csv", "posts", INSTITUTE),
    RawFile("college/students.csv", "students", COLLEGE, DEPARTMENTS),
    RawFile("college/register.csv", "attendance", COLLEGE, (), CLASS | {"subject": "CS301"}),
    RawFile("college/hostel-fees.csv", "dues", COLLEGE),
    RawFile("college/hostel-receipts.csv", "payments", COLLEGE),
    RawFile("college/linkedin.csv", "reach", COLLEGE),
    RawFile("polytechnic/evening-course.csv", "admissions", POLYTECHNIC),
    RawFile("polytechnic/attendance.csv", "attendance", POLYTECHNIC),
    RawFile("polytechnic/facebook.csv", "posts", POLYTECHNIC),
)


def write_files(folder: Path, date: datetime.date):
    """Each raw file of a day under its path in a folder."""
    for one in RAW_FILES:
        path = folder / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.content(date))
