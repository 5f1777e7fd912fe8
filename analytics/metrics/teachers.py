"""Who teaches the subject chosen, section by section."""

from collections import defaultdict

from analytics.scope import SUBJECT, Scope
from students.models import Teaching


def teachers(scope: Scope) -> dict[tuple, list[str]]:
    """Names by the key of a section: branch, semester, section. One query."""
    rows = Teaching.objects.filter(
        term__in=[term.pk for term in scope.terms], subject__in=scope.picked[SUBJECT]
    )
    found = defaultdict(list)
    columns = ("branch__code_key", "semester", "section", "staff__name")
    for *key, name in rows.order_by("staff__name").values_list(*columns):
        found[tuple(key)].append(name)
    return found
