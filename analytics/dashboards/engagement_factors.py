"""The table of what went with being lost, each factor with the way to the students who had it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.dashboards.dashboard import students_url
from analytics.dashboards.engagement_tables import difference_cell, finding_words, interval_head
from analytics.dashboards.factor_words import WORDS
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.metrics.engagement.factors import Effect
from analytics.metrics.engagement.shown import share_text
from analytics.metrics.engagement.terms import is_of_another_term
from analytics.numerals import grouped
from analytics.people.early import EARLY
from analytics.scope import TERM, Scope
from analytics.wording import few
from students.models.engagement import DAYS_IN_WEEK

FACTORS = "factors"


def factor_url(scope: Scope, one: Effect) -> str:
    """The list of the students counted with a factor, in the term the page is of; empty for whom
    may not look them up."""
    return students_url(scope, [(EARLY, one.factor.name)], **term_of(scope))


def term_of(scope: Scope) -> dict[str, str]:
    """The term that nobody chose and the page is of, for the address of another page."""
    return {TERM: scope.terms[0].code} if is_of_another_term(scope) else {}


def factor_table(scope: Scope, found: Iterable[Effect]) -> Table:
    """A line for each factor known of anybody: the shares lost, and their difference. How many had
    it leads to them."""
    return Table(
        title=_("What went with being lost"),
        subtitle=_(
            "Lost is who failed or withdrew, of those still enrolled on the day on which the"
            " factor is known"
        ),
        corner=_("Factor"),
        columns=(
            Column(_("Known"), numeric=False),
            Column(_("Lost with it, %"), _("Enrolments with it")),
            Column(_("Lost without, %"), _("Enrolments without")),
            Column(_("Difference within courses, points"), interval_head()),
            Column(_("Finding"), numeric=False),
        ),
        lines=tuple(
            Line(str(WORDS[one.factor.name].title), _factor_cells(one, factor_url(scope, one)))
            for one in found
        ),
        kind=FACTORS,
    )


def known_by(one: Effect) -> str:
    """When a factor is known: "week 2", "day 19 to day 54"."""
    first, last = one.days
    if first != last:
        return _("day %(first)s to day %(last)s") % {"first": first, "last": last}
    if first % DAYS_IN_WEEK:
        return _("day %(day)s") % {"day": first}
    weeks = first // DAYS_IN_WEEK
    words = ngettext("after %(count)s week", "after %(count)s weeks", weeks)
    return words % {"count": weeks} if weeks else _("from the first day")


def _factor_cells(one: Effect, url: str) -> tuple[Cell, ...]:
    if one.few:
        return (Cell(known_by(one)), *(Cell(few()),) * 3, Cell(NONE))
    table = one.table
    return (
        Cell(known_by(one)),
        Cell(
            share_text(table.share),
            grouped(table.count),
            bar=float(100 * table.share),
            second_url=url,
        ),
        Cell(
            share_text(table.other_share),
            grouped(table.other_count),
            bar=float(100 * table.other_share),
        ),
        difference_cell(one.difference),
        Cell(finding_words(one.difference, one.is_large)),
    )
