"""Reasons tell a student's own count and the course's mean, of the day of the guess alone."""

from math import isnan, nan

import numpy as np
import pytest

from analytics.prediction.features import feature_table
from analytics.prediction.pictured import pictured
from analytics.prediction.reasons import told
from analytics.tests.prediction.made_up_courses import SIZE, course

DAY = 42
EVERYBODY = {"registered": [-5.0] * SIZE, "left": [np.nan] * SIZE, "other_rows": []}
NOTHING = {"week_rows": [], "work_rows": [], "class_rows": []}


def sentence(theme, of=0, on=DAY, **rows):
    """What is told of a student of a course of five with these facts."""
    table = feature_table(course(**EVERYBODY | NOTHING | rows), on)
    values = (None if np.isnan(one) else one for one in table.values[of].tolist())
    inputs = dict(zip(table.names, values, strict=True))
    return told(theme, inputs, 1.0).replace("\u00a0", " ")


def classes(day, attended):
    """A class of a day, and who of the five attended it."""
    return [(row, day, int(row in attended)) for row in range(SIZE)]


def test_classes_are_counted_so_far_and_in_the_last_four_weeks():
    rows = classes(3, {0, 1, 2, 3, 4}) + classes(20, {1, 2, 3, 4}) + classes(30, {0, 1})
    assert sentence("classes", class_rows=rows) == (
        "Attended 1 of the last 2 classes, the course 60 % on average (−10 points);"
        " since the start 2 of 3, the course 73 % (−6 points)"
    )


def test_while_all_classes_are_of_the_last_four_weeks_they_are_told_once():
    rows = classes(3, {1, 2, 3, 4})
    assert (
        sentence("classes", on=5, class_rows=rows)
        == "Attended 0 of 1 class, the course 80 % on average (−80 points)"
    )


def test_a_class_after_the_day_is_in_no_count_and_in_no_mean():
    rows = classes(3, {0, 1})
    later = rows + classes(DAY + 1, {2, 3, 4})
    assert sentence("classes", class_rows=later) == sentence("classes", class_rows=rows)


def test_who_attended_nothing_is_not_who_had_no_class():
    rows = [row for row in classes(30, {1, 2, 3}) if row[0] != 4]
    assert sentence("classes", 0, class_rows=rows) == "Attended 0 of 1 class"
    assert sentence("classes", 4, class_rows=rows) == ""


def test_a_mean_of_four_is_not_told():
    rows = [row for row in classes(30, {0}) if row[0] != 4]
    assert sentence("classes", class_rows=rows) == "Attended 1 of 1 class"


def test_work_is_told_by_pieces_with_the_mean_of_the_course():
    rows = [(0, 0, 18, 50)] + [(row, 0, 15, 80) for row in range(1, 4)]
    rows += [(row, 1, 30, 60) for row in (1, 2)]  # entered, due after the day
    assert (
        sentence("work", 0, work_rows=rows)
        == "Handed in 1 of 1 due, the course 80 % on average (+20 points)"
    )
    assert sentence("work", 4, work_rows=rows) == (
        "Handed in 0 of 1 due, the course 80 % on average (−80 points); the last one is missing"
    )
    assert (
        sentence("scores", 0, work_rows=rows)
        == "50 % of the points so far, the course 58 % on average (−8 points)"
    )


def test_pieces_that_came_late_are_counted_among_those_handed_in():
    rows = [(0, 0, 23, 50)] + [(row, 0, 15, 80) for row in range(1, SIZE)]
    assert sentence("punctuality", work_rows=rows) == (
        "1 of 1 handed in came after the due day, in the course 20 % on average (+80 points)"
    )
    assert sentence("punctuality", 4, work_rows=rows[:3]) == ""


def test_days_of_activity_are_told_with_those_of_the_course():
    rows = [(0, -1, 2, 9), (0, 0, 3, 9), (0, 4, 1, 5)]
    rows += [(row, 4, 6, 50) for row in range(1, SIZE - 1)] + [(1, 6, 7, 90)]  # one: after the day
    assert (
        sentence("recent_activity", week_rows=rows)
        == "Last active 14 days ago, and on 1 of the last 28 days; the course on 3.8 on average"
    )
    assert sentence("activity", week_rows=rows) == (
        "Active on 6 days so far, the course on 4.8 on average; more active than 20 % of it"
    )
    assert (
        sentence("beginning", week_rows=rows)
        == "Before the start active on 2 days, the course on 0.4 on average"
    )
    assert (
        sentence("recent_activity", SIZE - 1, week_rows=rows)
        == "Never active so far; the course on 3.8 of the last 28 days on average"
    )


def test_where_nothing_is_kept_of_what_is_done_online_no_day_is_told():
    rows = classes(3, {0})
    assert sentence("recent_activity", class_rows=rows) == ""
    assert sentence("activity", class_rows=rows) == ""


def test_earlier_terms_and_subjects_at_once_are_told_with_those_of_the_course():
    rows = [(row, 0, -200, -90, 40 + 10 * row) for row in range(SIZE)]
    assert sentence("earlier", earlier_rows=rows) == (
        "40 % on average in earlier terms, the course 60 % (−20 points); with 0 failed subjects"
    )
    others = [(0, -5, np.nan), (0, -4, np.nan), (3, -5, np.nan)]
    assert sentence("studies", other_rows=others) == (
        "Earlier attempts at it: 0. Subjects at once: 3, the course 1.6 on average"
    )


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.45, "Attended 9 of 20 classes"), (0.46, "Attended 46 % of the classes")],
)
def test_a_share_that_is_no_whole_number_of_classes_is_told_as_it_is(share, words):
    inputs = {"classes_share": share, "told_of_classes_share": 20.0}
    assert told("classes", inputs, 1.0).replace("\u00a0", " ") == words


def test_a_third_is_found_again_from_its_four_places():
    inputs = {"classes_share": 0.3333, "told_of_classes_share": 300.0}
    assert told("classes", inputs, 1.0) == "Attended 100 of 300 classes"


def test_days_that_somebody_changes_are_not_told_by_the_old_count():
    values = {"silent_days": 9.0, "told_days": 20.0, "told_days_4w": 3.0, "told_mean_days_4w": 11.0}
    silent = pictured(values, {"silent_days": 2.0}, {"silent_days"}, {})
    days = pictured(values, {"login_days": 5.0}, {"login_days"}, {})
    assert np.isnan([silent["told_days_4w"], days["told_days"]]).all()
    assert (silent["told_days"], days["told_days_4w"]) == (20, 3)


def test_what_an_older_version_stored_is_told_as_it_was():
    inputs = {"made_share": 0.5, "missed_in_a_row": 1.0, "classes_share": 0.5}
    assert told("work", inputs, 1.0) == (
        "Handed in 50\u00a0% of what was due, the last one is missing"
    )
    assert told("classes", inputs, 1.0) == "Attended 50\u00a0% of the classes"


def test_a_share_that_somebody_types_is_of_no_number():
    values = dict.fromkeys(("told_of_made_share", "told_of_late_share"), 5.0)
    values |= {"made_share": 0.2, "missed_in_a_row": 4.0, "score_mean": nan}
    values |= {"classes_share": 0.5, "classes_share_4w": 0.5}
    values |= {"told_of_classes_share": 20.0, "told_of_classes_share_4w": 8.0}
    work = pictured(values, {"missed_in_a_row": 3.0}, {"missed_in_a_row"}, {})
    classes = pictured(values, {"attendance": 45.0}, {"attendance"}, {})
    lately = pictured(values, {"attendance_lately": 45.0}, {"attendance_lately"}, {})

    assert isnan(work["told_of_made_share"])
    assert isnan(work["told_of_late_share"])
    assert work["told_of_classes_share"] == 20.0
    for changed in (classes, lately):
        assert isnan(changed["told_of_classes_share"])
        assert isnan(changed["told_of_classes_share_4w"])
        assert changed["told_of_made_share"] == 5.0
    known = {name: value for name, value in work.items() if not isnan(value)}
    assert told("work", known, 1.0).replace("\u00a0", " ").startswith("Handed in 20 %")
