"""The paper's ten students as one college, and everybody who may come to their pages."""

from dataclasses import dataclass, field, replace

import pytest

from students.models import (
    ClassCharge,
    Mentorship,
    Role,
    Teaching,
    TermAttendance,
    TermResult,
    User,
)
from students.tests import factories as make
from students.tests.kept_worlds import kept
from students.tests.pages import steady

CANARIES = ("CANARY", "Canary")


@dataclass
class House:
    """One term of ten students; `people` are signed in by name with `open`."""

    term: object
    results: dict[str, TermResult]
    client: object
    people: dict[str, User] = field(default_factory=dict)

    def as_(self, name: str):
        """The client, signed in as somebody of the house."""
        self.client.force_login(self.people[name])
        return self.client

    def get(self, name: str, address: str, status: int = 200) -> str:
        """What somebody is answered, as text."""
        response = self.as_(name).get(address)
        assert response.status_code == status
        body = b"".join(response.streaming_content) if response.streaming else response.content
        is_page = response["Content-Type"].startswith("text/html")
        return (steady(body) if is_page else body).decode()

    def address(self, roll_no: str) -> str:
        return f"/students/{self.results[roll_no].student_id}/"


@pytest.fixture
def house(db, client):
    """Ten students with marks and attendance, none published, and a college next door."""
    return replace(built(), client=client)


@kept
def built():
    term = make.term()
    results = {result.student.roll_no: result for result in make.paper_ten(term)}
    found = House(term, results, client=None)
    place, people = term.institution, found.people
    for role in (Role.PRINCIPAL, Role.REGISTRAR, Role.MANAGER, Role.ACCOUNTANT):
        people[role] = make.member(role, place, role)
    people["head"] = make.member(Role.HEAD, place, "head", branch=make.branch(place, "ECE"))
    people["class teacher"] = class_teacher(results["ECE2106"])
    people["subject teacher"] = subject_teacher(results["CSE2110"], "Mathematics")
    people["mentor"] = mentor(results["ECE2106"])
    people["student"] = own_account(results["CSE2110"])
    people["stranger"] = next_door()
    return found


def class_of(result):
    return {name: getattr(result, name) for name in ("term", "branch", "semester", "section")}


def class_teacher(result):
    person = make.member(Role.FACULTY, result.institution, "class-teacher")
    staff = make.staff(result.institution, "Class Teacher", person)
    ClassCharge.objects.create(staff=staff, **class_of(result))
    return person


def subject_teacher(result, title, name="subject-teacher"):
    person = make.member(Role.FACULTY, result.institution, name)
    staff = make.staff(result.institution, "Subject Teacher", person)
    subject = make.subject(result.institution, title)
    Teaching.objects.create(staff=staff, subject=subject, **class_of(result))
    return person


def mentor(result):
    person = make.member(Role.MENTOR, result.institution, "mentor")
    staff = make.staff(result.institution, "Dr. Mentor", person)
    Mentorship.objects.create(staff=staff, student=result.student)
    return person


def own_account(result):
    person = make.member(Role.STUDENT, result.institution, "student")
    result.student.user = person
    result.student.save()
    return person


def next_door():
    """The principal of another college, with a student whose every text is a canary."""
    place = make.institution("NEXT", name="CANARY College")
    result = make.result(make.term(place), make.student(place, "CANARY1", "Canary Student"))
    make.mark(result, "CANARY Studies", 11)
    TermAttendance.objects.create(result=result, percent=22)
    return make.member(Role.PRINCIPAL, place, "stranger")
