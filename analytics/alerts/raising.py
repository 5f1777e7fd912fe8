"""Looking for evidence of every rule of an institution, and raising what was not raised before."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from analytics.alerts import RULES
from analytics.alerts.rule import Results, Rule
from analytics.alerts.settings import settings_of
from analytics.models import Alert, AlertDesk
from students.models import Institution, TermResult
from students.models.refresh import RESULTS_AT_ONCE
from students.models.waits import is_passing, retrying

TRIES, PAUSE = 20, 0.5  # seconds, while somebody else writes


@dataclass(frozen=True)
class Raised:
    """How many alerts of each kind are new; `ready` is False where a note is missing still."""

    institution: str
    counts: dict[str, int]
    ready: bool = True


def current_results(institution: Institution, today: date) -> Results:
    """The students of the term that is current on this day, which may be over."""
    term = institution.terms.current(today)
    return TermResult.objects.in_term().filter(term=term) if term else TermResult.objects.none()


def within(rule: Rule, results: Results, today: date) -> Results:
    """Those of the results at which a rule looks on this day."""
    return results.filter(term__ends_on__gte=today) if rule.while_term_runs else results


def raise_alerts(institution: Institution, today: date) -> Raised:
    """Raise what the rules in force find today. The same evidence is raised once, however often
    and by how many at once this is called."""
    results, settings = current_results(institution, today), settings_of(institution)
    rules = [(RULES[kind], one.number) for kind, one in settings.items() if one.on]
    on = [(rule, within(rule, results, today), number) for rule, number in rules]
    ready = [_prepared(*one) for one in on]
    counts = retrying(lambda: _raised(institution, on, today), again=is_passing)
    return Raised(institution.code, counts, all(ready))


def _prepared(rule: Rule, results: Results, number: int) -> bool:
    for _ in range(TRIES):
        if rule.prepare(results, number):
            return True
        time.sleep(PAUSE)
    return False


def _raised(
    institution: Institution, rules: list[tuple[Rule, Results, int]], today: date
) -> dict[str, int]:
    counts = {}
    with transaction.atomic():
        desk = hold(institution)
        Alert.objects.filter(term__institution=institution).rejoin()
        for rule, results, number in rules:
            new = list(_new(rule.find(results, number, today), rule.slug))
            for alert in new:
                alert.raised_on = today
            Alert.objects.bulk_create(new, batch_size=RESULTS_AT_ONCE)
            counts[rule.slug] = len(new)
        desk.looked_on = max(filter(None, (desk.looked_on, today)))
        desk.looked_at = timezone.now()
        desk.save(update_fields=["looked_on", "looked_at"])
    return counts


def hold(institution: Institution) -> AlertDesk:
    """The institution's desk, locked: of two runs at once the second sees what the first raised."""
    AlertDesk.objects.get_or_create(institution=institution)
    return AlertDesk.objects.select_for_update().get(institution=institution)


def _new(found: Iterable[Alert], kind: str) -> Iterator[Alert]:
    """Those that say what no alert has said: none was raised since their evidence began, by a night
    that knew the word with which it began."""
    some = []
    for alert in found:
        some.append(alert)
        if len(some) == RESULTS_AT_ONCE:
            yield from _unsaid(some, kind)
            some = []
    yield from _unsaid(some, kind)


def _unsaid(found: list[Alert], kind: str) -> Iterator[Alert]:
    # By student and term: a result whose import was undone and made anew has another number.
    students, terms = {one.student_id for one in found}, {one.term_id for one in found}
    before = Alert.objects.filter(kind=kind, student__in=students, term__in=terms)
    last = before.order_by().values_list("student", "term", "word").annotate(Max("raised_on"))
    told = defaultdict(list)
    for student, term, word, day in last:
        told[student, term].append((word, day))
    for one in found:
        whose = told[one.student_id, one.term_id]
        if not any(one.begun_by <= word and one.since <= day for word, day in whose):
            yield one
