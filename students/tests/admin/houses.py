"""An institution with one row at least of everything, and somebody signed in to it."""

from students.models import (
    Batch,
    ClassCharge,
    ImportRun,
    Mentorship,
    PolicyAssignment,
    PolicyVersion,
    SubjectAttendance,
    Teaching,
)
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
    version = PolicyVersion.objects.first_of(term.institution_id)
    PolicyAssignment.objects.create(institution=term.institution, from_term=term, version=version)
    return result


def sign_in(client, role, result, **values):
    user = make.member(role, result.institution, **values)
    client.force_login(user)
    return user
