"""What a mark sheet says of a subject's later attempts, as far as they are published."""

from collections import defaultdict

from analytics.people.scores import as_entered, fact_of
from students.models import Mark, TermResult
from students.rules.grading import PRESENT, WITHHOLDING_STATES, subject_grade


def later_attempts(results: list[TermResult]) -> dict[tuple[int, str], list[dict]]:
    """By result and code of the subject, in the order they were sat."""
    policies = {one.pk: one.policy_version.policy for one in results}
    marks = Mark.objects.filter(result__in=policies, attempt__gt=1, published=True)
    found = defaultdict(list)
    marks = marks.exclude(component_marks__published=False).order_by("attempt")
    for mark in marks.select_related("subject", "sat_term"):
        attempt = _attempt(mark, policies[mark.result_id])
        found[mark.result_id, mark.subject.code].append(attempt)
    return found


def _attempt(mark: Mark, policy) -> dict:
    kept = mark.state in WITHHOLDING_STATES
    return {
        "number": mark.attempt,
        "term": mark.sat_term.title,
        "state": mark.state,
        "score": as_entered(mark.score) if mark.state == PRESENT else "",
        "maximum": as_entered(mark.max_score),
        "grade": "" if kept else subject_grade(policy, fact_of(mark).percent),
    }
