"""What a student's components of a subject come to, and what the marks of a student come to."""

from decimal import Decimal

from students.imports.cells import plain
from students.imports.standings import Standing
from students.imports.structure import Structure
from students.models import Component
from students.rules.components import ComponentFact, combined
from students.rules.grading import MarkFact, mark_percent, result_figures
from students.rules.shown import shown_average


def combined_value(standing: Standing, structure: Structure, mark: tuple) -> list:
    """State, score and maximum of the mark (subject, attempt) from the student's components."""
    parts = {key: value for key, value in standing.parts.items() if key[:2] == mark}
    facts = (
        _fact(structure.parts[subject, component], state, score, maximum)
        for (subject, _, component), (state, score, maximum, _) in parts.items()
    )
    whole = combined(facts, standing.policy.ordinance.best_of)
    score = None if whole.score is None else plain(Decimal(whole.score).scaleb(-2))
    return [whole.state, score, plain(Decimal(whole.max_score).scaleb(-2))]


def _fact(component: Component, state: str, score: str | None, maximum: str) -> ComponentFact:
    weight = int(component.weight.scaleb(2))
    return ComponentFact(
        state, units(score), units(maximum), weight, component.kind, component.code
    )


def average_and_grade(standing: Standing) -> str:
    """“65.36 B”, as the student's marks would come to; empty without marks."""
    facts = [
        MarkFact(state, mark_percent(state, units(score), units(maximum)))
        for (_, attempt), (state, score, maximum, _) in standing.marks.items()
        if attempt == 1
    ]
    figures = result_figures(standing.policy, facts)
    if figures.withheld:
        return "withheld"
    average = shown_average(figures.mark_sum, figures.mark_count, standing.policy)
    return f"{average} {figures.grade}".strip()


def units(text: str | None) -> int | None:
    """A decimal of a plan as whole hundredths."""
    return None if text is None else int(Decimal(text).scaleb(2))
