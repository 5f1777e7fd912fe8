"""A viewer's sight narrowed by an address: how every kind of scope reads and writes its filters."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy

from analytics.chosen import UNKNOWN, ScopeError
from students.models import Institution
from students.rules.keys import key_of
from students.sight import Sight

PLATFORM, CHANNEL, TRAINER = "platform", "channel", "trainer"
UNSEEN = UNKNOWN | {
    PLATFORM: gettext_lazy("There is no platform “%(value)s” here."),
    CHANNEL: gettext_lazy("There is no channel “%(value)s” here."),
    TRAINER: gettext_lazy("There is no trainer “%(value)s” here."),
}


class Narrowed:
    """What scopes share: `institutions` meant, `chosen` filters in force as codes, and `own`
    further parameters of a page."""

    own: Mapping[str, str] = MappingProxyType({})

    @property
    def institution_ids(self) -> tuple[int, ...]:
        return tuple(one.pk for one in self.institutions)

    def query(self, **changes: str) -> str:
        """The filters and parameters as a query string, some changed or, given "", left out."""
        return query_of({**self.chosen, **self.own, **changes})


def query_of(values: Mapping[str, str]) -> str:
    """A query string of what is not empty."""
    return urlencode({name: value for name, value in values.items() if value})


def asked_of(params: Mapping, names: Iterable[str]) -> dict[str, str]:
    """What GET parameters ask for, "" where they do not."""
    return {name: str(params.get(name) or "").strip() for name in names}


def institutions_of(sight: Sight, roles: Iterable[str]) -> tuple[Institution, ...]:
    """Those in which one of these roles is the viewer's, by code. One query."""
    rows = Institution.objects.order_by("code_key")
    return tuple(rows if sight.everything else rows.filter(pk__in=sight.where(*roles)))


def of_code(rows: Iterable, code: str) -> tuple:
    """The rows of a code, one for each institution that has it; all of them without a code."""
    return tuple(one for one in rows if not code or one.code_key == key_of(code))


def refuse_unknown(asked: Mapping[str, str], found: Mapping[str, tuple]):
    """ScopeError for what is asked for and not found, in the order of the filters."""
    unknown = [name for name, value in asked.items() if value and not found.get(name, True)]
    if unknown:
        raise ScopeError([UNSEEN[name] % {"value": asked[name]} for name in unknown])
