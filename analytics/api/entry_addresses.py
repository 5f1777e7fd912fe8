"""The two addresses of each kind of entry, described and served alike."""

from django.urls import URLPattern, path
from drf_spectacular.utils import OpenApiParameter, extend_schema_view

from analytics.api.answers import (
    CHANGING,
    IF_MATCH,
    MAKING,
    READING,
    REMOVING,
    answered_with,
    operation,
)
from analytics.api.entries import ORDERINGS, EntriesView, EntryView
from analytics.api.kinds import Kind
from analytics.api.parameters import PAGING, PLACES, SUBJECT_OF_ENTRIES, described, ordering
from analytics.scope import SUBJECT

CHANGED = "Change what is sent; 412 with both values where If-Match is no longer the version."
OF_RESULT = "Number of a student's term: of this one alone, whichever term it is."


def addresses(route: str, kind: Kind) -> list[URLPattern]:
    """The list of entries of this kind at `route`, and each of them at its number below."""
    every = list_described(kind)(type("EntriesView", (EntriesView,), {"kind": kind}))
    one = one_described(kind)(type("EntryView", (EntryView,), {"kind": kind}))
    return [
        path(route, every.as_view(), name=f"{kind.address}s"),
        path(f"{route}<int:pk>/", one.as_view(), name=kind.address),
    ]


def list_described(kind: Kind):
    """A decorator of the view of the list."""
    located = [answered_with("Location", 201), answered_with("ETag", 201)]
    return extend_schema_view(
        get=operation(
            f"{kind.word}_list",
            {200: kind.page},
            parameters=filters(kind),
            description=kind.told_of["list"],
        ),
        post=operation(
            f"{kind.word}_create",
            {201: kind.row},
            MAKING,
            request=kind.new,
            parameters=located,
            description=kind.told_of["create"],
        ),
    )


def one_described(kind: Kind):
    """A decorator of the view of one entry."""
    versioned = answered_with("ETag", 200)
    return extend_schema_view(
        get=operation(
            f"{kind.word}_read",
            {200: kind.row},
            READING[1:],
            parameters=[versioned],
            description=kind.told_of["read"],
        ),
        patch=operation(
            f"{kind.word}_change",
            {200: kind.row},
            (*CHANGING, *kind.conflicts),
            request=kind.changed,
            parameters=[IF_MATCH, versioned],
            description=CHANGED,
        ),
        delete=operation(
            f"{kind.word}_remove",
            {204: None},
            (*REMOVING[1:], *kind.conflicts),
            request=None,
            parameters=[IF_MATCH],
            description=kind.told_of["remove"],
        ),
    )


def filters(kind: Kind) -> list[OpenApiParameter]:
    """What a list of this kind can be narrowed by; by subject where its entries have one."""
    places = {name: text for name, text in PLACES.items() if name != SUBJECT}
    of_subject = [SUBJECT_OF_ENTRIES] if "subject" in kind.written else []
    narrowed = described(places | {"result": OF_RESULT})
    return [*narrowed, *PAGING, ordering(ORDERINGS), *of_subject]
