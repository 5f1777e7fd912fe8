"""Two records beside each other: who they say they are, and what speaks for one person or two."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.wording import joined
from students.models import SamePerson, Student
from students.persons.pairs import Proposal, likeness_of, people_by_number
from students.persons.signs import AGAINST, FOR
from students.rules.same_person import Likeness


@dataclass(frozen=True)
class Named:
    """One of the two."""

    pk: int
    name: str
    roll_no: str
    institution: str
    known: str
    url: str


@dataclass(frozen=True)
class PairRow:
    """Two records; `said` is the number of the verdict, 0 for none, `verdict` it in words."""

    first: Named
    second: Named
    speaks_for: str
    against: str
    said: int = 0
    verdict: str = ""
    reason: str = ""


def proposed_rows(proposals: Iterable[Proposal]) -> list[PairRow]:
    """Pairs of whom nobody has said anything. One query."""
    proposals = list(proposals)
    people = people_by_number(pk for one in proposals for pk in (one.first, one.second))
    return [
        PairRow(
            _named(people[one.first]), _named(people[one.second]), *likeness_words(one.likeness)
        )
        for one in proposals
    ]


def said_rows(verdicts: Iterable[SamePerson]) -> list[PairRow]:
    """Pairs of whom somebody has. Two queries."""
    verdicts = list(verdicts)
    people = people_by_number(pk for one in verdicts for pk in (one.first_id, one.second_id))
    return [_said(one, people) for one in verdicts]


def likeness_words(likeness: Likeness) -> tuple[str, str]:
    """What speaks for one person, and what against, each in words; empty for nothing."""
    speaks_for = joined([str(FOR[sign]) for sign in likeness.speaks_for])
    return speaks_for, joined([str(AGAINST[sign]) for sign in likeness.against])


def _said(one: SamePerson, people: dict[int, Student]) -> PairRow:
    first, second = people[one.first_id], people[one.second_id]
    by = one.said_by
    told = {
        "verdict": one.get_verdict_display(),
        "who": by.get_full_name() or by.username if by else _("somebody who is gone"),
        "day": date_format(timezone.localtime(one.said_at), "DATE_FORMAT"),
    }
    verdict = _("%(verdict)s, said %(who)s on %(day)s") % told
    words = likeness_words(likeness_of(first, second))
    return PairRow(_named(first), _named(second), *words, one.pk, verdict, one.reason)


def _named(student: Student) -> Named:
    detail = getattr(student, "personal_detail", None)
    known = [student.email]
    if detail:
        born = date_format(detail.born_on, "DATE_FORMAT") if detail.born_on else ""
        known += [born and _("born %(day)s") % {"day": born}, detail.phone, detail.guardian]
    return Named(
        student.pk,
        student.name,
        student.roll_no,
        student.institution.name,
        " · ".join(filter(None, known)),
        reverse("student", args=[student.pk]),
    )
