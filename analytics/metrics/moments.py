"""When figures changed, where the facts they are taken from keep no time of their own."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Moment:
    """Stands where other figures have a tally; a chart asks it when it changed."""

    changed_at: datetime | None = None


UNKNOWN = Moment()
