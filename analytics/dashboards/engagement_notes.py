"""How the figures of engagement and outcomes are made, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.metrics.engagement.ends import Ends
from analytics.metrics.engagement.intervals import LEVEL
from analytics.metrics.engagement.study import Study
from analytics.numerals import grouped, percent


def notes(study: Study, counted: Ends) -> tuple[str, ...]:
    """What is counted, what is left out and how many that are, and where the formulas are from."""
    return (*_counted(), *_left_out(study, counted), *_formulas())


def _counted() -> tuple[str, ...]:
    return (
        _(
            "An enrolment is a student in a course of a term, as online learning tells of it; who"
            " has a mark or a register alone is not counted here. Stayed to the end is who did not"
            " withdraw; lost is who failed or withdrew."
        ),
        _(
            "How an enrolment ended is known where somebody has said it or the mark says it. A"
            " course has ended when this is known of nine tenths of those who did not withdraw, or"
            " of half of them three months after its last day; until then its enrolments are in no"
            " share of those who stayed, passed or were lost. Of courses that tell only who left,"
            " nobody is said to have passed."
        ),
        _(
            "A week without any record of activity counts as no day of activity, in courses that"
            " have such records. Work, videos, posts and classes are told of only where a course"
            " keeps them, and factors only of who was there from the first day. Nothing here says"
            " why somebody was lost, and no protected attribute is among the factors."
        ),
    )


def _left_out(study: Study, counted: Ends):
    found = study.stays
    if found.undated:
        words = ngettext(
            "%(count)s enrolment withdrew on a day nobody noted: it is in no week of the dropout.",
            "%(count)s enrolments withdrew on a day nobody noted: they are in no week of the"
            " dropout.",
            found.undated,
        )
        yield words % {"count": grouped(found.undated)}
    silent = sum(one.course not in study.recorded for one in study.enrolments)
    if silent:
        words = ngettext(
            "%(count)s enrolment is in a course without activity by week: it is in none of what is"
            " told by activity.",
            "%(count)s enrolments are in courses without activity by week: they are in none of"
            " what is told by activity.",
            silent,
        )
        yield words % {"count": grouped(silent)}


def _formulas() -> tuple[str, ...]:
    words = _(
        "Intervals are of %(level)s: of a share by Wilson (1927), of a difference of two shares by"
        " Newcombe (1998), within several courses of the two shares averaged with the weights of"
        " Mantel and Haenszel, of the share still enrolled by Kaplan and Meier (1958) with"
        " Greenwood's variance. Of twenty such intervals one misses by chance."
    )
    return (words % {"level": percent(str(LEVEL))},)
