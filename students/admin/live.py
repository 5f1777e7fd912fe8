"""What the live preview reads: the policies that may hold, and the figures as they are stored."""

import itertools

from students.models import PolicyAssignment, PolicyVersion, State, TermResult
from students.rules.policy import PAPER_POLICY
from students.rules.reasons import gaps, reasons
from students.rules.risk import LEVELS
from students.rules.shown import shown_attendance, shown_average


def policies_by_term(terms) -> dict[int, dict]:
    """The definition a new result of each term would be bound to, by the term's number."""
    rows = PolicyAssignment.objects.filter(institution__in={term.institution_id for term in terms})
    rows = rows.select_related("version", "from_term").order_by("from_term__starts_on", "from_term")
    assigned = {
        institution: list(group)
        for institution, group in itertools.groupby(
            sorted(rows, key=lambda row: row.institution_id), lambda row: row.institution_id
        )
    }
    first = {
        version.institution_id: version.definition
        for version in PolicyVersion.objects.filter(number=1)
    }
    usual = PAPER_POLICY.definition()
    definitions = {}
    for term in terms:
        begun = [
            row.version.definition
            for row in assigned.get(term.institution_id, ())
            if row.from_term.starts_on <= term.starts_on
        ]
        own = first.get(term.institution_id, usual)
        definitions[term.pk] = begun[-1] if begun else own
    return definitions


def settings_of(result: TermResult) -> dict:
    """What the script reads on the page of a stored result: the policy it is bound to."""
    return {"levels": LEVELS, "policy": result.policy_version.definition, "states": state_words()}


def settings_for_terms(terms) -> dict:
    """What the script reads where the term is still to be chosen."""
    policies = policies_by_term(list(terms))
    return {"levels": LEVELS, "policies": policies, "states": state_words()}


def state_words() -> dict[str, str]:
    """The states of a mark as the reader calls them."""
    return {state: str(words) for state, words in State.choices}


def stored_figures(result: TermResult) -> dict:
    """Average, grade, attendance, risk and reasons in words, as they are stored."""
    policy, attendance = result.policy_version.policy, result.exact_attendance
    found = reasons(policy, result, attendance)
    return {
        "average": shown_average(result.mark_sum, result.mark_count, policy),
        "grade": result.grade,
        "attendance": shown_attendance(attendance, policy),
        "risk": result.risk,
        "sentences": [reason.sentence for reason in found] or list(gaps(result, attendance)),
    }
