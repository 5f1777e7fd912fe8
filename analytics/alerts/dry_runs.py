"""What a night would do, found out one institution at a time and never stored."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from analytics.alerts.digests import left_by_the_dead, outlook, told_of, told_of_the_dead
from analytics.alerts.nights import Night, Watch, raise_for, unwatched
from analytics.alerts.readers import candidates
from students.models import Institution, User

NOTHING_NEW = "nothing_new"


def dry_night(today: date, watch: Watch = unwatched) -> Night:
    """What `night` would do; nothing is stored and nothing is sent.

    Each institution has a transaction of its own, so that nobody's work waits for all of them.
    """
    found, outcomes = Night(today, dry_run=True), {}
    for institution in watch(Institution.objects.all(), "institutions"):
        with transaction.atomic():
            raise_for(institution, found)
            outcomes |= dict(_outcomes(institution, outcomes, found))
            transaction.set_rollback(True)
    found.sent.counts.update(outcomes.values())
    if old := left_by_the_dead().count():
        found.sent.counts["interrupted"] = old
        found.sent.problems.append(told_of_the_dead(old))
    return found


def _outcomes(institution: Institution, known: dict[int, str], found: Night) -> Iterator:
    """Account and outcome of each digest due that what was raised here may have changed."""
    for user in _of(institution, candidates(found.today)):
        if known.get(user.pk, NOTHING_NEW) == NOTHING_NEW and (word := _outlook(user, found)):
            yield user.pk, word


def _outlook(user: User, found: Night) -> str:
    try:
        with transaction.atomic():
            return outlook(user, found.today)
    except Exception as error:  # of the others all is said
        found.sent.problems.append(told_of(error, user))
        return "failed"


def _of(institution: Institution, people: QuerySet[User]) -> QuerySet[User]:
    here = Q(memberships__institution=institution)
    if institution.group_id:
        here |= Q(memberships__group=institution.group_id)
    return people.filter(here | Q(is_superuser=True)).distinct()
