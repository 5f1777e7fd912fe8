"""Pages by key: every row comes exactly once, whatever is added meanwhile and however rows tie."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from students.keyed_pages import AT, Pages
from students.keysets import Part, every_key
from students.models import RecordChange

pytestmark = pytest.mark.django_db
VALUES = st.none() | st.integers(0, 3)
ORDERS = [("user_id", "pk"), ("-user_id", "-pk"), ("record", "-user_id", "pk"), ("-pk",)]
NO_KEYS = ("", "x", "2f0-0", "2f7-1", "2x0-1", "2f0-" + "9" * 19, "٢f0-1", "é", "\x00")
ROWS = st.lists(st.tuples(VALUES, st.sampled_from("abc")), max_size=12)


def store(rows):
    """One row each, with a column that may be empty and one that may not."""
    RecordChange.objects.bulk_create(
        RecordChange(user_id=number, door="shell", record=name, record_id=0)
        for number, name in rows
    )


def parts_in(order, halves):
    """All rows; with `halves` those that have a number before those that have none."""
    rows = RecordChange.objects.all()
    if not halves:
        return [Part(rows, order)]
    known, unknown = (rows.filter(user_id__isnull=empty) for empty in (False, True))
    return [Part(known, order, filled=True), Part(unknown, ("record", "pk"))]


def turned_through(parts, size, between=lambda: None, params=None):
    """The keys of each page, by the links from one to the next; `between` two of them."""
    params, found = params or {}, []
    while params is not None:
        page = Pages(parts, size, sum(part.rows.count() for part in parts)).of(params)
        found.append(page.ids)
        params = page.next
        between()
    return found, page


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, order=st.sampled_from(ORDERS), size=st.integers(1, 5), halves=st.booleans())
def test_pages_by_key_hold_every_row_once_in_order_and_lead_back(rows, order, size, halves):
    RecordChange.objects.all()._raw_delete(RecordChange.objects.db)
    store(rows)
    parts = parts_in(order, halves)

    pages, last = turned_through(parts, size)

    assert [pk for page in pages for pk in page] == every_key(parts)
    back = [last.ids]
    while last.previous is not None:
        last = Pages(parts, size, len(rows)).of(last.previous)
        back.append(last.ids)
    assert back[::-1] == pages


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, more=ROWS, order=st.sampled_from(ORDERS), halves=st.booleans())
def test_who_was_there_at_the_beginning_comes_once_while_others_are_added(
    rows, more, order, halves
):
    RecordChange.objects.all()._raw_delete(RecordChange.objects.db)
    store(rows)
    parts, added = parts_in(order, halves), iter(more)
    before = set(every_key(parts))

    pages, _ = turned_through(parts, 2, lambda: store([one for one in [next(added, None)] if one]))

    seen = [pk for page in pages for pk in page]
    assert len(seen) == len(set(seen))
    assert before <= set(seen)


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, order=st.sampled_from(ORDERS), size=st.integers(1, 5), counted=st.booleans())
def test_a_page_asked_by_its_number_alone_is_the_same(rows, order, size, counted):
    RecordChange.objects.all()._raw_delete(RecordChange.objects.db)
    store(rows)
    parts = parts_in(order, halves=True)
    pages, _ = turned_through(parts, size)
    of = Pages(parts, size, len(rows) if counted else None).of

    assert [of({"page": str(number + 1)}).ids for number in range(len(pages))] == pages
    assert of({"page": "9999"}).ids == pages[-1]


def test_rows_removed_above_the_key_make_no_other_row_missing():
    store([(None, name) for name in "abcdef"])
    parts = parts_in(("record", "pk"), halves=False)
    first = Pages(parts, 2, 6).of({})
    RecordChange.objects.filter(pk=first.ids[0])._raw_delete(RecordChange.objects.db)

    second = Pages(parts, 2, 5).of(first.next)

    assert [RecordChange.objects.get(pk=pk).record for pk in second.ids] == ["c", "d"]


def test_where_the_row_of_the_key_is_gone_the_number_of_the_page_counts():
    store([(None, name) for name in "abcdef"])
    parts = parts_in(("record", "pk"), halves=False)
    first = Pages(parts, 2, 6).of({})
    RecordChange.objects.filter(pk=first.ids[1])._raw_delete(RecordChange.objects.db)

    assert Pages(parts, 2, 5).of(first.next).ids == every_key(parts)[2:4]


def test_a_row_of_other_rows_is_no_place_of_this_list():
    store([(number, "a") for number in range(6)])
    part = Part(RecordChange.objects.filter(user_id__gt=1), ("pk",))
    other = RecordChange.objects.get(user_id=1)

    assert Pages([part], 2, 4).of({"page": "2", AT: f"2f0-{other.pk}"}).ids == every_key([part])[2:]


@pytest.mark.parametrize(
    "key", ["", "x", "2f0-0", "2f7-1", "2x0-1", "2f0-" + "9" * 19, "٢f0-1", "é", "\x00"]
)
def test_what_is_no_key_of_this_list_is_as_if_it_were_not_there(key):
    store([(number, "a") for number in range(6)])
    parts = parts_in(("pk",), halves=False)

    assert Pages(parts, 2, 6).of({"page": "2", AT: key}).ids == every_key(parts)[2:4]


def test_a_key_counts_for_its_page_alone():
    store([(number, "a") for number in range(6)])
    parts = parts_in(("pk",), halves=False)
    key = Pages(parts, 2, 6).of({}).next[AT]

    assert Pages(parts, 2, 6).of({"page": "3", AT: key}).ids == every_key(parts)[4:]


def test_a_page_by_its_key_passes_over_no_rows():
    store([(number, "a") for number in range(9)])
    parts = parts_in(("record", "pk"), halves=False)
    address = Pages(parts, 2, 9).of({"page": "3"}).next

    with CaptureQueriesContext(connection) as captured:
        Pages(parts, 2, 9).of(address)

    place, rows = captured.captured_queries
    assert "OFFSET" not in place["sql"] + rows["sql"]


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, size=st.integers(1, 4), falls=st.booleans(), skipped=st.sampled_from("abc"))
def test_rows_read_with_those_ahead_are_the_same_also_where_some_of_them_have_none(
    rows, size, falls, skipped
):
    RecordChange.objects.all()._raw_delete(RecordChange.objects.db)
    store(rows)
    order = ("-record", "-pk") if falls else ("record", "pk")
    some = RecordChange.objects.exclude(record=skipped)
    near = Part(some, order, ahead=RecordChange.objects.all())

    pages, last = turned_through([near], size)

    assert [pk for page in pages for pk in page] == every_key([Part(some, order)])
    if last.previous is not None:
        assert Pages([near], size, some.count()).of(last.previous).ids == pages[-2]
