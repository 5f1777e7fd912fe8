"""Cells as nobody would write them, and as somebody did: refused with a reason, or read right."""

import pytest

from students.imports.cells import NUMBER, Cell, text_cell
from students.imports.identities import number_code_of
from students.imports.office import posts
from students.imports.office.amounts import amount_of
from students.imports.office.batch_codes import spelling_of
from students.imports.office.cell_values import Altered
from students.imports.office.counts import count_of
from students.imports.office.moments import moment_of
from students.imports.office.platforms import handle_of
from students.imports.office.posts import words_of
from students.imports.office.ratings import comment_of
from students.imports.office.stars import rating_of, within
from students.imports.refusals import Refused


@pytest.mark.parametrize("read", [amount_of, count_of])
@pytest.mark.parametrize("text", ["1" + " " * 5_000 + "x", "1 " * 2_500 + "x", "1" * 5_000 + "x"])
def test_a_long_text_is_refused_at_once(read, text):
    with pytest.raises(Refused):
        read(Cell(text))  # would take minutes, were each white space tried in every place


@pytest.mark.parametrize("text", ["1" * 28, "9" * 40, "1" * 27 + ".55", "9" * 38 + "cr"])
def test_an_amount_of_many_digits_is_refused_as_too_large(text):
    with pytest.raises(Refused, match="at most 100 million"):
        amount_of(text_cell(text))


@pytest.mark.parametrize("text", ["1,5K", "1,23", "1 2 3", "1,2345", "1,,000", "12,34,5", "1 5K"])
def test_a_separator_stands_before_a_group_of_digits_alone(text):
    with pytest.raises(Refused):
        count_of(text_cell(text))


@pytest.mark.parametrize(
    ("text", "count"),
    [("1,23,456", 123456), ("12,345,678", 12345678), ("1\u202f234", 1234), ("1.5 K", 1500)],
)
def test_groups_of_three_and_of_india_are_read(text, count):
    found = count_of(text_cell(text))
    assert (found.value if isinstance(found, Altered) else found) == count


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("डीएस-२", "डीएस-१"),
        ("C++-1", "C-1"),
        ("C#-1", "C-1"),
        ("C+1", "C++1"),
        ("दि-1", "दु-1"),
        ("---", "///"),
        ("DS-20261", "DS-2026-1"),
    ],
)
def test_codes_that_differ_in_more_than_signs_between_words_stay_two(one, other):
    assert spelling_of(one) != spelling_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("डीएस-०२", "डीएस 2"), ("C++ 01", "c++/1"), ("DS-2026-01", "ds_2026_1"), ("DS-000", "ds 0")],
)
def test_codes_that_differ_in_signs_between_words_alone_are_one(one, other):
    assert spelling_of(one) == spelling_of(other)


@pytest.mark.parametrize("zone", ["+99:99", "-24:00"])
def test_a_zone_that_is_none_is_refused(zone):
    with pytest.raises(Refused, match="No day has this time"):
        moment_of(f"2026-03-04T07:30:00{zone}", month_first=False)


@pytest.mark.parametrize("text", ["\u200b", "\u200d\u200c", " \ufeff\u2060 ", "\u202e"])
def test_words_of_nothing_visible_are_none(text):
    assert words_of(100)(Cell(text)) is None
    assert comment_of(Cell(text)) is None


@pytest.mark.parametrize("text", ["@", "\u200d", "\ufdfa" * 9])
def test_a_channel_is_called_by_something_that_makes_a_key(text):
    with pytest.raises(Refused):
        handle_of(Cell(text))


def test_a_rating_of_0_of_0_is_none():
    read = rating_of(text_cell("0/0"))
    with pytest.raises(Refused, match="The maximum of a rating lies above 0"):
        within(read.value, None)


@pytest.mark.parametrize("read", [number_code_of, posts.number_of])
@pytest.mark.parametrize(
    "cell",
    [Cell("17912345678901200", NUMBER, "17912345678901200"), Cell("1.79E+16"), Cell("5-Mar")],
)
def test_a_number_that_a_spreadsheet_has_shortened_is_refused(read, cell):
    with pytest.raises(Refused, match="It arrived as a"):
        read(cell)


@pytest.mark.parametrize("read", [number_code_of, posts.number_of])
@pytest.mark.parametrize(
    "cell", [Cell("17912345678901234"), Cell("123456789012345", NUMBER, "123456789012345")]
)
def test_a_number_of_which_nothing_is_lost_is_taken(read, cell):
    assert read(cell) == cell.text
