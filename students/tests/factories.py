"""Plain functions that make the things tests speak of, with as few words as a test wants to say."""

import datetime
import itertools
import json

from django.utils import timezone

from students.models import (
    Admission,
    Batch,
    Branch,
    ClassSession,
    Component,
    ComponentMark,
    EngagementChange,
    Enrolment,
    FeeDue,
    Institution,
    Mark,
    Membership,
    Payment,
    PolicyVersion,
    SessionPresence,
    Staff,
    Student,
    Subject,
    Teaching,
    Term,
    TermAttendance,
    TermResult,
    User,
    WeeklyActivity,
)
from students.models.marks import result_keys
from students.tests.kept_worlds import kept

numbers = itertools.count(1)

PAPER_SUBJECTS = ("Mathematics", "Physics", "Programming", "Data Structures", "English")
PAPER_TEN = (
    ("CSE2101", "CSE", (97, 94, 98, 96, 93), 94),
    ("CSE2102", "CSE", (86, 82, 90, 84, 88), 88),
    ("IT2103", "IT", (81, 85, 79, 83, 82), 82),
    ("ECE2104", "ECE", (80, 78, 84, 79, 79), 91),
    ("IT2105", "IT", (68, 73, 66, 71, 74), 77),
    ("ECE2106", "ECE", (64, 62, 69, 67, 63), 57),
    ("CSE2107", "CSE", (56, 53, 58, 54, 51), 73),
    ("IT2108", "IT", (50, 52, 46, 50, 48), 70),
    ("ECE2109", "ECE", (36, 41, 33, 38, 35), 64),
    ("CSE2110", "CSE", (35, 33, 38, 30, 36), 55),
)


def institution(code="MAIN", **values):
    return Institution.objects.create(code=code, **{"name": f"{code} College", **values})


def running_term(of=None, code="2026-ODD", **values):
    """A term that runs on whatever day the test does."""
    today, half = timezone.localdate(), datetime.timedelta(days=120)
    return term(of, code, starts_on=today - half, ends_on=today + half, **values)


def term(of=None, code="2026-ODD", year=2026, **values):
    return Term.objects.create(
        institution=of or institution(),
        code=code,
        **{
            "title": code,
            "starts_on": datetime.date(year, 7, 1),
            "ends_on": datetime.date(year, 12, 31),
            **values,
        },
    )


def branch(of, code="CSE"):
    return Branch.objects.get_or_create(institution=of, code_key=code, defaults={"code": code})[0]


def subject(of, title="Mathematics"):
    key = title.upper().replace(" ", "")
    found = Subject.objects.filter(institution=of, code_key=key).first()
    return found or Subject.objects.create(institution=of, code=key, title=title)


def student(of, roll_no=None, name=None, **values):
    number = next(numbers)
    return Student.objects.create(
        institution=of,
        roll_no=roll_no or f"R{number}",
        name=name or f"Student {number}",
        **values,
    )


def result(in_term, of=None, branch_code="CSE", semester=4, **values):
    """A student's term; the student is made when none is given."""
    place = in_term.institution
    return TermResult.objects.create(
        student=of or student(place),
        term=in_term,
        branch=branch(place, branch_code),
        semester=semester,
        **values,
    )


def mark(in_result, title="Mathematics", score=50, **values):
    return Mark.objects.create(
        result=in_result, subject=subject(in_result.institution, title), score=score, **values
    )


def attendance(in_result, percent=None, held=None, attended=None, **values):
    return TermAttendance.objects.create(
        result=in_result, percent=percent, held=held, attended=attended, **values
    )


@kept
def paper_ten(in_term):
    """The paper's ten students, with their marks and attendance percents; no history is written."""
    place, marks, attendances = in_term.institution, [], []
    subjects = [subject(place, title) for title in PAPER_SUBJECTS]
    with TermResult.objects.refreshing():
        for roll_no, branch_code, scores, percent in PAPER_TEN:
            one = result(in_term, student(place, roll_no), branch_code)
            attendances.append(TermAttendance(result=one, percent=percent))
            for of, score in zip(subjects, scores, strict=True):
                marks.append(Mark(result=one, subject=of, score=score))
        Mark.objects.bulk_create(marks)
        TermAttendance.objects.bulk_create(attendances)
    return list(in_term.results.order_by("pk"))


def policy_version(of, definition, number=2):
    return PolicyVersion.objects.create(
        institution=of, number=number, title=f"Version {number}", definition=definition
    )


def user(name, **values):
    return User.objects.create_user(username=name, password="correct horse", **values)


def member(role, of, name=None, **values):
    """Somebody with one role in one institution."""
    person = user(name or f"{role}{next(numbers)}")
    Membership.objects.create(user=person, role=role, institution=of, **values)
    return person


def staff(of, name="Teacher", person=None):
    return Staff.objects.create(institution=of, user=person, code=f"S{next(numbers)}", name=name)


def component_mark(in_mark, code="QUIZ", score=5, max_score=10, kind="quiz", **values):
    """A part of a mark; the component is made in the mark's subject and term when it is missing."""
    term, subject = in_mark.result.term, in_mark.subject
    of = Component.objects.filter(subject=subject, term=term, code=code).first()
    of = of or Component.objects.create(
        subject=subject, term=term, code=code, kind=kind, max_score=max_score, weight=max_score
    )
    return ComponentMark.objects.create(mark=in_mark, component=of, score=score, **values)


def teaching(of_result, title="Mathematics", by=None):
    """Somebody teaches the class of this result a subject."""
    place = of_result.institution
    where = {name: getattr(of_result, name) for name in ("term", "branch", "semester", "section")}
    return Teaching.objects.create(staff=by or staff(place), subject=subject(place, title), **where)


def session(of_result, title="Mathematics", on=datetime.date(2026, 8, 3), period=1, **values):
    """One class of a subject held in the class of this result; nobody is on its roll yet."""
    where = {name: getattr(of_result, name) for name in ("term", "branch", "semester", "section")}
    of = subject(of_result.institution, title)
    return ClassSession.objects.create(subject=of, on=on, period=period, **where, **values)


def presences(in_result, states, title="Mathematics", start=datetime.date(2026, 7, 1)):
    """A session a day with the student's state in each, "PPA": present, late, absent, excused.

    Sessions that are there already are gone to as well.
    """
    of, found = subject(in_result.institution, title), []
    with TermResult.objects.refreshing([in_result.pk]):
        for day, letter in enumerate(states):
            on = start + datetime.timedelta(days=day)
            where = {"on": on, "period": 1, "subject": of}
            where |= {name: getattr(in_result, name) for name in ("term", "branch", "semester")}
            held = ClassSession.objects.filter(section=in_result.section, **where).first()
            held = held or session(in_result, title, on)
            state = {"P": "present", "L": "late", "A": "absent", "E": "excused"}[letter]
            found.append(
                SessionPresence.objects.create(session=held, result=in_result, state=state)
            )
    return found


def enrolment(result, subject_title="Mathematics", **values):
    """The student in a course of the term, with its history."""
    course = subject(result.institution, subject_title)
    made = Enrolment.objects.create(result=result, subject=course, **values)
    EngagementChange.objects.create(
        **result_keys(result, course), kind="enrolment", new=json.dumps({"outcome": made.outcome})
    )
    return made


def week(of, number=0, clicks=10, days=2, **values):
    """A week of an enrolment, all of whose clicks went to content, with its history."""
    told = {"weeks": 1, "from": number, "to": number}
    EngagementChange.objects.create(
        **result_keys(of.result, of.subject), kind="week", new=json.dumps(told)
    )
    seen = {"clicks": clicks, "clicks_content": clicks, "login_days": days, "last_day": days - 1}
    return WeeklyActivity.objects.create(enrolment=of, week=number, **{**seen, **values})


def fee_due(of, code="I1", due_on=datetime.date(2026, 8, 1), amount=1000, **values):
    """An instalment of a student."""
    return FeeDue.objects.create(student=of, code=code, due_on=due_on, amount=amount, **values)


def payment(of, amount=1000, paid_on=datetime.date(2026, 8, 1), receipt=None, **values):
    """Money of a student; a refund with kind="refund"."""
    return Payment.objects.create(
        institution=of.institution,
        student=of,
        receipt=receipt or f"F{next(numbers)}",
        paid_on=paid_on,
        amount=amount,
        **values,
    )


def batch(of, code="B1", **values):
    """A batch of an institution, found or made."""
    return Batch.objects.get_or_create(
        institution=of, code_key=code, defaults={"code": code, **values}
    )[0]


def admission(of, to, on=datetime.date(2026, 6, 1), **values):
    """A student joins a batch."""
    return Admission.objects.create(student=of, batch=to, admitted_on=on, **values)
