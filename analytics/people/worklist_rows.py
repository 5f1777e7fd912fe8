"""The rows of the worklist as a page and an export show them: the same texts in both."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.models import Contact
from analytics.people.contacts import days_words, named, news_words, written
from analytics.people.reasons import ReasonRow, reason_rows
from analytics.wording import level_word
from students.kept import fetched
from students.models import Mentorship, TermResult
from students.models.stored import columns_with, objects_of
from students.registers.remaining import IS_PLANNED, StillToCome

EXISTS = 1  # the value by which a statement of `IS_PLANNED` begins
RELATED = ("student", "term", "branch", "institution", "risk_spell", "policy_version")


@dataclass(frozen=True)
class WorklistRow:
    """One student who waits; `days` is None where it is not known since when."""

    result_id: int
    student_id: int
    url: str
    name: str
    roll_no: str
    institution: str
    place: str
    mentor: str
    level: str
    days: int | None
    since: str
    reasons: tuple[ReasonRow, ...]
    changes: tuple[str, ...]
    last: str
    why_again: tuple[str, ...]
    last_id: int

    @property
    def level_words(self) -> str:
        return level_word(self.level)

    @property
    def waiting(self) -> str:
        return "" if self.days is None else days_words(self.days)

    @property
    def reasons_words(self) -> str:
        """The reasons as a cell: "Average 34.40, below 40 is High"."""
        return "; ".join(f"{one.measure} {one.value}, {one.threshold}" for one in self.reasons)

    @property
    def change_words(self) -> str:
        return " ".join(self.changes)

    @property
    def last_words(self) -> str:
        """The last word and why it does not answer what stands."""
        return " ".join(filter(None, (self.last, *self.why_again)))


def rows_of(
    places: Sequence[tuple[int, date | None]], today: date, brief: bool = False
) -> list[WorklistRow]:
    """Rows of these results, each with the day since when it waits, in their order.

    Brief ones have no mentor and no last word.
    """
    ids = [pk for pk, _ in places]
    found = _results(ids)
    to_come, looked_up = StillToCome(found.values()), () if brief else found.values()
    mentors, contacts = _mentors(looked_up), last_contacts(looked_up)
    return [
        _row(
            found[pk],
            to_come.of(found[pk]),
            ", ".join(mentors[found[pk].student_id]),
            contacts.get((found[pk].student_id, found[pk].term_id)),
            since,
            today,
        )
        for pk, since in places
        if pk in found  # somebody may have taken it away a moment ago
    ]


def _results(ids: list[int]) -> dict[int, TermResult]:
    """These results with all that is told of each, by a statement that is kept. One query."""
    values = (EXISTS, *ids)
    rows = fetched(("waiting", len(ids)), lambda: _of_results(ids), values)
    results = objects_of(TermResult, RELATED, rows)
    for result, row in zip(results, rows, strict=True):
        result.is_planned = bool(row[-1])
    return {one.pk: one for one in results}


def _of_results(ids: list[int]) -> QuerySet:
    rows = TermResult.objects.order_by().filter(pk__in=ids)
    return rows.values_list(*columns_with(TermResult, RELATED), IS_PLANNED)


def _mentors(results: Collection[TermResult]) -> dict[int, list[str]]:
    found = defaultdict(list)
    if not results:
        return found
    rows = Mentorship.objects.today().filter(student__in={one.student_id for one in results})
    for student, name in rows.order_by("staff__name_key").values_list("student", "staff__name"):
        found[student].append(name)
    return found


def last_contacts(results: Collection[TermResult]) -> dict[tuple[int, int], Contact]:
    """The last word of each of these terms, by student and term. One query."""
    if not results:
        return {}
    students = {one.student_id for one in results}
    terms = {one.term_id for one in results}
    rows = Contact.objects.newest().filter(student__in=students, term__in=terms)
    return {(one.student_id, one.term_id): one for one in rows.select_related("by")}


def _row(
    result: TermResult,
    remaining: int | None,
    mentor: str,
    last: Contact | None,
    since: date | None,
    today: date,
) -> WorklistRow:
    url = f"{reverse('student', args=[result.student_id])}?term={result.term_id}"
    reasons = reason_rows(result, remaining, url)
    place = (result.branch.code, str(result.semester), result.section)
    return WorklistRow(
        result_id=result.pk,
        student_id=result.student_id,
        url=url,
        name=result.student.name,
        roll_no=result.student.roll_no,
        institution=result.institution.code,
        place=" ".join(filter(None, place)),
        mentor=mentor,
        level=result.risk,
        days=None if since is None else (today - since).days,
        since="" if since is None else written(since),
        reasons=reasons,
        changes=tuple(one.smallest_change for one in reasons if one.smallest_change),
        last=last_words(last) if last else "",
        why_again=tuple(_why(result, last, today)) if last else (),
        last_id=last.pk if last else 0,
    )


def last_words(last: Contact) -> str:
    """When the last word was, and whose."""
    sentence = _("Last word on %(day)s, %(who)s.")
    return sentence % {"day": written(last.on), "who": named(last.by)}


def _why(result: TermResult, last: Contact, today: date) -> Iterable[str]:
    if last.follow_up_on and last.follow_up_on <= today and not last.closed_at:
        yield _("Follow-up was due on %(day)s.") % {"day": written(last.follow_up_on)}
    yield from news_words(last, result, getattr(result, "risk_spell", None))
