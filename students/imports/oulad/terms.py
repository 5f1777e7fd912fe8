"""Terms, subjects and set work of a presentation, brought into the register."""

import datetime
import re

from students.imports.histories import changed, made
from students.imports.oulad.records import Assessment, Course
from students.imports.refusals import refuse_file
from students.imports.store import insert
from students.models import (
    Branch,
    Component,
    Institution,
    Offering,
    RecordChange,
    Subject,
    Term,
)
from students.rules.keys import key_of

SOURCE = "Open University Learning Analytics Dataset"
BRANCH = "ONLINE"
KINDS = {
    "TMA": Component.Kind.ASSIGNMENT,
    "CMA": Component.Kind.QUIZ,
    "Exam": Component.Kind.END_SEMESTER,
}
MAXIMUM = 100


def start_of(presentation: str) -> datetime.date:
    """The first of its month: 2013B begins in February, 2013J in October."""
    found = re.fullmatch(r"(\d{4})([A-L])", presentation)
    if not found or not datetime.MINYEAR <= int(found[1]) < datetime.MAXYEAR:
        raise refuse_file(
            f"“{presentation}” is no presentation.", "It is a year and a letter, such as 2013J."
        )
    return datetime.date(int(found[1]), ord(found[2]) - ord("A") + 1, 1)


def day_of(presentation: str, number: int | None) -> datetime.date | None:
    """The date of a day of the course; None of None."""
    if number is None:
        return None
    return start_of(presentation) + datetime.timedelta(days=number)


def institution_of(code: str) -> Institution:
    """The institution of this code, made where it is not there."""
    found = Institution.objects.filter(code_key=key_of(code)).first()
    return found or _made(Institution(code=code, name=code))


def bring_term(institution: Institution, presentation: str, courses: dict[str, Course]) -> Term:
    """The term of a presentation with its branch, its subjects and their work, as in the folder."""
    starts_on = start_of(presentation)
    longest = max(course.length for course in courses.values())
    ends_on = starts_on + datetime.timedelta(days=longest)
    term = Term.objects.filter(institution=institution, code_key=key_of(presentation)).first()
    if term is None:
        term = Term(institution=institution, code=presentation, title=presentation)
        term.starts_on, term.ends_on = starts_on, ends_on
        _made(term)
    if not Branch.objects.filter(institution=institution, code_key=BRANCH).exists():
        _made(Branch(institution=institution, code=BRANCH, title="Online courses"))
    for course in courses.values():
        _bring_course(term, course)
    return term


def _bring_course(term: Term, course: Course):
    subject = Subject.objects.filter(
        institution=term.institution, code_key=key_of(course.module)
    ).first()
    if subject is None:
        subject = Subject(institution=term.institution, code=course.module, title=course.module)
        _made(subject)
    starts_on = start_of(term.code)
    days = {
        "starts_on": starts_on,
        "ends_on": starts_on + datetime.timedelta(days=course.length),
        "source": SOURCE,
    }
    offering = Offering.objects.filter(subject=subject, term=term).first()
    _bring(offering or Offering(subject=subject, term=term), f"{course.module} {term.code}", days)
    known = {one.code_key: one for one in Component.objects.filter(subject=subject, term=term)}
    for work in course.assessments.values():
        part = known.get(key_of(work.code)) or Component(
            subject=subject, term=term, code=work.code, max_score=MAXIMUM
        )
        _bring(part, work.code, _columns(term, work))


def _columns(term: Term, work: Assessment) -> dict:
    return {
        "kind": KINDS.get(work.type, Component.Kind.ASSIGNMENT),
        "weight": work.weight,
        "due_on": day_of(term.code, work.due),
    }


def _bring(row, record: str, new: dict):
    """Make or change a row, with history; one that is so already is left alone."""
    old = {name: getattr(row, name) for name in new}
    if row.pk is not None and old == new:
        return
    before = row.pk
    for name, value in new.items():
        setattr(row, name, value)
    row.save()
    model = row._meta.model_name
    if before is None:
        insert(RecordChange, [made(model, row.pk, record, _plain(new))])
    else:
        insert(RecordChange, changed(model, row.pk, record, _plain(old), _plain(new)))


def _made(row):
    row.save()
    insert(RecordChange, [made(row._meta.model_name, row.pk, row.code, {"code": row.code})])
    return row


def _plain(values: dict) -> dict:
    return {name: "" if value is None else str(value) for name, value in values.items()}
