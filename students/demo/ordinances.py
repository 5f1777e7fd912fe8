"""The ordinance of the demo: the paper's bands, with all that a result sheet can show."""

from students.models import Institution, PolicyVersion, Term
from students.rules.policy import PAPER_POLICY

TITLE = "Ordinance of the demo"
ORDINANCE = {
    "heads": [{"name": "End-semester", "kinds": ["end_semester"], "at_least": "35"}],
    "grace": [
        {"code": "O.12", "for": "passing", "total_percent": "1", "whole_examination": True},
    ],
    "classes": [
        {"title": "First class with distinction", "at_least": "75"},
        {"title": "First class", "at_least": "60"},
        {"title": "Second class", "at_least": "50"},
        {"title": "Pass class", "at_least": "40"},
    ],
    "promotion": {"backlogs_at_most": 3},
}


def ordain(institution: Institution, oldest: Term) -> PolicyVersion:
    """Give an institution its ordinance from its oldest term on; the version for its results."""
    usual = PolicyVersion.objects.first_of(institution.pk)
    version = PolicyVersion.objects.create(
        institution=institution,
        number=usual.number + 1,
        title=TITLE,
        definition=PAPER_POLICY.definition() | {"ordinance": ORDINANCE},
    )
    version.assignments.create(institution=institution, from_term=oldest)
    return version
