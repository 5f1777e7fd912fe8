"""Every address the product answers, read from the address table itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

PLACE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Address:
    """One pattern: its name (or its route, where it has none) and the words to fill in."""

    name: str
    route: str

    @property
    def words(self) -> tuple[str, ...]:
        """The names of what is filled in, such as pk."""
        return tuple(plain or regex for plain, regex in PLACE.findall(self.route))

    def path(self, **values) -> str:
        """The address with these values, written as they are given."""
        filled = PLACE.sub(lambda found: str(values[found[1] or found[2]]), self.route)
        return "/" + re.sub(r"\\Z|[\^$?]|\\(?=[./-])", "", filled)


def addresses() -> list[Address]:
    """All of them, admin and API included, in the order of the address table."""
    return list(_within(get_resolver().url_patterns, "", ""))


def _within(patterns, route, namespace) -> Iterator[Address]:
    for one in patterns:
        here = route + str(one.pattern)
        if isinstance(one, URLPattern):
            yield Address(f"{namespace}{one.name}" if one.name else here, here)
        else:
            inside = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _within(one.url_patterns, here, inside)
