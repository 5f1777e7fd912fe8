"""What a mark sheet says of a term: what its student may know, and nothing else.

A term whose result is published is printed as it was declared; any other one with the marks that
are published so far. All is text and codes; the words for the codes are the reader's.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from analytics.people.scores import as_entered, components_defined, fact_of
from students.models import ComponentMark, DeclaredResult, Mark, Subject, TermResult
from students.models.refresh import chunks
from students.rules.grading import (
    PENDING,
    PRESENT,
    WITHHOLDING_STATES,
    MarkFact,
    result_figures,
    subject_grade,
)
from students.rules.shown import shown_average

RELATED = ("student", "term", "branch", "batch", "institution", "policy_version")
UNPUBLISHED = "unpublished"  # in the place of a mark's state
WITHHELD = "withheld"  # in the place of a verdict


@dataclass(frozen=True)
class Contents:
    """By result what its sheet says, and why the others have none, in a sentence each."""

    printed: dict[int, dict] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)

    @property
    def undeclared(self) -> list[int]:
        """Those printed with the marks that are published so far, of no declared result."""
        return [pk for pk, printed in self.printed.items() if "declaration" not in printed]


def contents_of(result_ids: Iterable[int]) -> Contents:
    """What the sheets of these results say now."""
    found = Contents()
    for chunk in chunks(sorted(set(result_ids))):
        results = list(TermResult.objects.filter(pk__in=chunk).select_related(*RELATED))
        _as_declared(results, found)
        _as_published([one for one in results if not _is_settled(one, found)], found)
    return found


def _is_settled(result: TermResult, found: Contents) -> bool:
    return result.pk in found.printed or result.pk in found.refused


def _as_declared(results: list[TermResult], found: Contents):
    lines = DeclaredResult.objects.filter(result__in=results).published().newest()
    hidden = _hidden(lines)
    for result in results:
        line = lines.get(result.pk)
        if line is None:
            continue
        if any(paper["code"] in hidden[result.pk] for paper in line.papers):
            found.refused[result.pk] = _(
                "A mark of the published result has been taken back: publish it again or revise."
            )
        else:
            found.printed[result.pk] = _place(result) | _declared(line)


def _hidden(result_ids: Iterable[int]) -> dict[int, set[str]]:
    """By result the codes of subjects whose mark its student may not know (any more)."""
    marks = Mark.objects.filter(result__in=result_ids, attempt=1)
    unknown = marks.filter(Q(published=False) | Q(component_marks__published=False))
    codes = defaultdict(set)
    for result, code in unknown.values_list("result", "subject__code"):
        codes[result].add(code)
    return codes


def _place(result: TermResult) -> dict:
    return {
        "institution": result.institution.name,
        "student": result.student.name,
        "roll_no": result.student.roll_no,
        "term": result.term.title,
        "branch": result.branch.title or result.branch.code,
        "batch": str(result.batch or ""),
        "semester": result.semester,
    }


def _declared(line: DeclaredResult) -> dict:
    declaration = line.declaration
    return {
        "declaration": declaration.number,
        "declared_on": timezone.localdate(declaration.at).isoformat(),
        "papers": [_paper(paper) for paper in line.papers],
        "total": as_entered(line.total),
        "maximum": as_entered(line.maximum),
        "sgpa": _text(line.sgpa),
        "cgpa": _text(line.cgpa),
        "earned": as_entered(line.credits_earned),
        "registered": as_entered(line.credits_registered),
        "verdict": line.verdict,
        "class": line.class_title,
        "backlogs": list(line.backlogs),
        "grace": [{"marks": one["marks"], "code": one["code"]} for one in line.grace],
    }


def _paper(paper: dict) -> dict:
    kept = paper["state"] in WITHHOLDING_STATES
    return {
        "code": paper["code"],
        "title": paper["title"] or paper["code"],
        "credits": paper["credits"],
        "state": paper["state"],
        "score": paper["score"] if paper["state"] == PRESENT else "",
        "maximum": paper["maximum"],
        "grade": "" if kept else paper["letter"],
        "points": "" if kept else paper["point"],
        "grace": [{"marks": one["marks"], "code": one["code"]} for one in paper["grace"]],
    }


def _text(number) -> str:
    return "" if number is None else str(number)


def _as_published(results: list[TermResult], found: Contents):
    marks, entered = _published_marks(results), _entered(results)
    defined, subjects = components_defined(results), _subjects(results)
    for result in results:
        known = marks[result.pk]
        if not known:
            found.refused[result.pk] = _("No mark of this term is published.")
            continue
        papers = [
            _published_paper(
                subject,
                known.get(subject.pk),
                result,
                entered[result.pk, subject.pk],
                defined[subject.pk, result.term_id],
            )
            for subject in subjects[result.pk]
        ]
        came_to = _figures(result, subjects[result.pk], known)
        came_to["provisional"] |= any("so_far" in paper for paper in papers)
        found.printed[result.pk] = _place(result) | {"papers": papers} | came_to


def _published_marks(results: list[TermResult]) -> dict[int, dict[int, Mark]]:
    """By result and subject the first attempts that are out."""
    marks = Mark.objects.filter(result__in=results, attempt=1, published=True)
    found = defaultdict(dict)
    for mark in marks.exclude(component_marks__published=False):
        found[mark.result_id][mark.subject_id] = mark
    return found


def _subjects(results: list[TermResult]) -> dict[int, list[Subject]]:
    rows = Subject.objects.filter(marks__result__in=results, marks__attempt=1)
    found = defaultdict(list)
    for subject in rows.annotate(of=F("marks__result")).order_by("code_key", "pk"):
        found[subject.of].append(subject)
    return found


def _entered(results: list[TermResult]) -> dict[tuple[int, int], int]:
    """How many components that count are in, by result and subject."""
    parts = ComponentMark.objects.filter(mark__result__in=results, mark__attempt=1, published=True)
    found = defaultdict(int)
    for key in parts.filter(component__weight__gt=0).values_list("mark__result", "mark__subject"):
        found[key] += 1
    return found


def _published_paper(
    subject: Subject, mark: Mark | None, result: TermResult, entered: int, defined: int
) -> dict:
    paper = {
        "code": subject.code,
        "title": subject.title or subject.code,
        "credits": "" if subject.credits is None else as_entered(subject.credits),
        "state": UNPUBLISHED if mark is None else mark.state,
        "score": "",
        "maximum": "",
        "grade": "",
        "points": "",
        "grace": [],
    }
    if mark is None:
        return paper
    paper["maximum"] = as_entered(mark.max_score)
    paper["grade"] = subject_grade(result.policy_version.policy, fact_of(mark).percent)
    if mark.state == PRESENT:
        paper["score"] = as_entered(mark.score)
    if 0 < entered < defined and paper["grade"]:
        paper["so_far"] = [entered, defined]
    return paper


def _figures(result: TermResult, subjects: list[Subject], known: dict[int, Mark]) -> dict:
    policy = result.policy_version.policy
    facts = [fact_of(known[one.pk]) if one.pk in known else MarkFact(PENDING) for one in subjects]
    figures = result_figures(policy, facts)
    return {
        "average": shown_average(figures.mark_sum, figures.mark_count, policy),
        "grade": figures.grade,
        "provisional": figures.provisional,
        "verdict": WITHHELD if figures.withheld else "",
    }
