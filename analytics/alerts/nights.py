"""What is done each night: looking for what time has brought, and sending the digests due."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from analytics.alerts.digests import Sent, send_digests
from analytics.alerts.raising import Raised, current_results, raise_alerts
from analytics.metrics.spells import note_spells
from students.models import Institution

LOG = logging.getLogger(__name__)
ERROR = "{}: no alerts were looked for, an error: {}. The next run makes up for it."
NOT_NOTED = (
    "{}: somebody else was writing all the while; what is missing is looked for the next time."
)

Watch = Callable[[Iterable, str], Iterable]


def unwatched(rows: Iterable, words: str) -> Iterable:
    """The rows, with nobody following how far they are."""
    return rows


@dataclass
class Night:
    """What one run did, or with `dry_run` would have done."""

    today: date
    dry_run: bool = False
    raised: list[Raised] = field(default_factory=list)
    sent: Sent = field(default_factory=Sent)
    errors: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """What somebody should look at, in sentences without anybody's name."""
        waiting = [NOT_NOTED.format(one.institution) for one in self.raised if not one.ready]
        return [*self.errors, *waiting, *self.sent.problems]


def night(today: date, post: Callable | None, mails: bool, watch: Watch = unwatched) -> Night:
    """Raise alerts in every institution, then send digests by `post` where `mails` are wanted.

    Each institution and each digest is a transaction of its own: what is done stays done.
    """
    found = Night(today)
    for institution in watch(Institution.objects.all(), "institutions"):
        raise_for(institution, found)
    if mails:
        for sent in watch(send_digests(today, post), "digests"):
            found.sent = sent
    return found


def raise_for(institution: Institution, found: Night):
    """Raise the alerts of one institution and note in `found` what came of it, errors as well.

    Since when each student is at risk is noted before, whichever rules are on: a worklist of very
    many is in the order of these notes.
    """
    try:
        note_spells(current_results(institution, found.today))
        found.raised.append(raise_alerts(institution, found.today))
    except Exception as error:  # the others have their alerts
        kind = type(error).__name__
        # Its words may name somebody.
        LOG.error("no alerts of institution %s: %s", institution.pk, kind)
        found.errors.append(ERROR.format(institution.code, kind))
