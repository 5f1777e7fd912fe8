"""An institution with one row at least of everything, and somebody signed in to it."""

from students.models import (
    Admission,
    Batch,
    BatchTrainer,
    Channel,
    ChannelDay,
    ClassCharge,
    Condonation,
    Declaration,
    FeeDue,
    FeePlan,
    ImportMapping,
    ImportRun,
    Mentorship,
    Offering,
    Payment,
    PersonalDetail,
    PlannedClasses,
    PolicyAssignment,
    PolicyVersion,
    Post,
    StructureAlias,
    SubjectAttendance,
    Teaching,
    TrainerRating,
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
    batch = Batch.objects.create(institution=term.institution, code=f"{code}-B")
    _of_the_office(result.student, batch, staff, code)
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


def _of_the_office(student, batch, staff, code):
    """A plan, a due and a payment; who joined and who trains a batch, and what is said of them."""
    place = student.institution
    plan = FeePlan.objects.create(institution=place, code=f"{code}-P", amount=500)
    FeeDue.objects.create(student=student, code=code, due_on="2026-05-03", amount=500, plan=plan)
    paid = {"receipt": code, "amount": 5, "paid_on": "2026-05-03"}
    Payment.objects.create(institution=place, student=student, **paid)
    Admission.objects.create(student=student, batch=batch)
    PersonalDetail.objects.create(student=student, phone="9876543210", guardian=code)
    BatchTrainer.objects.create(batch=batch, staff=staff)
    TrainerRating.objects.create(staff=staff, response_key=code, score=4, comment=code)
    channel = Channel.objects.create(institution=place, platform="youtube", handle=code)
    Post.objects.create(channel=channel, number=code, title=f"{code} post")
    ChannelDay.objects.create(channel=channel, on="2026-05-03", followers=5)


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
