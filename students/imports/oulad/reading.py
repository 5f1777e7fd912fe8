"""The six small files, read and checked; every problem is found before anything is stored."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from students.imports.oulad import values
from students.imports.oulad.folders import FILES, Folder
from students.imports.oulad.records import Assessment, Course, Learner, Presentations, Score
from students.imports.problems import Problem
from students.imports.refusals import Refused, refuse_file

PAGE_KINDS = {
    "oucontent": "content",
    "page": "content",
    "dualpane": "content",
    "htmlactivity": "content",
    "quiz": "quiz",
    "externalquiz": "quiz",
    "questionnaire": "quiz",
    "repeatactivity": "quiz",
    "forumng": "forum",
    "resource": "resource",
    "url": "resource",
    "folder": "resource",
    "homepage": "navigation",
    "subpage": "navigation",
    "sharedsubpage": "navigation",
}
INFO = {
    "gender": values.words(20),
    "region": values.words(60),
    "highest_education": values.words(60),
    "imd_band": values.words(20),
    "age_band": values.words(20),
    "num_of_prev_attempts": values.small,
    "studied_credits": values.small,
    "disability": values.yes_or_no,
    "final_result": values.outcome,
}


def presentations_of(folder: Folder) -> list[str]:
    """The presentations the folder has courses of, in order."""
    return sorted({row[1] for _, row in folder.rows("courses")})


def read(folder: Folder, wanted: list[str]) -> Presentations:
    """What the folder says of these presentations; FileRefused where it lacks one."""
    known = presentations_of(folder)
    if missing := [one for one in wanted if one not in known]:
        listed = ", ".join(known) or "none"
        raise refuse_file(
            f"The folder has no presentation {', '.join(missing)}.", f"It has: {listed}."
        )
    found = Presentations({one: {} for one in wanted})
    for name, reading in (
        ("courses", _course),
        ("vle", _page),
        ("assessments", _assessment),
        ("studentInfo", _learner),
        ("studentRegistration", _registration),
    ):
        _each(found, folder, name, reading)
    _read_scores(found, folder)
    return found


def _each(found: Presentations, folder: Folder, name: str, reading: Callable):
    """Read the rows of a file that belong to a chosen presentation, as dicts."""
    for line, row in folder.rows(name):
        named = dict(zip(FILES[name], row, strict=True))
        courses = found.courses.get(named["code_presentation"])
        if courses is not None:
            with _noting(found, folder, name, line):
                reading(found, courses, named)


@contextmanager
def _noting(found: Presentations, folder: Folder, name: str, line: int) -> Iterator[None]:
    """Note what a row is refused for, with its place."""
    try:
        yield
    except Refused as refusal:
        file = folder.paths[name].name
        found.problems.append(Problem(line, file, "", refusal.reason, refusal.mend))


def _cell(row: dict, column: str, reading: Callable):
    try:
        return reading(row[column])
    except Refused as refusal:
        raise Refused(f"{column} “{row[column]}”: {refusal.reason}") from refusal


def _course(found: Presentations, courses: dict[str, Course], row: dict):
    module = _cell(row, "code_module", values.code)
    length = _cell(row, "module_presentation_length", values.day)
    if not length or length < 1:
        raise Refused("A course is at least one day long.")
    if module in courses:
        raise Refused(f"The course {module} stands there twice.")
    courses[module] = Course(module, length)


def _known(courses: dict[str, Course], row: dict) -> Course:
    course = courses.get(row["code_module"])
    if course is None:
        raise Refused(f"courses.csv has no such course: {row['code_module']}.")
    return course


def _page(found: Presentations, courses: dict[str, Course], row: dict):
    _known(courses, row).pages[row["id_site"]] = PAGE_KINDS.get(row["activity_type"], "other")


def _assessment(found: Presentations, courses: dict[str, Course], row: dict):
    number = _cell(row, "id_assessment", values.code)
    _known(courses, row).assessments[number] = Assessment(
        number,
        _cell(row, "assessment_type", values.code),
        _cell(row, "date", values.day),
        _cell(row, "weight", values.hundredths),
    )


def _learner(found: Presentations, courses: dict[str, Course], row: dict):
    course, student = _known(courses, row), _cell(row, "id_student", values.code)
    if student in course.learners:
        raise Refused(f"Student {student} stands in {course.module} twice.")
    said = {column: _cell(row, column, reading) for column, reading in INFO.items()}
    course.learners[student] = Learner(
        number=student,
        background={
            "gender": said["gender"],
            "age": None,
            "age_band": said["age_band"],
            "region": said["region"],
            "deprivation_band": said["imd_band"],
            "disability": said["disability"],
        },
        enrolment={
            "outcome": said["final_result"],
            "previous_attempts": said["num_of_prev_attempts"],
            "studied_credits": said["studied_credits"],
            "prior_education": said["highest_education"],
        },
    )


def _registration(found: Presentations, courses: dict[str, Course], row: dict):
    learner = _known(courses, row).learners.get(row["id_student"])
    if learner is None:
        found.stray("studentRegistration")
        return
    learner.registered = _cell(row, "date_registration", values.day)
    learner.left = _cell(row, "date_unregistration", values.day)


def _read_scores(found: Presentations, folder: Folder):
    courses = {
        number: course
        for of_term in found.courses.values()
        for course in of_term.values()
        for number in course.assessments
    }
    elsewhere = {row[2] for _, row in folder.rows("assessments")} - courses.keys()
    for line, row in folder.rows("studentAssessment"):
        named = dict(zip(FILES["studentAssessment"], row, strict=True))
        number = named["id_assessment"]
        if number not in elsewhere:
            with _noting(found, folder, "studentAssessment", line):
                _score(found, courses.get(number), number, named)


def _score(found: Presentations, course: Course | None, number: str, row: dict):
    learner = course and course.learners.get(row["id_student"])
    if not learner:
        found.stray("studentAssessment")
        return
    if number in learner.scores:
        raise Refused(f"Student {row['id_student']} has two scores in assessment {number}.")
    submitted = _cell(row, "date_submitted", values.day)
    if submitted is None:
        raise Refused("date_submitted is missing.")
    banked = bool(_cell(row, "is_banked", values.yes_or_no))
    learner.scores[number] = Score(submitted, banked, _cell(row, "score", values.score))
