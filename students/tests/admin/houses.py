"""An institution with one row at least of everything, and somebody signed in to it."""

from students.models import (
    Batch,
    ClassCharge,
    Condonation,
    Declaration,
    ImportMapping,
    ImportRun,
    Mentorship,
    Offering,
    PlannedClasses,
    PolicyAssignment,
    PolicyVersion,
    StructureAlias,
    SubjectAttendance,
    Teaching,
)
from students.models.sessions import OF_CLASS
from students.tests import factories as make


def house(code):
    """One row at least of everything an institution has, each with the code in its words."""
    term = make.term(make.institution(code), f"{code}-T")
    result = make.result(term, make.student(term.institution, f"{code}-1", f"{code} Student"))
    mark = make.mark(result, f"{code} Subject")
    make.component_mark(mark, f"{code}-Q")
    make.attendance(result, held=50, attended=40)
    staff = make.staff(term.institution, f"{code} Teacher")
    placed = {"term": term, "branch": result.branch, "semester": 4}
    Teaching.objects.create(staff=staff, subject=mark.subject, **placed)
    ClassCharge.objects.create(staff=staff, **placed)
    Mentorship.objects.create(staff=staff, student=result.student)
    Batch.objects.create(institution=term.institution, code=f"{code}-B")
    register = {"held": 10, "attended": 9}
    SubjectAttendance.objects.create(result=result, subject=mark.subject, **register)
    ImportRun.objects.create(
        institution=term.institution, term=term, kind="marks", state="stored", file_name=code
    )
    _names_and_columns(mark.subject)
    _classes_taken(result, f"{code} Workshop")
    make.enrolment(result, f"{code} Subject")
    Offering.objects.create(
        subject=mark.subject, term=term, starts_on=term.starts_on, ends_on=term.ends_on
    )
    where = {"institution": term.institution, **placed}
    Declaration.objects.create(number=1, **where)
    version = PolicyVersion.objects.first_of(term.institution_id)
    PolicyAssignment.objects.create(institution=term.institution, from_term=term, version=version)
    return result


def _names_and_columns(subject):
    """Another name of a subject, and how a source's columns are read."""
    place = subject.institution
    StructureAlias.objects.create(institution=place, text=f"{subject} II", subject=subject)
    ImportMapping.objects.create(
        institution=place,
        kind="marks",
        titles=["Enrol"],
        readings=["roll_no"],
        fingerprint=place.code,
    )


def _classes_taken(result, title):
    """A class taken and planned, and a shortage condoned."""
    held = make.presences(result, "A", title)[0].session
    where = {name: getattr(held, name) for name in OF_CLASS}
    PlannedClasses.objects.create(planned=40, **where)
    Condonation.objects.create(
        result=result, subject=held.subject, down_to=50, reason="Ill", reference="Rule 1"
    )


def sign_in(client, role, result, **values):
    user = make.member(role, result.institution, **values)
    client.force_login(user)
    return user
