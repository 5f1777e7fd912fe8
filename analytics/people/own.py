"""A student's own record: what is published, what follows from it, what is still needed.

Averages and grades are computed here from the published marks. The stored columns of a result know
every mark and so are not read, but for attendance, in which marks have no part.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from analytics.people.ahead import Weights, ahead_of, weights_defined
from analytics.people.attendances import Presence, presence_of, registers_of
from analytics.people.declared import Declared, DeclaredTerm, own_declared, own_declared_terms
from analytics.people.needs import Classes, Need, needs
from analytics.people.scores import Part, Score, fact_of, part_of, score_of
from analytics.people.terms import NEWEST_FIRST, TermLine, chosen_result
from students.models import (
    ComponentMark,
    Mark,
    Subject,
    SubjectAttendance,
    TermAttendance,
    TermResult,
)
from students.registers.remaining import StillToCome
from students.rules.components import ComponentFact
from students.rules.grading import PENDING, MarkFact, ResultFigures, result_figures
from students.rules.policy import Policy
from students.rules.shown import shown_attendance, shown_average
from students.sight import Sight


@dataclass
class Published:
    """What a student may know of one term, as it is gathered."""

    marks: list[Mark] = field(default_factory=list)
    subjects: dict[int, Subject] = field(default_factory=dict)
    parts: dict[int, list[Part]] = field(default_factory=lambda: defaultdict(list))
    entered: dict[int, list[ComponentFact]] = field(default_factory=lambda: defaultdict(list))

    def firsts(self) -> dict[int, Mark]:
        """The marks that count in the term, by subject."""
        return {mark.subject_id: mark for mark in self.marks if mark.attempt == 1}

    def facts(self) -> list[MarkFact]:
        """What the rules judge; a subject without a published mark is one that is awaited."""
        firsts = self.firsts()
        return [fact_of(firsts[pk]) if pk in firsts else MarkFact(PENDING) for pk in self.subjects]

    def later(self, subject_id: int) -> list[Mark]:
        """Attempts after the first, in their order."""
        marks = (one for one in self.marks if one.subject_id == subject_id and one.attempt > 1)
        return sorted(marks, key=lambda mark: mark.attempt)


@dataclass(frozen=True)
class OwnRecord:
    """One term of a student, and the line of all their terms."""

    result: TermResult
    figures: ResultFigures
    average: str
    scores: tuple[Score, ...]
    presence: Presence
    needs: tuple[Need, ...]
    terms: tuple[TermLine, ...]
    declared: Declared | None = None
    declared_terms: tuple[DeclaredTerm, ...] = ()

    @property
    def policy(self) -> Policy:
        return self.result.policy_version.policy

    @property
    def provisional(self) -> bool:
        """Whether marks, or components of them, are still to come."""
        return self.figures.provisional or any(score.so_far for score in self.scores)

    @property
    def passed(self) -> int:
        """Subjects with a published mark that passes."""
        return sum(bool(score.grade) and not score.failed for score in self.scores)


def own_record(sight: Sight, term_id: int | None = None) -> OwnRecord | None:
    """The chosen term of the student who looks, else the newest begun; None without any result."""
    related = ("term", "branch", "batch", "policy_version", "student", "institution")
    results = list(sight.own_results().select_related(*related).order_by(*NEWEST_FIRST))
    if not results:
        return None
    published = _published(sight, results)
    chosen = chosen_result(results, term_id)
    figures = {result.pk: _figures(result, published[result.pk]) for result in results}
    policy = chosen.policy_version.policy
    weights = weights_defined([chosen])
    scores = tuple(_scores(chosen, published[chosen.pk], weights))
    classes = Classes(chosen.exact_attendance, StillToCome([chosen]).of(chosen))
    to_come = ahead_of(chosen, published[chosen.pk], weights)
    return OwnRecord(
        result=chosen,
        figures=figures[chosen.pk],
        average=_average(chosen, figures[chosen.pk]),
        scores=scores,
        presence=_presence(chosen),
        needs=needs(policy, figures[chosen.pk], scores, classes, to_come),
        terms=tuple(_term(one, figures[one.pk], one == chosen) for one in results),
        declared=own_declared(sight, chosen),
        declared_terms=own_declared_terms(sight),
    )


def own_heading(record: OwnRecord) -> str:
    """The state of the term in one sentence to the student."""
    if record.figures.withheld:
        return _("Your result is withheld")
    if not record.average:
        return _("No mark of this term is published yet")
    if record.provisional:
        words = _("Your average so far is %(average)s, grade %(grade)s")
    else:
        words = _("Your average is %(average)s, grade %(grade)s")
    return words % {"average": record.average, "grade": record.figures.grade}


def _published(sight: Sight, results: list[TermResult]) -> dict[int, Published]:
    """By result: published marks, the subjects registered, published components."""
    found = {result.pk: Published() for result in results}
    for mark in sight.own_marks().select_related("subject", "sat_term"):
        found[mark.result_id].marks.append(mark)
    for subject in _registered(results):
        found[subject.result_id].subjects[subject.pk] = subject
    for part in own_parts(results):
        found[part.result_id].parts[part.subject_id].append(part_of(part))
        found[part.result_id].entered[part.subject_id].append(part.fact)
    return found


def _registered(results: list[TermResult]) -> Iterable[Subject]:
    """The subjects of these results, whether their marks are published or not."""
    registered = Subject.objects.filter(marks__result__in=results, marks__attempt=1)
    return registered.annotate(result_id=F("marks__result")).order_by("code_key", "pk")


def own_parts(results: list[TermResult]) -> QuerySet[ComponentMark]:
    """Published components of these results, those of a mark not yet published among them."""
    parts = ComponentMark.objects.filter(
        mark__result__in=results, mark__attempt=1, published=True
    ).select_related("component")
    subject = {"subject_id": F("mark__subject"), "subject_code": F("mark__subject__code")}
    return parts.annotate(result_id=F("mark__result"), **subject)


def _figures(result: TermResult, published: Published) -> ResultFigures:
    return result_figures(result.policy_version.policy, published.facts())


def _scores(result: TermResult, published: Published, weights: Weights) -> Iterable[Score]:
    policy, firsts = result.policy_version.policy, published.firsts()
    for pk, subject in published.subjects.items():
        parts, later = published.parts[pk], published.later(pk)
        if pk in firsts:
            defined = len(weights[pk, result.term_id])
            yield score_of(firsts[pk], policy, parts, later, defined)
        else:
            title = subject.title or subject.code
            yield Score(
                title,
                subject.code,
                words=_("Not published yet"),
                awaited=True,
                published=False,
                parts=tuple(parts),
            )


def _presence(result: TermResult) -> Presence:
    registers = registers_of(result, SubjectAttendance.objects.all())
    total = TermAttendance.objects.filter(result=result).first()
    return presence_of(result.exact_attendance, result.policy_version.policy, registers, total)


def _average(result: TermResult, figures: ResultFigures) -> str:
    return shown_average(figures.mark_sum, figures.mark_count, result.policy_version.policy)


def _term(result: TermResult, figures: ResultFigures, chosen: bool) -> TermLine:
    policy = result.policy_version.policy
    return TermLine(
        term_id=result.term_id,
        title=result.term.title,
        semester=result.semester,
        average=figures.average,
        average_shown=_average(result, figures),
        grade=figures.grade,
        attendance=result.attendance,
        attendance_shown=shown_attendance(result.exact_attendance, policy),
        chosen=chosen,
    )
