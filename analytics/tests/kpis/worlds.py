"""Small institutions whose key figures were worked out by hand; docs/kpis.md tells how."""

import datetime
from decimal import Decimal

from analytics.kpis.readings import Readings
from analytics.precincts import Precinct
from students.access import visible_to
from students.models import (
    Batch,
    BatchTrainer,
    Channel,
    ChannelDay,
    Component,
    ComponentMark,
    FeeDue,
    Mark,
    Payment,
    Post,
    TermResult,
    TrainerRating,
)
from students.tests import factories as make
from students.tests.kept_worlds import kept

TODAY = datetime.date(2026, 9, 21)
LEARNERS = {  # attendance, halves of Mathematics with the day each was handed in, weeks 7 to 10
    "A": (90, ((42, "2026-09-01"), (42, "2026-09-08")), (5, 5, 5, 5)),
    "B": (75, ((30, "2026-09-01"), (30, "2026-09-10")), (3, 3, 2, 2)),
    "C": (45, ((30, "2026-08-31"), (None, None)), (7,)),
}
FEES = {"A": ("2026-08-01", 20_000), "B": ("2026-07-23", 5_000), "C": ("2026-08-22", 0)}


def day(text):
    return datetime.date.fromisoformat(text)


def readings(person, today=TODAY, **params):
    """What somebody sees."""
    return Readings(Precinct.of(visible_to(person), params, today))


def values(person, **params):
    """The values of all figures that somebody sees, by slug."""
    return {one.kpi.slug: one.value for one in readings(person, **params).all()}


def batch(of, code="B1", **more):
    return Batch.objects.get_or_create(
        institution=of, code_key=code, defaults={"code": code, **more}
    )[0]


@kept
def worked():
    """Three students in a batch, their fees, its trainer, a channel; the term they are in."""
    term = make.term()
    of = batch(term.institution)
    parts = [
        Component.objects.create(
            subject=make.subject(term.institution),
            term=term,
            kind="assignment",
            code=f"W{number}",
            max_score=50,
            weight=50,
            due_on=day(on),
        )
        for number, on in enumerate(("2026-09-01", "2026-09-08"))
    ]
    for roll_no in LEARNERS:
        learner(term, of, roll_no, parts)
    trained(of)
    channel(term.institution)
    return term


def learner(term, of, roll_no, parts):
    percent, halves, weeks = LEARNERS[roll_no]
    result = make.result(term, make.student(term.institution, roll_no), batch=of)
    make.attendance(result, percent=percent)
    subject = parts[0].subject
    mark = Mark.objects.create(result=result, subject=subject, state="pending", score=None)
    for part, (score, on) in zip(parts, halves, strict=True):
        state = "absent" if score is None else "present"
        ComponentMark.objects.create(
            mark=mark, component=part, score=score, state=state, submitted_on=on and day(on)
        )
    if roll_no == "A":
        make.mark(result, "English", 36)
    enrolment = make.enrolment(result, subject.title)
    for number, days in enumerate(weeks, 7):
        make.week(enrolment, number, days=days)
    due_on, paid = FEES[roll_no]
    FeeDue.objects.create(student=result.student, code="I1", due_on=day(due_on), amount=20_000)
    if paid:
        pay(result.student, paid, "2026-09-01")


def pay(student, amount, on, kind="payment"):
    return Payment.objects.create(
        institution=student.institution,
        student=student,
        receipt=f"R{next(make.numbers)}",
        kind=kind,
        paid_on=day(on),
        amount=Decimal(amount),
    )


def trained(of):
    """A trainer of the batch, given 4, 5, 3, 4 and 4 of 5."""
    staff = make.staff(of.institution, "Trainer")
    BatchTrainer.objects.create(batch=of, staff=staff)
    for number, score in enumerate((4, 5, 3, 4, 4)):
        TrainerRating.objects.create(staff=staff, batch=of, response_key=str(number), score=score)
    return staff


def channel(of):
    """A channel with four days and two posts."""
    made = Channel.objects.create(institution=of, platform="instagram", handle=of.code)
    days = (
        ("2026-08-15", {"reach": 800}),
        ("2026-09-01", {"followers": 1000}),
        ("2026-09-10", {"reach": 600, "impressions": 2000, "clicks": 40}),
        ("2026-09-21", {"reach": 600, "impressions": 3000, "followers": 1140}),
    )
    for on, counts in days:
        ChannelDay.objects.create(channel=made, on=day(on), **counts)
    for number, (likes, comments) in enumerate(((40, 5), (30, 5))):
        at = datetime.datetime(2026, 9, 10 + number, 9, tzinfo=datetime.UTC)
        Post.objects.create(
            channel=made, number=f"P{number}", published_at=at, likes=likes, comments=comments
        )
    return made


@kept
def two_batches():
    """Ten students who were at 50 and are at 58 or 62, beside ten whose averages rose by 5."""
    before, term = make.term(code="2025-ODD", year=2025), None
    term = make.term(before.institution)
    ours, others = batch(term.institution), batch(term.institution, "B2")
    moves = [(ours, 50, 58)] * 5 + [(ours, 50, 62)] * 5
    moves += [(others, 40, 45)] * 5 + [(others, 60, 65)] * 5
    with TermResult.objects.refreshing():
        for of, then, now in moves:
            student = make.student(term.institution)
            make.mark(make.result(before, student), score=then)
            make.mark(make.result(term, student, batch=of), score=now)
    trained(ours)
    return term
