"""Students by what was known early of them in online learning, as its dashboard counts them."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from analytics.metrics.engagement.enrolments import MARKED
from analytics.metrics.engagement.factors import enrolled_with
from analytics.metrics.engagement.study import Study
from analytics.metrics.figures import Figures
from analytics.scope import RECORDS, WHOLE, Scope
from students.models import TermResult

EARLY = "early"
WHO = {
    "inactive": _("who were not active in the first two weeks of a course"),
    "work_missing": _("who had not handed in the first work of a course on the day it was due"),
    "least_active": _("in the least active third of a course in its first four weeks"),
    "most_active": _("in the most active third of a course in its first four weeks"),
    "no_video": _("who watched no video in the first four weeks of a course"),
    "no_post": _("who wrote nothing in the forum in the first four weeks of a course"),
    "no_forum": _("who did not open the forum in the first four weeks of a course"),
    "rarely_there": _("with attendance below the line in the first four weeks of a course"),
    "attempted_before": _("who had attempted a subject before"),
}


def meant_early(asked: Mapping[str, str]) -> dict[str, str]:
    """The factor an address names, where there is such a one."""
    return {EARLY: asked[EARLY] if asked[EARLY] in WHO else ""}


def known_early(scope: Scope, name: str) -> Q:
    """The condition that a result has an enrolment counted with a factor that may be seen.

    Who has figures of all and looks up some counts more than they may be told names of.
    """
    seen = scope.sight.enrolments().filter(scope.narrowed(MARKED)).order_by()
    ids = set(seen.values_list("pk", flat=True))
    counted = enrolled_with(Study(Figures(scope)), name)
    return Q(pk__in={one.result for one in counted if one.pk in ids})


def in_scope(scope: Scope) -> QuerySet[TermResult]:
    """All results in sight here, of those who have left the term, too: most of the lost have.

    As everywhere, `records=whole` leaves those of which everything may be seen.
    """
    sight = scope.sight
    is_whole = scope.chosen.get(RECORDS) == WHOLE
    rows = sight.whole_results() if is_whole else sight.results()
    return rows.filter(scope.narrowed())
