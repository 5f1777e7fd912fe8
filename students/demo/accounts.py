"""One account for each role, with a published password: for the demo and nowhere else."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import transaction

from students.demo.classes import chance
from students.demo.curriculum import subjects_of
from students.demo.mishaps import LATE_CLASS, LATE_SUBJECT
from students.demo.names import teacher_name
from students.demo.office.courses import CODE as INSTITUTE
from students.demo.plans import InstitutionPlan, Plan
from students.models import (
    BatchTrainer,
    Branch,
    ClassCharge,
    Institution,
    Membership,
    Mentorship,
    Role,
    Staff,
    Student,
    Teaching,
    Term,
    User,
)
from students.rules.risk import HIGH, MEDIUM


@dataclass(frozen=True)
class Account:
    """A sign-in: its role in words, and what it shows of the demo."""

    username: str
    role: str
    sees: str
    in_admin: bool = False

    @property
    def password(self) -> str:
        return f"demo-{self.username}"


SUPERUSER = "superuser"
ACCOUNTS = (
    Account("principal", "Principal", "the whole college", in_admin=True),
    Account("registrar", "Registrar", "the whole college, and enters its marks", in_admin=True),
    Account("groupregistrar", "Registrar", "all three institutions, and who in them is one person"),
    Account("head", "Head of branch", "branch CSE"),
    Account("faculty", "Faculty", "the subjects they teach, class by class"),
    Account("classteacher", "Class teacher", "every record of one class"),
    Account("mentor", "Mentor", "some twenty mentees"),
    Account("accountant", "Accountant", "fees of the college and the institute, and no marks"),
    Account("manager", "Manager", "figures of all three institutions, no student"),
    Account("director", "Principal", "the whole training institute"),
    Account("trainer", "Trainer", "the batches they train, and what is said of them"),
    Account("student", "Student", "their own published marks"),
    Account("administrator", "Administrator", "no marks"),
    Account(SUPERUSER, "Superuser", "everything", in_admin=True),
)
PLACED = {
    "principal": Role.PRINCIPAL,
    "registrar": Role.REGISTRAR,
    "accountant": Role.ACCOUNTANT,
    "administrator": Role.ADMINISTRATOR,
    "faculty": Role.FACULTY,
    "classteacher": Role.FACULTY,
    "mentor": Role.MENTOR,
    "student": Role.STUDENT,
}
SAID_BY = datetime.timedelta(days=120)  # after the beginning of a batch, of its trainer
PLACED_AT_INSTITUTE = {
    "director": Role.PRINCIPAL,
    "accountant": Role.ACCOUNTANT,
    "trainer": Role.FACULTY,
}


def existing() -> list[Account]:
    """The demo's accounts that are in the database."""
    names = set(User.objects.filter(is_demo=True).values_list("username", flat=True))
    return [account for account in ACCOUNTS if account.username in names]


def taken() -> list[str]:
    """Names of the demo's accounts that belong to somebody else already."""
    names = [account.username for account in ACCOUNTS]
    people = User.objects.filter(username__in=names, is_demo=False)
    return list(people.values_list("username", flat=True))


@transaction.atomic
def make_accounts(plan: Plan):
    """The accounts with their memberships, and a head (who cannot sign in) for every branch."""
    institution = Institution.objects.get(code=plan.institutions[0].code)
    newest, since = institution.terms.first(), institution.terms.last().starts_on
    users = {account.username: _user(plan, account) for account in ACCOUNTS}
    _place_at_institute(plan, users, since)
    for username, role in PLACED.items():
        _place(users[username], role, since, institution=institution)
    _place(users["manager"], Role.MANAGER, since, group=institution.group)
    _place(users["groupregistrar"], Role.REGISTRAR, since, group=institution.group)
    for number, branch in enumerate(institution.branches.order_by("pk")):
        head = _unseen_head(plan, branch) if number else users["head"]
        _place(head, Role.HEAD, since, institution=institution, branch=branch)
    for username, staff_id in _staff(plan.institutions[0], newest).items():
        _link(Staff, staff_id, users[username])
    result = newest.results.order_by("pk").filter(risk=MEDIUM).first() or newest.results.first()
    _link(Student, result.student_id, users["student"])


def _place_at_institute(plan: Plan, users: dict[str, User], since: datetime.date):
    """Its director, the accountant of the college, and a trainer of whom something was said."""
    institute = Institution.objects.get(code=INSTITUTE)
    for username, role in PLACED_AT_INSTITUTE.items():
        _place(users[username], role, since, institution=institute)
    begun = plan.date - SAID_BY
    trainings = BatchTrainer.objects.filter(batch__institution=institute)
    trainings = trainings.filter(batch__starts_on__lte=begun)
    trainer = trainings.order_by("-batch__starts_on").first().staff
    _link(Staff, trainer.pk, users["trainer"])


def _user(plan: Plan, account: Account) -> User:
    user = User(
        username=account.username,
        email=f"{account.username}@demo.example",
        is_demo=True,
        is_staff=account.in_admin,
        is_superuser=account.username == SUPERUSER,
        # A password that anyone can read needs no slow hash; Django makes it one at first sign-in.
        password=PBKDF2PasswordHasher().encode(account.password, "demo", iterations=1),
    )
    return _named(user, teacher_name(chance(plan, "account", account.username)))


def _unseen_head(plan: Plan, branch: Branch) -> User:
    user = User(username=f"head.{branch.code.lower()}", is_demo=True)
    user.set_unusable_password()
    return _named(user, teacher_name(chance(plan, "account", user.username)))


def _named(user: User, name: str) -> User:
    user.first_name, user.last_name = name.rsplit(maxsplit=1)
    user.save()
    return user


def _place(user: User, role: str, since: datetime.date, **where):
    Membership.objects.create(user=user, role=role, starts_on=since, **where)


def _link(model: type[Staff | Student], number: int, user: User):
    """The user is this person, and has their name."""
    model.objects.filter(pk=number).update(user=user)
    _named(user, model.objects.get(pk=number).name)


def _staff(plan: InstitutionPlan, newest: Term) -> dict[str, int]:
    """Three people: one whose class awaits its marks, a class teacher, a mentor in demand."""
    late = plan.classes[LATE_CLASS if len(plan.classes) > LATE_CLASS else 0]
    semester = plan.terms[0].semester(late.year)
    subject = subjects_of(late.branch, semester)[LATE_SUBJECT]
    teachings = newest_rows(Teaching, newest).filter(
        branch__code=late.branch, semester=semester, section=late.section
    )
    faculty = teachings.get(subject__code=subject.code).staff_id
    charges = newest_rows(ClassCharge, newest).exclude(staff=faculty)
    class_teacher = charges.first().staff_id
    mentorships = Mentorship.objects.filter(student__results__term=newest).order_by("pk")
    mentorships = mentorships.exclude(staff__in=(faculty, class_teacher))
    mentor = mentorships.filter(student__results__risk=HIGH).first() or mentorships.first()
    return {"faculty": faculty, "classteacher": class_teacher, "mentor": mentor.staff_id}


def newest_rows(model: type[Teaching | ClassCharge], term: Term):
    """These rows of a term in the order in which they were made."""
    return model.objects.filter(term=term).order_by("pk")
