"""Which sentences the figures of engagement support.

One is said where the interval of a difference excludes none and both groups are large enough, and
what is said is what was counted: it goes with being lost, it is not why.
"""

from fractions import Fraction

from django.utils.translation import gettext as _

from analytics.dashboards.engagement_factors import FACTORS, factor_url
from analytics.dashboards.engagement_tables import COURSES
from analytics.dashboards.factor_words import UNEXPECTED, WORDS
from analytics.dashboards.insights import Insight, Insights
from analytics.metrics.engagement.comparisons import Compared
from analytics.metrics.engagement.factors import LEAST_OF_A_GROUP, Effect
from analytics.metrics.engagement.intervals import LEVEL, Difference
from analytics.metrics.engagement.shown import points_interval_text, points_text, share_text
from analytics.numerals import grouped, percent
from analytics.scope import Scope

MOST = 6
FEW_LOST = Fraction(1, 10)  # up to this share of the lost nobody need be looked at first


def insights(scope: Scope, effects: list[Effect], courses: list[Compared]) -> Insights:
    """The factors with the largest differences first, then the course that is furthest behind."""
    told = sorted(
        (one for one in effects if one.is_told), key=lambda one: -abs(one.difference.value)
    )
    behind = [one for one in courses if _is_behind(one)]
    lowest = sorted(behind, key=lambda one: one.difference.value)[:1]
    return Insights(
        rows=(
            *(_of_factor(scope, one) for one in told[: MOST - len(lowest)]),
            *map(_of_course, lowest),
        ),
        none=_none(effects),
        note=_(
            "Said is only what the interval tells from no difference, in groups of %(least)s or"
            " more. It is what went together, not why."
        )
        % {"least": LEAST_OF_A_GROUP},
    )


def _none(effects: list[Effect]) -> str:
    if not effects:
        return _(
            "Nothing can be said yet: of no course here both the weeks and the ends are known."
        )
    return _(
        "None of the differences is large enough against its interval to be spoken of. More"
        " enrolments with known ends would tell more."
    )


def _is_behind(one: Compared) -> bool:
    found = one.difference
    return bool(one.is_large and found and found.is_clear and found.value < 0)


def _of_factor(scope: Scope, one: Effect) -> Insight:
    words, table = WORDS[one.factor.name], one.table
    told = {
        "count": grouped(table.count),
        "with": percent(share_text(table.share)),
        "without": percent(share_text(table.other_share)),
    }
    return Insight(
        finding=str(words.finding) % told,
        figures=_(
            "Within the same course the difference is %(points)s points, %(level)s interval"
            " %(interval)s."
        )
        % _interval(one.difference),
        advice=_advice(one),
        url=f"#{FACTORS}-title",
        link=_("The figures"),
        students_url=factor_url(scope, one),
    )


def _advice(one: Effect) -> str:
    words = WORDS[one.factor.name]
    if (one.difference.value > 0) != one.factor.expects_more:
        return str(UNEXPECTED)
    many = one.table.share > FEW_LOST
    return str(words.unless_few if many and words.unless_few else words.advice)


def _of_course(one: Compared) -> Insight:
    told = {
        "course": one.title or one.label,
        "share": percent(share_text(one.ends.pass_share)),
        "count": grouped(one.ends.decided),
    }
    return Insight(
        finding=_("In %(course)s %(share)s of %(count)s enrolments passed, the furthest behind")
        % told,
        figures=_(
            "Against the other courses that is %(points)s points, %(level)s interval %(interval)s."
        )
        % _interval(one.difference),
        advice=_(
            "Look at the weeks in which the course loses most, and at its first work, with those"
            " who teach it."
        ),
        url=f"#{COURSES}-title",
        link=_("The figures"),
    )


def _interval(found: Difference) -> dict[str, str]:
    return {
        "points": points_text(found.value),
        "level": percent(str(LEVEL)),
        "interval": points_interval_text(found.interval),
    }
