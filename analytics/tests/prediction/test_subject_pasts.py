"""What past courses of a subject tell: half of what they lost for one course, more for more."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.prediction.features import OF_COURSE, OF_SUBJECT
from analytics.prediction.forecasters import Stage
from analytics.prediction.subject_pasts import subject_pasts

STUDENTS = 1000


def pasts(*courses: tuple[int, float]) -> dict[int, float]:
    """What courses tell that were all guessed to lose half: each a subject and the share lost."""
    subject = np.repeat([float(one) for one, _ in courses], STUDENTS)
    course = np.repeat(np.arange(len(courses)), STUDENTS)
    lost = [np.arange(STUDENTS) < share * STUDENTS for _, share in courses]
    return subject_pasts(
        subject, course, np.zeros(len(subject)), np.concatenate(lost).astype(float)
    )


def test_a_subject_that_lost_more_than_was_guessed_raises_and_one_that_lost_fewer_lowers():
    found = pasts((7, 0.6), (8, 0.5), (9, 0.45))

    assert found[7] > 0 > found[9]
    assert found[8] == 0


def test_one_course_says_half_of_what_it_would_and_three_say_three_quarters():
    one, three = pasts((7, 0.6))[7], pasts(*[(7, 0.6)] * 3)[7]

    assert one == pytest.approx(0.5 * 100 / (250 + 10))
    assert three == pytest.approx(one * 1.5)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=4))
def test_the_order_of_courses_says_nothing(shares):
    courses = [(7, share) for share in shares]

    assert pasts(*courses) == pytest.approx(pasts(*reversed(courses)))


def test_of_a_subject_without_past_courses_nothing_is_added():
    names = (*OF_COURSE, OF_SUBJECT)
    stage = Stage(0, names, None, None, 1.0, 0.0, [0.0], {7: 0.25})
    rows = np.array([[9.0, 0, 0, 7], [9, 0, 0, 8], [9, 0, 0, np.nan]])

    assert stage.subject_past(rows).tolist() == [0.25, 0, 0]
