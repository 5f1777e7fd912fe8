"""A class of three with its teacher, and everybody who may come to its register."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from students.models import ClassCharge, Role, Teaching, TermResult, User
from students.tests import factories as make
from students.tests.kept_worlds import kept
from students.tests.pages import steady

A_MONTH = timedelta(days=30)


@dataclass
class Lesson:
    """One subject in one class; `people` open its pages by name."""

    taught: Teaching
    results: list[TermResult]
    client: object
    people: dict[str, User] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"/attendance/{self.taught.pk}/"

    @property
    def today(self) -> date:
        return timezone.localdate()

    def sheet(self, days=0, period=1) -> str:
        """The register of today, or of so many days later."""
        return f"{self.address}{self.today + timedelta(days=days)}/{period}/"

    def get(self, name, address, status=200) -> str:
        """What somebody reads there."""
        self.client.force_login(self.people[name])
        answer = self.client.get(address)
        assert answer.status_code == status
        return steady(answer.content).decode()

    def post(self, name, address, status=302, **fields):
        """What somebody is answered to a form."""
        self.client.force_login(self.people[name])
        answer = self.client.post(address, {key.replace("_", "-"): v for key, v in fields.items()})
        assert answer.status_code == status
        return answer

    def take(self, name, states, was="", status=302, **fields):
        """A register as it is sent: "PAE" for the three."""
        words = {"P": "present", "L": "late", "A": "absent", "E": "excused", "-": ""}
        said = {}
        for at, (result, letter) in enumerate(zip(self.results, states, strict=True)):
            said[f"state-{result.pk}"] = words[letter]
            said[f"was-{result.pk}"] = words[was[at]] if was else ""
        self.client.force_login(self.people[name])
        own = Teaching.objects.filter(staff__user=self.people[name]).first()
        address = f"/attendance/{(own or self.taught).pk}/{self.today}/1/"
        answer = self.client.post(address, said | fields)
        assert answer.status_code == status
        return answer


@pytest.fixture
def lesson(db, client):
    """The class in a term of two months around today; the stranger is another's principal."""
    return replace(class_of_three(), client=client)


@kept
def class_of_three():
    today = timezone.localdate()
    term = make.term(starts_on=today - A_MONTH, ends_on=today + A_MONTH)
    place = term.institution
    names = ("Asha Rao", "Bhavna Das", "Chetan Iyer")
    results = [
        make.result(term, make.student(place, f"R{at}", name), section="A")
        for at, name in enumerate(names, start=1)
    ]
    built = Lesson(make.teaching(results[0]), results, client=None)
    people = built.people
    for role in (Role.PRINCIPAL, Role.REGISTRAR, Role.MENTOR, Role.MANAGER, Role.STUDENT):
        people[role] = make.member(role, place, str(role))
    people["head"] = make.member(Role.HEAD, place, "head", branch=results[0].branch)
    other_branch = make.branch(place, "IT")
    people["other head"] = make.member(Role.HEAD, place, "other-head", branch=other_branch)
    people["teacher"] = make.member(Role.FACULTY, place, "teacher")
    built.taught.staff.user = people["teacher"]
    built.taught.staff.save()
    people["colleague"] = colleague(built)
    people["class teacher"] = class_teacher(results[0])
    people["stranger"] = make.member(Role.PRINCIPAL, make.institution("NEXT"), "stranger")
    return built


def colleague(lesson):
    """Somebody who teaches the same subject to the same class."""
    person = make.member(Role.FACULTY, lesson.taught.branch.institution, "colleague")
    staff = make.staff(lesson.taught.branch.institution, "Colleague", person)
    make.teaching(lesson.results[0], by=staff)
    return person


def class_teacher(result):
    person = make.member(Role.FACULTY, result.institution, "class-teacher")
    staff = make.staff(result.institution, "Class Teacher", person)
    where = {name: getattr(result, name) for name in ("term", "branch", "semester", "section")}
    ClassCharge.objects.create(staff=staff, **where)
    return person
