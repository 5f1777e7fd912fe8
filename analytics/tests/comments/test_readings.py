"""How well comments are understood, on labelled ones; docs/trainers.md prints the same figures."""

import re
from pathlib import Path

import pytest

from analytics.comments.readings import MIXED, NEGATIVE, POSITIVE, TONES, UNCLEAR, WISHED, read
from analytics.comments.topics import BY_SLUG
from analytics.tests.comments.labels import KEPT, TUNED, labelled, scores

DOCS = Path(__file__).parents[3] / "docs" / "trainers.md"
ROW = re.compile(r"^\| (\w+) \| (\d+) \| (\S+) \| (\S+) \| (\d+) \| (\S+) \| (\S+) \|$", re.M)


@pytest.mark.parametrize(
    ("comment", "tone", "topics"),
    [
        ("Never late", POSITIVE, {"punctuality"}),
        ("accha nahi padhate", NEGATIVE, {"clarity"}),
        ("bahuuut acchaa samjhaate hai", POSITIVE, {"clarity"}),
        ("समय पर नहीं आते", NEGATIVE, {"punctuality"}),
        ("Clear, but too fast", MIXED, {"clarity", "pace"}),
        ("Practicals should be more", WISHED, {"practicals"}),
        ("Please upload the recordings", WISHED, {"material"}),
        ("Good teacher, please upload the recordings", POSITIVE, {"material"}),
        ("Recordings come late", NEGATIVE, {"material"}),
        ("He comes late", NEGATIVE, {"punctuality"}),
        ("The notes are there and sir comes late", NEGATIVE, {"material", "punctuality"}),
        ("Explaination was exellent", POSITIVE, {"clarity"}),
        ("", UNCLEAR, set()),
        ("!!! 👍 12345", UNCLEAR, set()),
        ("नहीं", UNCLEAR, set()),
    ],
)
def test_negation_spelling_and_wishes_are_understood(comment, tone, topics):
    found = read(comment)
    assert (found.tone, set(found.topics)) == (tone, topics)


def test_both_halves_are_large_and_have_every_tone_and_topic():
    for half in (TUNED, KEPT):
        rows = labelled(half)
        assert len(rows) >= 40
        assert {one.tone for one in rows} == set(TONES)
        assert set().union(*(one.topics for one in rows)) == set(BY_SLUG)


def test_what_the_documentation_says_of_precision_and_recall_is_so():
    tuned, kept = scores(TUNED), scores(KEPT)
    told = {row[0]: row[1:] for row in ROW.findall(DOCS.read_text("utf-8"))}
    assert set(told) == {*tuned, *kept}
    for name, row in told.items():
        mine = [(one[name].true, one[name].precision, one[name].recall) for one in (tuned, kept)]
        assert row == tuple(str(cell) for part in mine for cell in part), name


def test_comments_kept_out_of_tuning_are_understood_well_enough():
    found = scores(KEPT)
    assert int(found["tones"].recall) >= 85
    assert int(found["topics"].recall) >= 85
    assert int(found["topics"].precision) >= 75
