"""Many comments in short, by hand."""

from collections import Counter

from analytics.comments.readings import NEGATIVE, POSITIVE, UNCLEAR
from analytics.comments.summaries import LONGEST, Said, summary

COMMENTS = [
    Said("Explains very clearly", 5),
    Said("Explains very clearly", 1),
    Said("Nothing was clear to me", 2),
    Said("Comes late every day", 3),
    Said("ok", 4),
]


def test_tones_and_topics_are_counted_and_most_spoken_of_stands_first():
    found = summary(COMMENTS)
    assert found.count == 5
    assert found.tones == {POSITIVE: 2, NEGATIVE: 2, UNCLEAR: 1}
    assert [one.topic.slug for one in found.spoken] == ["clarity", "punctuality"]
    assert found.spoken[0].tones == Counter({POSITIVE: 2, NEGATIVE: 1})


def test_how_sure_it_is_is_told_beside():
    found = summary(COMMENTS)
    assert (found.understood, found.topical) == (4, 4)
    assert (found.agreed, found.compared) == (2, 3)  # three stars say neither


def test_of_a_long_comment_the_part_that_speaks_of_the_topic_can_be_quoted():
    long = "We met on Mondays. " * LONGEST + "The recordings come late, sadly."
    (one,) = summary([Said(long, 2)]).spoken
    assert one.examples == ((NEGATIVE, long),)


def test_an_example_is_quoted_once_and_none_is_endless():
    long = "Explains very clearly " * LONGEST
    found = summary([Said(long, 5), Said("Clear notes, clear doubts and on time always", 5)])
    quoted = [text for one in found.spoken for _tone, text in one.examples]
    assert quoted == ["Clear notes, clear doubts and on time always"]


def test_without_comments_there_is_nothing_to_tell():
    assert summary([]).count == 0
    assert summary([]).spoken == ()
