"""What facts are looked at by: institutions, terms, branches, batches, subjects, people."""

from django.db.models import QuerySet

from analytics.star.tables import Table, columns_of
from students.models import (
    Batch,
    Branch,
    Channel,
    Institution,
    Role,
    Staff,
    Student,
    Subject,
    Term,
)
from students.sight import Sight

PLACED = "institution_id=institution"
WORKING = tuple(role for role in Role.values if role not in (Role.STUDENT, Role.ADMINISTRATOR))
OF_STAFF = (Role.PRINCIPAL, Role.REGISTRAR, Role.MANAGER)


def works_here(sight: Sight) -> bool:
    """Whether they have a role in which any figure is theirs."""
    return sight.has(*WORKING)


def _institutions(sight: Sight) -> QuerySet[Institution]:
    if sight.everything:
        return Institution.objects.all()
    return Institution.objects.filter(pk__in=sight.where(*WORKING))


def _of_institutions(model):
    return lambda sight: model.objects.filter(institution__in=_institutions(sight))


def _staff(sight: Sight) -> QuerySet[Staff]:
    if sight.everything:
        return Staff.objects.all()
    return Staff.objects.filter(institution__in=sight.where(*OF_STAFF))


def _students(sight: Sight) -> QuerySet[Student]:
    seen = Student.objects.filter(pk__in=sight.students().order_by().values("pk"))
    return seen | sight.fee_students()


def _placed(name: str, says: str, model, words: str) -> Table:
    columns = columns_of(model, f"{name.removeprefix('dim_')}_id=id {PLACED} {words}")
    return Table(name, says, model, "institution", columns, works_here, _of_institutions(model))


DIMENSIONS = (
    Table(
        "dim_institution",
        "An institution and its group.",
        Institution,
        "pk",
        columns_of(Institution, "institution_id=id code name group_name=group__name"),
        works_here,
        _institutions,
    ),
    _placed("dim_term", "A term.", Term, "code title starts_on ends_on"),
    _placed("dim_branch", "A branch, or course of study.", Branch, "code title"),
    _placed("dim_batch", "A batch.", Batch, "branch_id=branch code title starts_on ends_on"),
    _placed("dim_subject", "A subject.", Subject, "code title kind credits"),
    Table(
        "dim_staff",
        "Somebody who teaches, trains or mentors.",
        Staff,
        "institution",
        columns_of(Staff, f"staff_id=id {PLACED} code name", ("name",)),
        lambda sight: sight.has(*OF_STAFF),
        _staff,
    ),
    Table(
        "dim_student",
        "A student.",
        Student,
        "institution",
        columns_of(Student, f"student_id=id {PLACED} roll_no name active", ("name",)),
        lambda sight: sight.sees_people or sight.sees_fees,
        _students,
        students="student_id",
    ),
    Table(
        "dim_channel",
        "A page or account on a platform.",
        Channel,
        "institution",
        columns_of(Channel, f"channel_id=id {PLACED} platform handle"),
        lambda sight: sight.sees_outreach,
        Sight.channels,
    ),
)
