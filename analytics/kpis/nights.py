"""Keeping the day's key figures of every institution."""

import datetime
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from analytics.kpis.histories import EVERYBODY, store_snapshots
from analytics.kpis.settings import fit_unless_chosen, whole_precinct
from students.models import Institution
from students.models.waits import retrying

LOG = logging.getLogger(__name__)
ERROR = "{}: no key figures were kept, an error: {}. The next run keeps those of its own day."


@dataclass
class Kept:
    """How many figures were kept of each institution, where coefficients were fitted anew, and
    what somebody should look at."""

    day: datetime.date
    kept: dict[str, int] = field(default_factory=dict)
    fitted: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def as_json(self) -> dict:
        """In plain values."""
        return {"day": self.day.isoformat(), "kept": self.kept, "fitted": self.fitted}


def keep(day: datetime.date, institutions: Iterable[Institution], watch: Callable) -> Kept:
    """Fit what is fitted, then keep every figure; each institution is a transaction of its own."""
    found = Kept(day)
    for institution in watch(institutions, "key figures"):
        try:
            _keep_of(institution, found)
        except Exception as error:  # the others have their figures
            kind = type(error).__name__
            LOG.error("no key figures of institution %s: %s", institution.pk, kind)
            found.problems.append(ERROR.format(institution.code, kind))
    return found


def _keep_of(institution: Institution, found: Kept):
    precinct = whole_precinct(EVERYBODY, institution, found.day)
    if retrying(lambda: fit_unless_chosen(precinct)):
        found.fitted.append(institution.code)
    found.kept[institution.code] = retrying(lambda: store_snapshots(institution, found.day))
