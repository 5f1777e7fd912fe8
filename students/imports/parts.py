"""What a student's components of a subject come to, and what the marks of a student come to."""

from collections.abc import Iterable
from decimal import Decimal

from students.imports.cells import plain
from students.imports.standings import Standing
from students.imports.structure import Structure
from students.models import Component
from students.rules.components import ComponentFact, combined
from students.rules.grading import MarkFact, mark_percent, result_figures
from students.rules.shown import shown_average

WITHHELD = "withheld"  # as it is staged; the page says it in the reader's words


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


def parts_used(structure: Structure, used: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The components by which marks in these (subject and component) are combined, as a plan keeps
    them: all of their subjects that are there, and those of `used` that are still to be made.

    Each is its subject, its key, maximum, weight and kind.
    """
    used = set(used)
    subjects = {subject for subject, _ in used}
    return sorted(
        [*key, plain(part.max_score), plain(part.weight), str(part.kind)]
        for key, part in structure.parts.items()
        if key in used or (part.pk is not None and part.subject in subjects)
    )


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
        return WITHHELD
    average = shown_average(figures.mark_sum, figures.mark_count, standing.policy)
    return f"{average} {figures.grade}".strip()


def units(text: str | None) -> int | None:
    """A decimal of a plan as whole hundredths."""
    return None if text is None else int(Decimal(text).scaleb(2))
