"""How a report calls the place it is about."""

from django.utils.translation import gettext as _

from analytics.metrics.dimensions import BATCH
from analytics.scope import Scope
from students.models import Institution


def in_terms(scope: Scope, institution: Institution) -> str:
    """The institution with the term meant, where it has one."""
    terms = ", ".join(term.title for term in scope.terms)
    told = {"institution": institution.name, "term": terms}
    return _("%(institution)s, %(term)s") % told if terms else institution.name


def no_batch() -> str:
    """What stands for a batch where there is none, on every sheet alike."""
    return _("No %(part)s") % {"part": BATCH.noun}
