"""Nothing that is dated after the day gets into the features of the day."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.prediction.activity import activity_features
from analytics.prediction.courses import DAYS_IN_WEEK, Course, kept
from analytics.prediction.features import feature_table
from analytics.prediction.totals import totals
from analytics.tests.prediction.made_up_courses import FACTS, SIZE, course

ON = st.integers(0, 100)
KNOWN_ON = {
    "week_rows": (1, lambda week: (week + 1) * DAYS_IN_WEEK - 1),
    "work_rows": (2, lambda day: day),
    "class_rows": (1, lambda day: day),
    "earlier_rows": (3, lambda day: day),
    "term_rows": (3, lambda day: day),
}
MANY = ("work_rows", "class_rows", "earlier_rows", "term_rows")


def mixed(known: dict, other: dict, day: int) -> dict:
    """The facts of one up to the day, and of the other what is dated after it."""
    found = dict(known)
    for name, (at, known_on) in KNOWN_ON.items():
        early = [row for row in known[name] if known_on(row[at]) <= day]
        # A student has one week 3; classes there may be any number of, and corrections of scores
        # and of earlier marks.
        taken = {row[:2] for row in early if name not in MANY}
        late = [row for row in other[name] if known_on(row[at]) > day and row[:2] not in taken]
        found[name] = early + late
    for name in ("registered", "left"):
        pairs = list(zip(known[name], other[name], strict=True))
        found[name] = [new if old > day and new > day else old for old, new in pairs]
    found["left"] = [
        new if np.isnan(old) and new > day else old
        for old, new in zip(found["left"], other["left"], strict=True)
    ]
    found["other_rows"] = [
        (row, came, left + 7 if left > day else left)
        for row, came, left in known["other_rows"]
        if came <= day
    ] + [row for row in other["other_rows"] if row[1] > day]
    return found


@settings(deadline=None, max_examples=60)
@given(known=FACTS, other=FACTS, day=ON)
def test_what_is_dated_after_the_day_changes_no_feature(known, other, day):
    one, two = course(**known), course(**mixed(known, other, day))
    first, second = feature_table(one, day), feature_table(two, day)
    assert first.names == second.names
    assert np.array_equal(first.enrolments, second.enrolments)
    assert np.array_equal(first.values, second.values, equal_nan=True)
    assert np.array_equal(totals(one, day), totals(two, day), equal_nan=True)


def without(whole: Course, gone: np.ndarray) -> Course:
    """The course as if some rows had never been in it."""
    rows = np.flatnonzero(~gone)
    place = np.full(len(gone), -1)
    place[rows] = np.arange(len(rows))
    tables = {
        name: kept(facts, np.full(len(facts.row), True), place)
        for name, facts in vars(whole).items()
        if hasattr(facts, "row")
    }
    return replace(whole, enrolments=whole.enrolments[rows], start=whole.start.of(rows), **tables)


@settings(deadline=None, max_examples=60)
@given(known=FACTS, late=st.sets(st.integers(0, SIZE - 1), min_size=1), day=ON)
def test_who_registers_after_the_day_changes_no_feature_of_the_others(known, late, day):
    gone = np.isin(np.arange(SIZE), list(late))
    registered = np.where(gone, day + 3.0, known["registered"]).tolist()
    whole = course(**known | {"registered": registered})
    first, second = feature_table(whole, day), feature_table(without(whole, gone), day)
    assert np.array_equal(first.enrolments, second.enrolments)
    assert np.array_equal(first.values, second.values, equal_nan=True)


@settings(deadline=None, max_examples=20)
@given(known=FACTS, day=ON)
def test_only_those_enrolled_at_the_end_of_the_day_are_in_the_table(known, day):
    table = feature_table(course(**known), day)
    pairs = enumerate(zip(known["registered"], known["left"], strict=True))
    there = [10 + at for at, (came, left) in pairs if not came > day and not left <= day]
    assert table.enrolments.tolist() == there


@settings(deadline=None, max_examples=20)
@given(known=FACTS, day=ON)
def test_the_names_of_features_depend_on_no_fact(known, day):
    nobody = {name: [] for name in known} | {"registered": [np.nan] * SIZE, "left": [0.0] * SIZE}
    assert feature_table(course(**known), day).names == feature_table(course(**nobody), 0).names


def test_a_week_is_known_once_it_is_over():
    everyone = {"registered": [-5.0] * SIZE, "left": [np.nan] * SIZE, "work_rows": []}
    known = course(**everyone, week_rows=[(0, 1, 3, 50)], class_rows=[], other_rows=[])
    place = feature_table(known, 13).names.index("clicks_rank")
    assert np.isnan(feature_table(known, 12).values[:, place]).all()
    assert len(set(feature_table(known, 13).values[:, place])) == 2


@settings(deadline=None, max_examples=20)
@given(known=FACTS, week=st.integers(0, 12))
def test_on_the_last_day_of_a_week_activity_is_known_as_on_the_day_after(known, week):
    whole = course(**known | {"registered": [np.nan] * SIZE, "left": [np.nan] * SIZE})
    one, two = (activity_features(whole.as_known(day), day) for day in (7 * week + 6, 7 * week + 7))
    for name in one.keys() - {"silent_days", "silent_rank", "first_week_rank"}:
        assert np.array_equal(one[name], two[name], equal_nan=True), name
