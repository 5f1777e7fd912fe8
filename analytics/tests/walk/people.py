"""Who walks: one person for each role, and those whose right is gone."""

import datetime

from django.utils import timezone

from students.models import ClassCharge, Membership, Mentorship, Role, Teaching
from students.tests import factories as make

ANONYMOUS = "anonymous"
DISABLED = "disabled registrar"
ENDED = "role ended yesterday"
CLASS_TEACHER = "class teacher"
SUPERUSER = "superuser"
PRINCIPAL, REGISTRAR, HEAD, FACULTY = Role.PRINCIPAL, Role.REGISTRAR, Role.HEAD, Role.FACULTY
MENTOR, ACCOUNTANT, MANAGER = Role.MENTOR, Role.ACCOUNTANT, Role.MANAGER
STUDENT, ADMINISTRATOR = Role.STUDENT, Role.ADMINISTRATOR

STRANGERS = (ANONYMOUS, DISABLED)
SIGNED_IN = (*(str(role) for role in Role), CLASS_TEACHER, SUPERUSER, ENDED)
EVERYBODY = (*STRANGERS, *SIGNED_IN)


def people_of(own, mathematics) -> dict:
    """One user for each of SIGNED_IN and the disabled one, around the student of `own`."""
    place = own.institution
    users = {role: make.member(role, place, name=f"the-{role}") for role in Role if role != HEAD}
    users[HEAD] = make.member(HEAD, place, name="the-head", branch=own.branch)
    users[CLASS_TEACHER] = make.member(FACULTY, place, name="the-class-teacher")
    users[SUPERUSER] = make.user("the-superuser", is_superuser=True, is_staff=True)
    users[DISABLED] = make.member(REGISTRAR, place, name="the-disabled")
    users[DISABLED].is_active = False
    users[DISABLED].save()
    users[ENDED] = ended(own)
    own.student.user = users[STUDENT]
    own.student.save()
    where = {name: getattr(own, name) for name in ("term", "branch", "semester", "section")}
    staff = {who: make.staff(place, f"Staff {who}", users[who]) for who in (FACULTY, MENTOR)}
    charged = make.staff(place, "Staff in charge", users[CLASS_TEACHER])
    Teaching.objects.create(staff=staff[FACULTY], subject=mathematics, **where)
    ClassCharge.objects.create(staff=charged, **where)
    Mentorship.objects.create(staff=staff[MENTOR], student=own.student)
    return {str(who): user for who, user in users.items()}


def ended(own):
    """Somebody who held every role of weight until yesterday, with Django's staff flag still on."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    lasted = {"starts_on": yesterday, "ends_on": yesterday}
    person = make.user("the-ended", is_staff=True)
    for role in (PRINCIPAL, REGISTRAR, FACULTY, MENTOR, ADMINISTRATOR, MANAGER, STUDENT):
        Membership.objects.create(user=person, role=role, institution=own.institution, **lasted)
    staff = make.staff(own.institution, "Staff of before", person)
    where = {name: getattr(own, name) for name in ("term", "branch", "semester", "section")}
    ClassCharge.objects.create(staff=staff, **where)
    Mentorship.objects.create(staff=staff, student=own.student)
    return person
