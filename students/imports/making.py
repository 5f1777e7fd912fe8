"""The institution, term, branches, batches, subjects and components an import makes."""

import datetime
from collections.abc import Iterable

from students.imports.items import (
    ACTIVITY,
    ATTENDANCE,
    ENROLMENT,
    MARK,
    PART,
    PLACEMENT,
    PRESENCE,
)
from students.imports.places import Place
from students.imports.plans import PlanRow
from students.imports.structure import Coded, Structure

CODED = ("branches", "batches", "subjects")
OF_SUBJECT = (MARK, PART, ATTENDANCE, PRESENCE, ENROLMENT, ACTIVITY)


def to_make(structure: Structure, rows: Iterable[PlanRow]) -> tuple[dict, dict]:
    """What these rows need that is not there yet: once as values to make it of, once as words."""
    used = _used(rows)
    make, created = _place_to_make(structure.place)
    for name in CODED:
        known: dict[str, Coded] = getattr(structure, name).by_key
        missing = [known[key] for key in sorted(used[name]) if known[key].pk is None]
        if missing:
            make[name] = [[row.code, row.title] for row in missing]
            created[name] = [str(row) for row in missing]
    parts = [structure.parts[key] for key in sorted(used["components"])]
    missing = [part for part in parts if part.pk is None]
    if missing:
        make["components"] = [
            [part.subject, part.code, str(part.max_score), str(part.weight), part.kind]
            for part in missing
        ]
        created["components"] = [str(part) for part in missing]
    return make, created


def components_in(rows: Iterable[PlanRow]) -> set[tuple[str, str]]:
    """The subject and the key of every component that these rows name."""
    return _used(rows)["components"]


def _used(rows: Iterable[PlanRow]) -> dict[str, set]:
    used = {name: set() for name in (*CODED, "components")}
    for row in rows:
        for item in row.items:
            if item.what == PLACEMENT:
                used["branches"].add(item.new["branch"])
                used["batches"].update(filter(None, [item.new["batch"]]))
            elif item.what in OF_SUBJECT and item.key[0]:
                used["subjects"].add(item.key[0])
            if item.what == PART:
                used["components"].add((item.key[0], item.key[2]))
    return used


def _place_to_make(place: Place) -> tuple[dict, dict]:
    make = dict(place.to_be_made)
    created = dict(make)
    if "term" in make:
        term = place.term
        make["term"] = [term.code, term.title, str(term.starts_on), str(term.ends_on)]
    return make, created


def dates_of(term: list) -> dict:
    """The staged values of a term as its columns."""
    code, title, starts_on, ends_on = term
    return {
        "code": code,
        "title": title,
        "starts_on": datetime.date.fromisoformat(starts_on),
        "ends_on": datetime.date.fromisoformat(ends_on),
    }
