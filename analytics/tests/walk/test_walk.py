"""Every address, by every method, by everybody, at every kind of row: nobody gets past the rule."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from analytics.tests.walk.addresses import Address, addresses
from analytics.tests.walk.people import EVERYBODY
from analytics.tests.walk.rows import TABLE
from analytics.tests.walk.steps import Walker, tables
from analytics.tests.walk.verdicts import READING, Case, body, lacks, leaks, wrong_status
from analytics.tests.walk.world import MISSING, OTHER, OWNERSHIPS, World

pytestmark = pytest.mark.django_db
USUAL = ("GET", "POST")
SOME = ("GET", "POST", "PUT", "DELETE")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def test_every_address_has_a_row_in_the_table():
    missing = sorted({address.name for address in addresses()} - TABLE.keys())

    assert not missing, "say who may, in rows_of_*.py:\n" + "\n".join(
        f'    Row("{name}", read=…, write=…, kind=…),' for name in missing
    )


def test_every_row_of_the_table_has_an_address():
    assert TABLE.keys() <= {address.name for address in addresses()}


def cases(world: World, known: list[Address], person: str) -> Iterator[Case]:
    """Everything this person tries."""
    for address in known:
        row = TABLE[address.name]
        for ownership, path, tried in steps(world, address, row):
            for method in tried:
                yield Case(person, method, row, path, ownership)


def steps(world: World, address: Address, row) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Whose row, its address and the methods tried there; the missing row first.

    Pages of the administration take every method but POST for GET, so some stand for all.
    """
    every = SOME if address.route.startswith("admin/") else METHODS
    if not row.kind:
        first, *others = [
            address.path(**values) + query for values in row.values for query in row.queries
        ]
        yield "", first, USUAL if address.name == address.route else every
        yield from (("", path, USUAL[:1]) for path in others)
        return
    for ownership in (MISSING, *OWNERSHIPS[:-1]):
        if words := world.words(row, ownership, address.words):
            path = address.path(**words)
            in_full = ownership == OTHER or address.route.startswith("api/")
            yield ownership, path, every if in_full else USUAL


@pytest.mark.parametrize("person", EVERYBODY)
def test_everybody_gets_the_answers_of_the_table(world, known_addresses, person, record_property):
    faults, count, missing = defaultdict(list), 0, {}
    walker = Walker(world.users.get(person))
    before = tables()
    for case in cases(world, known_addresses, person):
        count += 1
        answer = walker.step(case.method, case.path)
        content = body(answer)
        seen = (answer.status_code, content)
        if case.ownership == MISSING:
            missing[case.row.name, case.method] = seen
        same = not case.in_the_dark or seen == missing.get((case.row.name, case.method), seen)
        problems = [
            wrong_status(case, answer.status_code, answer.headers.get("Location", "")),
            *(f"shows {word}" for word in leaks(case, content)),
            *(f"lacks {word}" for word in lacks(case, content)),
            "" if same else "is not the answer for a row that does not exist",
            "changed the database" if written_without_right(case, answer, before) else "",
        ]
        for problem in filter(None, problems):
            faults[case.row.name, problem].append(f"{case.method} {case.path}")

    record_property("cases walked", count)
    assert not faults, told(person, faults)
    assert tables() == before


def told(person: str, faults: dict) -> str:
    """What went wrong, each address and kind of fault once."""
    return f"{person}:\n" + "\n".join(
        f"{name}: {problem}: {len(steps)} times, first {steps[0]}"
        for (name, problem), steps in faults.items()
    )


def written_without_right(case: Case, answer, before) -> bool:
    """Whether anything was stored by somebody, or by a method, that may store nothing."""
    may = case.standing == "allowed" and case.method not in READING
    return not may and answer.changed is not None and answer.changed != before
