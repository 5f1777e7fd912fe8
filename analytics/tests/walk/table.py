"""Who may what at each address: a URL without a row here fails the walk."""

from collections.abc import Callable
from dataclasses import dataclass, field

from analytics.tests.walk.people import (
    ACCOUNTANT,
    ADMINISTRATOR,
    CLASS_TEACHER,
    FACULTY,
    HEAD,
    MANAGER,
    MENTOR,
    PRINCIPAL,
    REGISTRAR,
    SIGNED_IN,
    SUPERUSER,
)
from analytics.tests.walk.world import OTHER, OURS, OWN

NOBODY = frozenset()
ALL = frozenset(SIGNED_IN)
KEEPERS = frozenset({REGISTRAR, SUPERUSER})
HOUSE = KEEPERS | {PRINCIPAL}
OFFICE = HOUSE | {ADMINISTRATOR}
IMPORTERS = HOUSE | {ACCOUNTANT, MANAGER}
INDOORS = OFFICE | IMPORTERS
ROOT = frozenset({SUPERUSER})
KEYS = frozenset({ADMINISTRATOR, SUPERUSER})
STAFF = HOUSE | {HEAD, FACULTY, CLASS_TEACHER, MENTOR}
FIGURES = STAFF | {MANAGER}

WHOLE_HOUSE = {OWN, OURS}
EVERYWHERE = {OWN, OURS, OTHER}


def within(people, ownerships=frozenset({OWN})):
    """Reach of these people: some rows; the house of principal and registrar; all of root."""
    reach = {who: ownerships for who in people}
    reach |= {who: WHOLE_HOUSE for who in people & {PRINCIPAL, REGISTRAR, ADMINISTRATOR}}
    return reach | {SUPERUSER: EVERYWHERE}


@dataclass(frozen=True)
class Row:
    """One address: who may read and write, of which kind of row, and how far each one reaches.

    `values` fill the words of an address that names no row, `queries` are added to it; `besides`
    are words of an address that are no row's number, such as a day; `address` gives that of a row
    which is not named by its number alone, or `words` say which of its columns fill it; `found` are
    the good answers; `shows` must stand on the page of everyone who may see it at all.
    """

    name: str
    read: frozenset = ALL
    write: frozenset = NOBODY
    kind: str = ""
    reach: dict = field(default_factory=dict)
    address: Callable[[object], str] | None = None
    open: bool = False
    values: tuple[dict, ...] = ({},)
    words: dict = field(default_factory=dict)
    found: tuple[int, ...] = (200,)
    shows: tuple[str, ...] = ()
    queries: tuple[str, ...] = ("",)
    besides: dict = field(default_factory=dict)
