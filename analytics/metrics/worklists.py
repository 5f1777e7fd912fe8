"""Who needs a word and has had none about what stands: as conditions on results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from analytics.models import Contact
from students.models import Mentorship, Staff, TermResult
from students.rules.evidence import EVERY, FALL, covered
from students.rules.reasons import ATTENDANCE, AVERAGE
from students.rules.risk import HIGH, MEDIUM
from students.rules.spells import BITS

# Not by the column itself: a database would read all in its order for the sake of a few.
HIGH_FIRST = Case(When(risk=HIGH, then=Value(0)), default=Value(1))
ORDER = (HIGH_FIRST, F("waiting_from").asc(nulls_last=True), "student__roll_key", "pk")


@dataclass(frozen=True)
class Waiting:
    """How many wait for a word, by level; how many of them had none at all this term."""

    high: int
    medium: int
    never: int

    @property
    def total(self) -> int:
        return self.high + self.medium


def waiting(results: QuerySet[TermResult], today: date) -> QuerySet[TermResult]:
    """Those at risk of whom something is new since the last word, or whose follow-up has come.

    Each has `spoken_on`, the latest day of a word of the term, and `waiting_from`: since when it
    stands at its level without a word; None where that is not noted. `note_spells` comes before it.
    """
    rows = results.filter(risk__in=(HIGH, MEDIUM)).filter(~Exists(_answers(today)))
    spoken_on, since = Subquery(_of_outer().order_by("-on").values("on")[:1]), "risk_spell__since"
    return rows.annotate(spoken_on=spoken_on).annotate(
        waiting_from=Case(
            When(spoken_on__gt=F(since), then=F("spoken_on")),
            default=F(since),
        )
    )


def counted(rows: QuerySet[TermResult]) -> Waiting:
    """The sums of a queryset of `waiting`. One query."""
    found = rows.order_by().aggregate(
        n_high=Count("pk", filter=Q(risk=HIGH)),
        n_medium=Count("pk", filter=Q(risk=MEDIUM)),
        n_never=Count("pk", filter=Q(spoken_on__isnull=True)),
    )
    return Waiting(found["n_high"], found["n_medium"], found["n_never"])


def answered(results: QuerySet[TermResult], terms: Iterable[int], today: date) -> QuerySet:
    """By level how many of those at risk in these terms had a word, and how many of them by one
    that answers all that stands. One query, which reads the words and not all that are at risk.
    """
    spoken_to = results.order_by().filter(student=OuterRef("student"), term=OuterRef("term"))
    done = spoken_to.annotate(is_answered=Exists(_answers(today)))
    words = Contact.objects.newest().filter(term__in=terms).order_by()
    found = words.annotate(
        level=Subquery(spoken_to.values("risk")[:1]),
        is_answered=Subquery(done.values("is_answered")[:1]),
    )
    return (
        found.filter(level__in=(HIGH, MEDIUM))
        .values_list("level")
        .annotate(n_spoken=Count("pk"), n_answered=Count("pk", filter=Q(is_answered=True)))
    )


def waiting_of(risks: Mapping[str, int], found: Iterable[tuple[str, int, int]]) -> Waiting:
    """How many of those at each risk wait, by the rows of `answered`."""
    at_risk, spoken, done = risks[HIGH] + risks[MEDIUM], 0, dict.fromkeys((HIGH, MEDIUM), 0)
    for level, n_spoken, n_answered in found:
        spoken, done[level] = spoken + n_spoken, n_answered
    return Waiting(risks[HIGH] - done[HIGH], risks[MEDIUM] - done[MEDIUM], at_risk - spoken)


def follow_ups_due(results: QuerySet[TermResult], today: date) -> QuerySet[Contact]:
    """The contacts of these terms to be followed up, at whatever risk; the oldest date first."""
    here = results.order_by().filter(student=OuterRef("student"), term=OuterRef("term"))
    rows = Contact.objects.follow_up_due(today).filter(Exists(here))
    return rows.order_by("follow_up_on", "pk")


def mentors_of(results: QuerySet[TermResult], are_many: bool) -> QuerySet[Staff]:
    """Who mentors the students of these results; where they are many it is asked of each mentor."""
    results, today = results.order_by(), Mentorship.objects.today()
    if not are_many:
        here = today.filter(student__in=results.values("student"))
        return Staff.objects.filter(pk__in=here.values("staff"))
    here = today.filter(Exists(results.filter(student=OuterRef("student"))))
    return Staff.objects.filter(Exists(here.filter(staff=OuterRef("pk"))))


def _of_outer() -> QuerySet[Contact]:
    return Contact.objects.filter(student=OuterRef("student"), term=OuterRef("term"))


def _answers(today: date) -> QuerySet[Contact]:
    """The last contact of an outer result, where it answers all that stands: see rules.evidence."""
    last = Contact.objects.newest().filter(student=OuterRef("student"), term=OuterRef("term"))
    due = Q(follow_up_on__lte=today, closed_at__isnull=True)
    now = {
        "now_bits": (OuterRef("risk_bits"), IntegerField()),
        "now_average": (OuterRef("average"), Contact._meta.get_field("average")),
        "now_attendance": (OuterRef("attendance"), Contact._meta.get_field("attendance")),
        "average_since": (OuterRef("risk_spell__average_since"), Contact._meta.get_field("on")),
        "attendance_since": (
            OuterRef("risk_spell__attendance_since"),
            Contact._meta.get_field("on"),
        ),
    }
    last = last.annotate(
        **{name: ExpressionWrapper(value, output_field=kind) for name, (value, kind) in now.items()}
    )
    return last.filter(~due, _covering(), *(_steady(measure) for measure in BITS))


def _covering() -> Q:
    """Every reason that stands was there, as strong, when the contact was noted."""
    found = Q(pk__in=())
    for bits in EVERY:
        found |= Q(risk_bits=bits, now_bits__in=covered(bits))
    return found


def _steady(measure: str) -> Q:
    """The reason did not end and begin anew since, nor fell its figure much further."""
    column = {AVERAGE: "average", ATTENDANCE: "attendance"}[measure]
    unknown = Q(**{f"{column}__isnull": True}) | Q(**{f"now_{column}__isnull": True})
    held = unknown | Q(**{f"now_{column}__gt": F(column) - FALL})
    same = Q(**{f"{column}_since__isnull": True}) | Q(**{f"{column}_since__lte": F("on")})
    stands = Q(now_bits__in=[bits for bits in EVERY if bits & sum(BITS[measure])])
    return ~stands | (held & same)
