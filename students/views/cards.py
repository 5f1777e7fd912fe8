"""Grade cards: what was declared of a student in a term, for the screen and for paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, QuerySet
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from students.models import Declaration, DeclaredResult, RecordView
from students.models.declarations import BY_TIME
from students.models.declaring import declarations_of
from students.rules.policy import Policy
from students.rules.shown import shown_threshold
from students.rules.units import decimal_text
from students.sight import Sight
from students.trails import note_looked
from students.views.cohorts import SeenCohort, of_cohort
from students.views.sheet_lines import cleared
from students.views.sheets import chosen, lines_in_sight

RELATED = (
    "student",
    "policy_version",
    "declaration__publication",
    "declaration__term__institution",
    "declaration__branch",
    "result__batch",
)


@dataclass(frozen=True)
class Step:
    """One grade of the scale a card is read by: "A+", from "90" percent on, worth "10"."""

    letter: str
    at_least: str
    point: str


@dataclass(frozen=True)
class Card:
    """What was declared; `newer` is the number of the declaration that has replaced it, or None."""

    line: DeclaredResult
    scale: tuple[Step, ...]
    newer: int | None = None

    @property
    def cleared(self) -> str:
        """Subjects failed in the term that are no backlog."""
        return ", ".join(cleared(self.line))

    @property
    def promotion(self) -> str:
        """Whether the student goes on, in a word; empty where the ordinance does not say."""
        return {True: _("Promoted"), False: _("Detained"), None: ""}[self.line.promoted]


@require_safe
def card(request, result: int):
    """Show a term's card, `?declaration=` a number or the newest; 404 where none is in sight."""
    if not request.sight.sees_grade_cards:
        raise PermissionDenied
    lines = _lines(request.sight, result)
    if not lines:
        raise Http404
    asked = request.GET.get("declaration", "")
    numbered = {str(one.declaration.number): one for one in lines}  # of two classes the newer one
    shown = numbered.get(asked, lines[-1])
    note_looked(request.sight, RecordView.What.PAGE, [shown.student_id])
    page = {"cards": _cards([shown], newest=lines[-1].declaration)}
    return render(request, "results/card.html", page | {"own": _is_own(request.sight, shown)})


@require_safe
@of_cohort
def cards(request, seen: SeenCohort):
    """Show the cards of a class, one a page on paper; 404 before anything is declared."""
    declarations = list(declarations_of(seen.cohort))
    shown = chosen(declarations, request.GET.get("declaration", ""))
    if shown is None:
        raise Http404
    rows = DeclaredResult.objects.filter(pk__in=[one.pk for one in lines_in_sight(seen, shown)])
    found = list(rows.select_related(*RELATED).order_by("student__roll_key", "pk"))
    note_looked(request.sight, RecordView.What.PAGE, [one.student_id for one in found])
    page = {"cards": _cards(found, declarations[-1]), "sheet_url": seen.url("result-sheet")}
    return render(request, "results/cards.html", page | {"cohort": seen.cohort})


def _lines(sight: Sight, result: int) -> list[DeclaredResult]:
    if result > BigIntegerField.MAX_BIGINT:
        return []  # no database has such a number
    lines: QuerySet[DeclaredResult] = sight.grade_cards().filter(result=result)
    return list(lines.select_related(*RELATED).order_by(*BY_TIME))


def _is_own(sight: Sight, line: DeclaredResult) -> bool:
    return line.student_id == sight.student_id


def _cards(lines: Iterable[DeclaredResult], newest: Declaration) -> list[Card]:
    scales: dict[int, tuple[Step, ...]] = {}
    found = []
    for line in lines:
        if line.policy_version_id not in scales:
            scales[line.policy_version_id] = scale_of(line.policy_version.policy)
        newer = newest.number if line.declaration_id != newest.pk else None
        found.append(Card(line, scales[line.policy_version_id], newer))
    return found


def scale_of(policy: Policy) -> tuple[Step, ...]:
    """The grades of a policy from the best, each with what it takes and what it is worth."""
    many = len(policy.bands)
    return tuple(
        Step(
            band.letter,
            shown_threshold(band.at_least),
            decimal_text(policy.ordinance.point(place, many), 2),
        )
        for place, band in enumerate(policy.bands)
    )
