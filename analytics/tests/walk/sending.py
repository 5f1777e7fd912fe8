"""One request with a body, worth trying as everybody."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from analytics.tests.walk.table import Row
from analytics.tests.walk.world import OTHER, OURS, OWN

HERE = (OWN, OURS, OTHER)


@dataclass(frozen=True)
class Sending:
    """A request with a body; whose row it is about decides who may."""

    method: str
    path: str
    row: Row
    ownership: str
    data: bytes | str = ""
    content_type: str = "application/x-www-form-urlencoded"
    headers: dict = field(default_factory=dict)

    @property
    def typed(self) -> str:
        """The body as text: what comes back of it was not told by us."""
        return self.data if isinstance(self.data, str) else self.data.decode()


def form(path, row, ownership, fields) -> Sending:
    """Fields as a browser sends them."""
    return Sending("POST", path, row, ownership, urlencode(fields, doseq=True))
