"""What a mark sheet says of a term without a declared result: the marks published so far."""

from collections import defaultdict

from django.db.models import F

from analytics.people.scores import as_entered, components_defined, fact_of
from students.models import ComponentMark, Mark, Subject, TermResult
from students.rules.grading import PENDING, PRESENT, MarkFact, result_figures, subject_grade
from students.rules.shown import shown_average

UNPUBLISHED = "unpublished"  # in the place of a mark's state
WITHHELD = "withheld"  # in the place of a verdict


def published_contents(results: list[TermResult]) -> dict[int, dict]:
    """By result its papers and what they come to; without those of which no mark is out."""
    found = {}
    marks, entered = _published_marks(results), _entered(results)
    defined, subjects = components_defined(results), _subjects(results)
    for result in results:
        known = marks[result.pk]
        if not known:
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
        found[result.pk] = {"papers": papers} | came_to
    return found


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
