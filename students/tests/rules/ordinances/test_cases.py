"""Worked results of published ordinances: the rules come to each of them, and so does an oracle."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from students.rules.components import ComponentFact, combined
from students.rules.papers import AUDIT, Judged, Paper, judged
from students.rules.policy import Policy
from students.rules.standings import standing, term_figures
from students.rules.units import decimal_text, units_of
from students.tests.rules.ordinances import oracle
from students.tests.rules.ordinances.cases import Case, Typed, cases, definition

CASES = cases()
POLICIES = {
    name: Policy.from_definition(definition(name)) for name in {case.ordinance for case in CASES}
}


def hundredths(text: str) -> int | None:
    return units_of(text, 2) if text else None


def paper(policy: Policy, typed: Typed) -> Paper:
    """A typed paper as the register would hand it to the rules."""
    given = {"credits": units_of(typed.credits, 1), "kind": AUDIT if typed.audit else "theory"}
    if not typed.parts:
        mark = typed.state, hundredths(typed.score), hundredths(typed.maximum)
        return Paper(typed.code, given["credits"], *mark, given["kind"])
    parts = tuple(
        ComponentFact(
            part.state,
            hundredths(part.score),
            hundredths(part.maximum),
            hundredths(part.maximum),
            part.kind,
            f"P{place}",
        )
        for place, part in enumerate(typed.parts)
    )
    mark = combined(parts, policy.ordinance.best_of)
    return Paper(typed.code, given["credits"], *vars(mark).values(), given["kind"], parts)


def came_to(case: Case) -> dict[str, str]:
    """What the rules make of a case, in the words of the table."""
    policy = POLICIES[case.ordinance]
    terms = [term_figures(policy, [paper(policy, one) for one in term]) for term in case.terms]
    resits = tuple(judged(policy, paper(policy, one)) for one in case.later)
    last = replace(terms[-1], resits=resits)
    now = standing(policy, [*terms[:-1], last])
    return {
        "grades": " ".join(f"{one.paper.code}:{one.letter or '-'}" for one in last.papers),
        "grace": " ".join([*graces(last.papers), *(line_text(line) for line in last.of_total)]),
        "sgpa": average_text(last.sgpa),
        "cgpa": average_text(now.cgpa),
        "earned": decimal_text(now.earned, 1),
        "backlogs": " ".join(now.backlogs),
        "verdict": now.verdict,
        "class": last.class_title,
    }


def graces(papers: tuple[Judged, ...]) -> list[str]:
    return [f"{one.paper.code}.{line_text(line)}" for one in papers for line in one.grace]


def line_text(line) -> str:
    return f"{line.head}+{decimal_text(line.marks, 2)}@{line.code}"


def average_text(average: int | None) -> str:
    return "" if average is None else decimal_text(average, 2, at_least=2)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_rules_come_to_the_worked_result(case):
    assert came_to(case) == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_oracle_in_plain_fractions_comes_to_it_too(case):
    assert oracle.expected(definition(case.ordinance), case) == case.expected


def test_two_hundred_cases_come_from_at_least_three_ordinances():
    per_ordinance = Counter(case.ordinance for case in CASES)
    assert len({(case.ordinance, case.terms, case.later) for case in CASES}) >= 200
    assert sum(count >= 20 for count in per_ordinance.values()) >= 3
    assert all(dict(Counter(case.name for case in CASES))[case.name] == 1 for case in CASES)


def test_the_documentation_counts_the_cases_of_each_ordinance():
    text = (Path(__file__).parents[4] / "docs" / "ordinances.md").read_text(encoding="utf-8")
    told = {
        name: int(count) for name, count in re.findall(r"(?m)^\| `(\w+)` \|.*\| (\d+) \|$", text)
    }
    assert told == Counter(case.ordinance for case in CASES)
    assert f"{len(CASES)} results under nine ordinances" in text
