"""The way from term to term: change, line and sentence."""

from dataclasses import replace

from analytics.people.terms import Spark, TermLine, change, finding, spark
from students.rules.units import SCALE


def terms(*averages, chosen=0):
    """Lines from the newest to the oldest, with these averages."""
    return [
        TermLine(
            term_id=at,
            title=f"T{len(averages) - at}",
            semester=len(averages) - at,
            average=None if average is None else round(average * 100) * SCALE // 100,
            average_shown="",
            grade="",
            attendance=None,
            attendance_shown="",
            chosen=at == chosen,
        )
        for at, average in enumerate(averages)
    ]


def test_a_change_names_its_size_its_direction_and_what_it_is_from():
    fallen = change(terms(34.4, 39.8), "average")

    assert (fallen.text, fallen.rising, fallen.good) == ("5.40", False, False)
    assert fallen.than == "from Sem. 1"


def test_a_change_of_attendance_is_in_points():
    now, before = terms(50, 50)
    lines = [replace(now, attendance=80 * SCALE), replace(before, attendance=79 * SCALE)]

    assert change(lines, "attendance").text == "1.0 pts"


def test_no_change_is_told_where_a_term_is_without_a_figure_or_nothing_moved():
    assert change(terms(34.4), "average") is None
    assert change(terms(34.4, None), "average") is None
    assert change(terms(50, 50), "average") is None


def test_terms_after_the_chosen_one_have_no_part_in_its_line():
    assert change(terms(90, 40, 30, chosen=1), "average").text == "10.00"
    assert spark(terms(90, 40, chosen=1), "average") is None


def test_a_line_runs_from_the_oldest_term_to_the_newest():
    assert spark(terms(60, 40), "average") == Spark("0.0,23.0 64.0,3.0", "64.0", "3.0")


def test_a_line_without_movement_is_level():
    level = spark(terms(50, 50, 50), "average")

    assert {place.split(",")[1] for place in level.points.split()} == {"23.0"}


def test_the_sentence_says_what_the_averages_did():
    assert finding(terms(30, 40, 50)) == "The average has fallen every term"
    assert finding(terms(50, 40, 30)) == "The average has risen every term"
    assert finding(terms(50, 40)) == "The average has risen since T1"
    assert finding(terms(50, 40, 60)) == "The average has gone up and down"
    assert finding(terms(50)) == "One term so far"
    assert finding(terms(50, None)) == "Results over the terms"
