"""An ordinance as the canonical JSON its definition is stored in: only what is not the default."""

from collections.abc import Sequence

from students.rules import ordinances as words
from students.rules.ordinances import DEFAULT, Grace, Head, Ordinance, Parts, Promotion
from students.rules.units import DECIMALS, decimal_text


def ordinance_text(ordinance: Ordinance, letters: Sequence[str]) -> dict:
    """The definition from which the same ordinance is read for bands of these letters."""
    written = {
        "points": dict(zip(letters, map(_marks, ordinance.points), strict=False)),
        "heads": [_head(head) for head in ordinance.heads],
        "best_of": [_parts(best.parts) | {"count": best.count} for best in ordinance.best_of],
        "grace": [_grace(grace) for grace in ordinance.grace],
        "classes": [
            {"title": line.title, "at_least": _percent(line.at_least)} for line in ordinance.classes
        ],
        "attempts": _set(
            counts=ordinance.attempts if ordinance.attempts != DEFAULT.attempts else None,
            letter=ordinance.cap or None,
        ),
        "average": _set(
            failed=ordinance.failed if ordinance.failed != DEFAULT.failed else None,
            rounding=ordinance.rounding if ordinance.rounding != DEFAULT.rounding else None,
        ),
        "promotion": _promotion(ordinance.promotion) if ordinance.promotion else {},
    }
    return {name: value for name, value in written.items() if value}


def _head(head: Head) -> dict:
    return {"name": head.name, **_parts(head.parts), "at_least": _percent(head.at_least)}


def _parts(parts: Parts) -> dict:
    named = {"kinds": list(parts.kinds), "codes": list(parts.codes)}
    return {name: value for name, value in named.items() if value}


def _grace(grace: Grace) -> dict:
    steps = [_set(up_to=_marks(step.up_to), marks=_marks(step.marks)) for step in grace.per_head]
    return {"code": grace.code, "for": grace.purpose} | _set(
        letter=grace.letter or None,
        per_head=steps or None,
        head_percent=_percent(grace.head_percent),
        total_percent=_percent(grace.total_percent),
        total_marks=_marks(grace.total_marks),
        heads=grace.heads,
        subjects=grace.subjects,
        subjects_percent=_percent(grace.subjects_percent),
        whole_marks=grace.whole_marks or None,
        whole_examination=grace.whole_examination or None,
    )


def _promotion(promotion: Promotion) -> dict:
    return _set(
        backlogs_at_most=promotion.backlogs_at_most,
        credits_at_least=_percent(promotion.credits_at_least),
        whole_credits=promotion.whole_credits or None,
        needs=promotion.needs if promotion.needs != words.ALL else None,
    )


def _set(**values) -> dict:
    return {name: value for name, value in values.items() if value is not None}


def _percent(units: int | None) -> str | None:
    return None if units is None else decimal_text(units, DECIMALS)


def _marks(hundredths: int | None) -> str | None:
    return None if hundredths is None else decimal_text(hundredths, 2)
