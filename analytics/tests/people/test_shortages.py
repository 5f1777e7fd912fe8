"""The list of shortages: who is below the line in which subject, exactly, and what is possible."""

import csv
import io
from decimal import Decimal
from itertools import pairwise

import pytest

from analytics.people.shortages import Shortages
from analytics.scope import Scope
from students.models import (
    Condonation,
    PlannedClasses,
    SubjectAttendance,
    TermAttendance,
    TermResult,
)
from students.registers.standings import Standings
from students.registers.term_standings import TermStandings
from students.rules.eligibility import CONDONED, SHORT
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make

SHORTAGE = "/attendance/shortage/"
QUERIES = 16


def register(result, title, held, attended, **values):
    subject = make.subject(result.institution, title)
    return SubjectAttendance.objects.create(
        result=result, subject=subject, held=held, attended=attended, **values
    )


def without_totals(house):
    """Attendance of whole terms goes, so that registers alone are counted."""
    for row in TermAttendance.objects.filter(result__term=house.term):
        row.delete()


@pytest.fixture
def registers(house):
    """Three students in two subjects; two registers lie below 75, one on it."""
    without_totals(house)
    one, two, three = (house.results[roll] for roll in ("CSE2101", "CSE2110", "IT2103"))
    register(one, "Mathematics", 40, 30)
    register(two, "Mathematics", 40, 29)
    register(two, "Physics", 40, 40)
    register(three, "Physics", 3, 1)
    return house


def told(house, name, query=""):
    """The rows of the file, a mapping each."""
    text = house.get(name, f"/attendance/shortage.csv{query}")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_who_is_below_the_line_by_how_much_and_what_is_possible(registers):
    rows = told(registers, "principal")
    columns = ("Roll number", "Subject", "Attended", "Percent", "Short by, points")
    assert [tuple(row[name] for name in columns) for row in rows] == [
        ("IT2103", "PHYSICS", "1 of 3", "33.3", "41.7"),
        ("CSE2110", "MATHEMATICS", "29 of 40", "72.5", "2.5"),
    ]
    assert rows[1]["What is still possible"] == "Must attend the next 4 classes."
    page = registers.get("principal", SHORTAGE)
    assert "2 students are short of attendance in 2 registers" in page


def test_planned_classes_say_whether_the_line_can_still_be_reached(registers):
    two = registers.results["CSE2110"]
    where = {name: getattr(two, name) for name in ("term", "branch", "semester", "section")}
    subject = make.subject(two.institution, "Mathematics")
    PlannedClasses.objects.create(subject=subject, planned=50, **where)
    rows = told(registers, "principal", "?subject=MATHEMATICS")
    assert rows[0]["What is still possible"] == (
        "Must attend the next 4 classes; may miss 1 of the 6 classes after."
    )
    PlannedClasses.objects.update(planned=43)
    rows = told(registers, "principal", "?subject=MATHEMATICS")
    assert rows[0]["What is still possible"] == "75\u00a0% is not reachable this term."


def test_the_line_is_that_of_the_policy_that_binds_the_result(registers):
    definition = PAPER_POLICY.definition() | {"eligible": {"attendance_at_least": "80"}}
    version = make.policy_version(registers.term.institution, definition)
    one = registers.results["CSE2101"]
    type(one)._base_manager.filter(pk=one.pk).update(policy_version=version)

    rolls = [row["Roll number"] for row in told(registers, "principal", "?sort=roll")]
    assert rolls == ["CSE2101", "CSE2110", "IT2103"]


@pytest.mark.parametrize(
    ("query", "rolls"),
    [
        ("?branch=CSE", ["CSE2110"]),
        ("?subject=PHYSICS", ["IT2103"]),
        ("?semester=4", ["IT2103", "CSE2110"]),
        ("?sort=subject", ["CSE2110", "IT2103"]),
        ("?sort=roll", ["CSE2110", "IT2103"]),
        ("?standing=condoned", []),
        ("?standing=short", ["IT2103", "CSE2110"]),
        ("?section=B", []),
        ("?standing=zzz&sort=zzz&page=zzz", ["IT2103", "CSE2110"]),
    ],
)
def test_the_list_is_narrowed_and_ordered_by_its_address(registers, query, rolls):
    assert [row["Roll number"] for row in told(registers, "principal", query)] == rolls
    page = registers.get("principal", f"{SHORTAGE}{query}")
    assert [roll for roll in ("IT2103", "CSE2110") if roll in page] == sorted(rolls, reverse=True)


@pytest.mark.parametrize(
    ("name", "rolls"),
    [
        ("principal", ["IT2103", "CSE2110"]),
        ("registrar", ["IT2103", "CSE2110"]),
        ("subject teacher", ["CSE2110"]),
        ("head", []),
        ("mentor", []),
        ("stranger", ["CANARY1"]),
    ],
)
def test_everybody_sees_the_shortages_of_their_own(registers, name, rolls):
    assert [row["Roll number"] for row in told(registers, name)] == rolls


@pytest.mark.parametrize("name", ["manager", "accountant", "student"])
def test_who_sees_no_people_has_no_such_page(registers, name):
    registers.get(name, SHORTAGE, 403)
    registers.get(name, "/attendance/shortage.csv", 403)


def test_a_condoned_shortage_says_so_and_leads_nowhere(registers):
    two = registers.results["CSE2110"]
    condonation = Condonation(result=two, down_to=70, reason="Ill", reference="Rule 4")
    condonation.grant(registers.people["principal"])
    assert [row["Condoned"] for row in told(registers, "principal")] == [
        "",
        "Condoned down to 70\u00a0% (Rule 4)",
    ]
    page = registers.get("principal", SHORTAGE)
    assert "1 condoned" in page
    assert page.count("Condone<span") == 1
    assert "Condone<span" not in registers.get("registrar", SHORTAGE)
    found = told(registers, "principal", "?standing=condoned")
    assert [row["Roll number"] for row in found] == ["CSE2110"]

    condonation.revoke(registers.people["principal"], "Error")
    assert told(registers, "principal", "?standing=condoned") == []


def test_the_database_judges_every_register_as_the_rules_do(registers):
    """Registers on, under and above the line, with condonations that reach them and others."""
    lines = {f"T{at}": at for at in range(1, 25)}
    for at, result in enumerate(registers.results.values()):
        for title, held in lines.items():
            register(result, title, held, (held * (70 + at)) // 100)
        if at % 2:
            down_to = 60 + at
            Condonation(result=result, down_to=down_to, reason="Ill", reference="Rule").grant(
                registers.people["principal"]
            )
    shortages = Shortages.of(Scope.of(registers.people["principal"], {}, one_subject=False), {})
    rows = list(SubjectAttendance.objects.select_related("result__policy_version"))
    standings = Standings(rows)
    states = {row.pk: standings.verdict(row).state for row in rows}
    found = dict(shortages.rows().values_list("pk", "is_condoned"))

    assert found == {
        pk: state == CONDONED for pk, state in states.items() if state in (SHORT, CONDONED)
    }
    assert {True, False} <= set(found.values())
    assert len(found) < len(rows)
    counts = shortages.counts()
    assert (counts.rows, counts.condoned) == (len(found), sum(found.values()))


def test_the_lowest_stand_first(registers):
    shares = [float(row["Percent"]) for row in told(registers, "principal")]
    assert all(before <= after for before, after in pairwise(shares))


def test_a_page_takes_the_same_queries_for_any_number_of_rows(registers, django_assert_num_queries):
    client = registers.as_("principal")
    client.get(SHORTAGE)
    with django_assert_num_queries(QUERIES):
        client.get(SHORTAGE)
    for result in registers.results.values():
        for title in ("Ethics", "English", "Art"):
            register(result, title, 40, 10)
    with django_assert_num_queries(QUERIES):
        client.get(SHORTAGE)


@pytest.fixture
def totals(house):
    """Whole terms alone: one 29 of 40, one a percent of 60, one on the line."""
    without_totals(house)
    one, two, three = (house.results[roll] for roll in ("CSE2101", "CSE2110", "IT2103"))
    for result, values in (
        (one, {"percent": None, "held": 40, "attended": 30}),
        (two, {"percent": None, "held": 40, "attended": 29}),
        (three, {"percent": 60, "held": None, "attended": None}),
    ):
        TermAttendance.objects.create(result=result, **values)
    return house


def test_where_totals_alone_are_kept_the_whole_term_is_listed(totals):
    rows = told(totals, "principal", "?sort=roll")
    columns = ("Roll number", "Subject", "Attended", "Percent", "Short by, points")
    assert [tuple(row[name] for name in columns) for row in rows] == [
        ("CSE2110", "Whole term", "29 of 40", "72.5", "2.5"),
        ("IT2103", "Whole term", "as reported", "60.0", "15.0"),
    ]
    assert [row["What is still possible"] for row in rows] == [
        "Not known: nobody has said how many classes are planned.",
        "Not known: a percent is kept, and no number of classes.",
    ]
    page = totals.get("principal", SHORTAGE)
    assert "2 students are short of attendance over the whole term" in page
    assert [row["Roll number"] for row in told(totals, "principal")] == ["IT2103", "CSE2110"]
    assert told(totals, "principal", "?subject=MATHEMATICS") == []


def test_what_is_possible_in_the_whole_term_counts_what_the_total_has_used_up(totals):
    two = totals.results["CSE2110"]
    where = {name: getattr(two, name) for name in ("term", "branch", "semester", "section")}
    subjects = set(two.marks.values_list("subject", flat=True))
    for subject in subjects:
        PlannedClasses.objects.create(subject_id=subject, planned=50 // len(subjects), **where)
    rows = told(totals, "principal", "?branch=CSE")
    assert rows[0]["What is still possible"] == (
        "Must attend the next 4 classes; may miss 1 of the 6 classes after."
    )


def test_a_register_goes_before_the_total_of_the_term(totals):
    two = totals.results["CSE2110"]
    register(two, "Physics", 10, 9)
    assert [row["Roll number"] for row in told(totals, "principal")] == ["IT2103"]
    register(two, "English", 10, 1)
    rows = told(totals, "principal")
    assert [(row["Roll number"], row["Subject"]) for row in rows] == [
        ("CSE2110", "ENGLISH"),
        ("IT2103", "Whole term"),
    ]
    page = totals.get("principal", SHORTAGE)
    assert "2 students are short of attendance in a subject, 1 of them over the whole term" in page


def test_a_whole_term_is_condoned_by_a_condonation_of_it_alone(totals):
    two = totals.results["CSE2110"]
    subject = make.subject(two.institution, "Physics")
    of_subject = Condonation(result=two, subject=subject, reason="Ill", reference="Rule 3")
    of_subject.down_to = 70
    of_subject.grant(totals.people["principal"])
    assert told(totals, "principal", "?standing=condoned") == []
    of_term = Condonation(result=two, down_to=70, reason="Ill", reference="Rule 4")
    of_term.grant(totals.people["principal"])

    found = told(totals, "principal", "?standing=condoned")
    assert [(row["Roll number"], row["Condoned"]) for row in found] == [
        ("CSE2110", "Condoned down to 70\u00a0% (Rule 4)")
    ]
    assert "1 condoned" in totals.get("principal", SHORTAGE)


@pytest.mark.parametrize(
    ("name", "rolls"),
    [
        ("principal", ["IT2103", "CSE2110"]),
        ("registrar", ["IT2103", "CSE2110"]),
        ("subject teacher", []),
        ("stranger", ["CANARY1"]),
    ],
)
def test_a_total_of_the_term_is_seen_with_the_whole_record(totals, name, rolls):
    assert [row["Roll number"] for row in told(totals, name)] == rolls


def test_the_database_judges_every_whole_term_as_the_rules_do(house):
    """Totals and percents on, under and above the line, some condoned."""
    ratios = [(at, at * (70 + at % 7) // 100) for at in range(1, 40)]
    for at, (held, attended) in enumerate(ratios):
        result = make.result(house.term)
        values = {"held": held, "attended": attended}
        if at % 5 == 0:
            values = {"percent": Decimal(7400 + at * 10) / 100}
        make.attendance(result, **values)
        if at < 12:
            condonation = Condonation(result=result, down_to=60 + at, reason="Ill", reference="R 1")
            condonation.grant(house.people["principal"])
    shortages = Shortages.of(Scope.of(house.people["principal"], {}, one_subject=False), {})
    rows = list(TermResult.objects.filter(term=house.term, attendance_whole__isnull=False))
    standings = TermStandings(rows)
    states = {row.pk: standings.verdict(row).state for row in rows}
    found = dict(shortages.term_rows().values_list("pk", "is_condoned"))

    assert found == {
        pk: state == CONDONED for pk, state in states.items() if state in (SHORT, CONDONED)
    }
    assert {True, False} <= set(found.values())
    assert len(found) < len(rows)


def test_the_filters_are_told_in_words_that_stand_alone(registers):
    page = registers.get("principal", f"{SHORTAGE}?semester=4&section=A&standing=short")
    assert '<span class="filter-words">Semester 4 · Section A · Not condoned</span>' in page
    assert "<strong>3</strong></button>" in page
    assert "Everything you see" in registers.get("principal", SHORTAGE)
