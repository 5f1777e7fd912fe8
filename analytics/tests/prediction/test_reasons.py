"""Reasons are stored facts in words, the strongest first; certainty is what came true before."""

import numpy as np
import pytest

from analytics.prediction.certainties import (
    SO_HIGH,
    SO_LOW,
    SO_MUCH,
    UNTESTED,
    bounds,
    certainty,
    doubt,
    drift,
    week_tested,
)
from analytics.prediction.features import UNLEARNT, feature_table
from analytics.prediction.reasons import SENTENCES, reasons
from analytics.prediction.standings import shares_below
from analytics.prediction.themes import ALL, theme_of
from analytics.tests.prediction.made_up_courses import SIZE, course, facts

INPUTS = {
    "silent_days": 9.0,
    "clicks_rank_2w": 0.3,
    "told_clicks_2w": 0.12,
    "told_active": 1.0,
    "made_share": 0.5,
    "missed_in_a_row": 1.0,
    "score_so_far": None,
}


def test_the_strongest_reasons_come_first_and_weak_ones_not_at_all():
    found = reasons(INPUTS, {"work": 0.3, "recent_activity": -0.8, "activity": 0.05})
    assert [one.sentence for one in found] == [
        "Last active 9 days ago, in the last two weeks more active than 12\u00a0% of the course",
        "Handed in 50\u00a0% of what was due, the last one is missing",
    ]


def test_the_last_of_a_course_are_not_said_to_be_before_nobody():
    inputs = INPUTS | {"told_clicks": 0.0, "told_clicks_2w": 0.049}
    inputs |= {"score_so_far": 12.0, "told_score": 0.0}
    found = reasons(inputs, {"recent_activity": 0.8, "activity": 0.5, "scores": 0.3})
    assert [one.sentence for one in found] == [
        "Last active 9 days ago, in the last two weeks among the least active of the course",
        "So far among the least active of the course",
        "12\u00a0% of the points so far, among the lowest of the course",
    ]


def test_a_theme_of_which_nothing_is_known_is_no_reason():
    assert reasons(INPUTS, {"scores": 2.0, "classes": 1.0}) == []


def test_who_never_was_active_is_not_told_to_have_been():
    found = reasons(INPUTS | {"silent_days": 84.0, "told_active": 0.0}, {"recent_activity": 1.0})
    assert [one.sentence for one in found] == ["Never active so far"]


def test_attempts_are_told_as_they_are_and_not_as_they_are_learnt_from():
    inputs = {"attempts": 3.0, "told_attempts": 5.0, "subjects_at_once": 2.0}
    (found,) = reasons(inputs, {"studies": 1.0})
    assert found.sentence == "Earlier attempts at it: 5. Subjects at once: 2"


def test_nobody_is_told_to_be_more_active_than_those_who_are_as_silent():
    assert shares_below(np.array([0.0, 0, 0, 4, np.nan])).tolist()[:4] == [0, 0, 0, 0.75]


def test_a_course_in_which_nothing_happened_before_the_start_tells_nothing_of_before():
    rows = facts(1) | {"week_rows": [(0, 1, 3, 50)]}
    table = feature_table(course(**rows), 30)
    assert np.isnan(table.values[:, table.names.index("told_early_clicks")]).all()


def test_attendance_of_the_latest_classes_is_told_with_the_classes():
    assert theme_of("classes_share_4w") == "classes"


def test_earlier_terms_are_told_with_what_was_failed_in_them():
    inputs = {"earlier_percent": 47.6, "earlier_failed": 1.0, "earlier_classes": 0.7}
    (found,) = reasons(inputs, {"earlier": 1.0})
    assert found.sentence == "48\u00a0% on average in earlier terms, with 1 failed subject"
    (found,) = reasons({"earlier_classes": 0.7}, {"earlier": 1.0})
    assert found.sentence == "Attended 70\u00a0% of the classes of the term before"


@pytest.mark.parametrize(("pull", "words"), [(0.4, "more students"), (-0.4, "fewer students")])
def test_the_past_of_a_subject_is_told_as_it_moved_the_guess(pull, words):
    (found,) = reasons({}, {"subject": pull})
    assert words in found.sentence


def test_every_theme_has_its_words_and_every_input_a_theme():
    names = feature_table(course(**facts(1)), 30).names
    assert set(SENTENCES) | {"subject"} == set(ALL)
    assert len(names) > SIZE
    assert {theme_of(name) for name in names if name not in UNLEARNT} == set(ALL) - {
        "course",
        "subject",
    }


def test_certainty_is_what_came_true_for_those_given_about_the_same():
    bins = [{"guess": 0.1, "outcome": 0.2, "n": 100}, {"guess": 0.8, "outcome": 0.7, "n": 100}]
    measures = {"weeks": [{"week": 4, "bins": bins}]}
    found = certainty(measures, 4, 0.75)
    assert (found.share, found.n) == (0.7, 100)
    assert found.low < 0.7 < found.high
    assert certainty(measures, 4, 0.6) is None  # nobody was given about as much
    assert certainty({"weeks": []}, 4, 0.6) is None
    asked = ((4, 0.95), (4, 0.5), (4, 0.0), (4, 0.75), (5, 0.75))
    assert [doubt(measures, *one) for one in asked] == [SO_HIGH, SO_MUCH, "", "", UNTESTED]
    assert doubt({"weeks": [{"week": 4, "bins": bins[1:]}]}, 4, 0.2) == SO_LOW


def test_how_sure_a_guess_is_counts_how_far_a_cohort_lay_off_those_before():
    bins = [{"guess": 0.5, "outcome": 0.4, "n": 300}, {"guess": 0.9, "outcome": 0.88, "n": 100}]
    measures = {"weeks": [{"week": 0, "bins": bins}, {"week": 2, "bins": []}]}
    assert drift(measures, 0) == pytest.approx(0.08)
    assert (drift(measures, 2), drift(measures, 4)) == (0, 0)
    low, high = bounds(0.4, 300)
    found = certainty(measures, 0, 0.5)
    assert (found.low, found.high) == (low - drift(measures, 0), high + drift(measures, 0))
    assert certainty(measures, 0, 0.9).high == 1.0  # and never above


def test_errors_that_even_out_are_no_drift():
    bins = [{"guess": 0.2, "outcome": 0.1, "n": 50}, {"guess": 0.7, "outcome": 0.8, "n": 50}]
    assert drift({"weeks": [{"week": 0, "bins": bins}]}, 0) == pytest.approx(0)


def test_a_guess_is_told_by_the_test_of_its_learners_until_after_the_last_one():
    measures = {"weeks": [{"week": 2, "bins": []}, {"week": 4, "bins": []}]}
    assert week_tested(measures, 14, 21) == 2
    assert week_tested(measures, 28, 34) == 4
    assert week_tested(measures, 28, 35) == 5


def test_the_interval_of_a_share_is_the_one_of_the_textbook():
    low, high = bounds(0.5, 100)
    assert (round(low, 3), round(high, 3)) == (0.404, 0.596)
