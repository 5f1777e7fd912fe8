"""What is quoted of a comment is the part that speaks of the topic."""

import pytest

from analytics.comments.masks import COVER, masked, name_parts
from analytics.comments.quotes import quoted
from analytics.comments.readings import NEGATIVE, POSITIVE


@pytest.mark.parametrize(
    ("comment", "topic", "tone", "shown"),
    [
        ("Recordings come late", "material", NEGATIVE, "Recordings come late"),
        ("We began in May. Notes come late.", "material", NEGATIVE, "… Notes come late."),
        ("Very clear, but too fast for me", "pace", NEGATIVE, "… but too fast for me"),
        ("Very clear, but too fast for me", "clarity", POSITIVE, "Very clear …"),
        ("Notes exist. Good notes. Bye", "material", POSITIVE, "… Good notes …"),
        ("No word of it, none at all", "material", POSITIVE, "No word of it, none at all"),
    ],
)
def test_the_part_that_carries_the_topic_is_quoted(comment, topic, tone, shown):
    assert quoted(comment, topic, tone) == shown


def test_a_name_is_covered_before_a_part_is_cut_from_its_title():
    covered = masked("I ask Mr. Kulkarni, who explains clearly", name_parts([]))
    assert quoted(covered, "clarity", POSITIVE) == "… who explains clearly"
    assert COVER in covered
