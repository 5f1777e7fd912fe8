"""The rows of a list of students as a page and an export show them: the same texts in both."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from analytics.people.attendances import Register, register_of
from analytics.people.reasons import reason_sentences
from analytics.people.records import average_of
from analytics.people.roster_orders import parts_of
from analytics.people.rosters import RISK, Roster
from analytics.people.scores import Score, score_of
from analytics.scope import SUBJECT
from analytics.wording import level_word
from students.keysets import every_key
from students.models import PolicyVersion, TermResult
from students.models.partial_marks import part_entered_results
from students.rules.shown import shown_attendance

ROWS_AT_ONCE = 500
RELATED = ("student", "institution", "branch")


@dataclass(frozen=True)
class RosterRow:
    """One student. Figures are of the whole record, of the subject chosen, or of those taught."""

    student_id: int
    term_id: int
    institution: str
    roll_no: str
    name: str
    branch: str
    semester: int
    section: str
    average: str
    grade: str
    attendance: str
    standing: str
    risk: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def risk_words(self) -> str:
        return level_word(self.risk)


@dataclass
class InSubjects:
    """What is shown of one result by subject."""

    scores: list[Score] = field(default_factory=list)
    registers: list[Register] = field(default_factory=list)


def every_row(roster: Roster) -> Iterator[RosterRow]:
    """All rows, some hundred at a time."""
    ids = every_key(parts_of(roster))
    for start in range(0, len(ids), ROWS_AT_ONCE):
        yield from rows_of(roster, ids[start : start + ROWS_AT_ONCE])


def rows_of(roster: Roster, ids: list[int]) -> list[RosterRow]:
    """The rows of these results, in their order; the number of queries is always the same."""
    results = _results(ids)
    wholes, in_subjects = set(ids), {}
    if roster.scope.duties.subjects:
        whole = TermResult.objects.filter(roster.scope.whole(), pk__in=ids)
        wholes = set(whole.values_list("pk", flat=True))
    if roster.of_subject or len(wholes) < len(ids):
        in_subjects = _in_subjects(roster, results)
    waiting = part_entered_results(wholes)
    return [
        _row(roster, results[pk], pk in wholes, in_subjects.get(pk), waiting.get(pk, 0))
        for pk in ids
        if pk in results  # somebody may have taken it away a moment ago
    ]


def _results(ids: list[int]) -> dict[int, TermResult]:
    """These results; those bound to one policy share it, so that it is read once."""
    results = TermResult.objects.select_related(*RELATED).in_bulk(ids)
    versions = PolicyVersion.objects.in_bulk({one.policy_version_id for one in results.values()})
    for result in results.values():
        result.policy_version = versions[result.policy_version_id]
    return results


def _in_subjects(roster: Roster, results: dict[int, TermResult]) -> dict[int, InSubjects]:
    """Marks and registers the viewer may see, in the subject chosen or in all of theirs."""
    found: dict[int, InSubjects] = defaultdict(InSubjects)
    chosen = {"result__in": list(results)}
    if roster.of_subject:
        chosen["subject__in"] = roster.scope.picked[SUBJECT]
    sight = roster.scope.sight
    for mark in sight.marks().filter(attempt=1, **chosen).select_related("subject"):
        policy = results[mark.result_id].policy_version.policy
        found[mark.result_id].scores.append(score_of(mark, policy))
    for row in sight.subject_attendances().filter(**chosen).select_related("subject"):
        policy = results[row.result_id].policy_version.policy
        found[row.result_id].registers.append(register_of(row, policy))
    return found


def _row(
    roster: Roster, result: TermResult, whole: bool, seen: InSubjects | None, waiting: int
) -> RosterRow:
    by_risk = RISK in roster.conditions
    figures = _whole(result) if whole and not roster.of_subject else _of_subjects(roster, seen)
    return RosterRow(
        student_id=result.student_id,
        term_id=result.term_id,
        institution=result.institution.code,
        roll_no=result.student.roll_no,
        name=result.student.name,
        branch=result.branch.code,
        semester=result.semester,
        section=result.section,
        standing=_standing(result, waiting) if whole else "",
        risk=result.risk if by_risk else "",
        reasons=reason_sentences(result, whole) if by_risk else (),
        **figures,
    )


def _whole(result: TermResult) -> dict:
    policy = result.policy_version.policy
    return {
        "average": average_of(result),
        "grade": result.grade,
        "attendance": shown_attendance(result.exact_attendance, policy),
    }


def _of_subjects(roster: Roster, seen: InSubjects | None) -> dict:
    """The figures of the subjects seen, each with its code where there may be several."""
    seen, named = seen or InSubjects(), not roster.of_one_subject
    percents = [(one.words or one.percent, one.code) for one in seen.scores]
    shares = [(one.percent, one.code) for one in seen.registers if one.percent]
    return {
        "average": _joined(percents, named),
        "grade": ", ".join(filter(None, (one.grade for one in seen.scores))),
        "attendance": _joined(shares, named),
    }


def _joined(figures: Iterable[tuple[str, str]], named: bool) -> str:
    return ", ".join(f"{figure} ({code})" if named else figure for figure, code in figures)


def _standing(result: TermResult, waiting: int) -> str:
    if result.withheld:
        return _("Withheld")
    if result.provisional:
        words, count = _("Provisional, %(count)s of %(subjects)s subjects"), result.mark_count
    elif waiting:
        words = _("So far, components awaited in %(count)s of %(subjects)s subjects")
        count = waiting
    else:
        return ""
    return words % {"count": count, "subjects": result.registered}
