"""Engagement and outcomes: who stayed, who was active when, and what went with being lost."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.charts import ENGAGEMENT
from analytics.dashboards.coverage import coverage
from analytics.dashboards.dashboard import Dashboard
from analytics.dashboards.engagement_factors import factor_table
from analytics.dashboards.engagement_insights import insights
from analytics.dashboards.engagement_notes import notes
from analytics.dashboards.engagement_tables import course_table, instructor_table
from analytics.dashboards.engagement_terms import whole_term_table
from analytics.dashboards.strip import Figure
from analytics.metrics.engagement.comparisons import (
    Compared,
    courses_compared,
    everybody,
    instructors_compared,
)
from analytics.metrics.engagement.ends import Ends
from analytics.metrics.engagement.factors import Effect, effects
from analytics.metrics.engagement.intervals import wilson
from analytics.metrics.engagement.shown import interval_text, share_text
from analytics.metrics.engagement.stays import Stays
from analytics.metrics.engagement.study import Study
from analytics.metrics.engagement.terms import is_of_another_term
from analytics.metrics.engagement.whole_terms import whole_terms
from analytics.metrics.figures import Figures
from analytics.numerals import grouped, percent, students
from analytics.wording import of_all

SLUG = "engagement"
OF_COURSES = "dropout_courses"  # says nothing of a single one


def dashboard(figures: Figures, asked: Mapping[str, str]) -> Dashboard:
    """It has no parameters of its own beside the filters."""
    study = Study(figures)
    if not study.enrolments:
        return Dashboard(
            SLUG,
            _nothing_yet(study),
            figures,
            empty=_why_empty(study),
            report_title=_("Engagement and outcomes"),
        )
    found, courses = effects(study), courses_compared(study)
    whole = everybody(study)
    counted = whole.ends
    charts = (make(figures, study) for make in ENGAGEMENT.values())
    return Dashboard(
        slug=SLUG,
        heading=_finding(counted),
        figures=figures,
        strip=_strip(study, counted, study.stays),
        tables=tuple(_tables(study, found, courses, whole)),
        charts=tuple(one for one in charts if one.slug != OF_COURSES or len(one.series) > 1),
        charts_first=True,
        insights=insights(study.scope, found, courses),
        notes=notes(study, counted),
        changed_at=study.changed_at,
        report_title=_("Engagement and outcomes"),
        lede=_lede(study),
        no_term=_newest(study),
    )


def _lede(study: Study) -> str:
    """Whose figures these are, and, where no term was asked for, why they are of this one."""
    words = coverage(study.scope)
    if not is_of_another_term(study.scope):
        return words
    return " ".join([words, _("It is the newest term with known ends.")])


def _newest(study: Study) -> str:
    """What the filter says where no term is chosen, unless it is the current one."""
    if not is_of_another_term(study.scope):
        return ""
    (term, *_others) = study.scope.terms
    return _("Newest with known ends (%(term)s)") % {"term": term.title}


def _nothing_yet(study: Study) -> str:
    return _("Too few students here for figures") if study.few else _("No online learning here yet")


def _why_empty(study: Study) -> str:
    if study.few:
        return _("Fewer than five students would be told of, or could be worked out.")
    return _(
        "No enrolment in an online course is in this selection. They come in with the import of"
        " online learning."
    )


def _finding(counted: Ends) -> str:
    if counted.known:
        share, passed = percent(share_text(counted.stay_share)), counted.pass_share
        if passed is None:
            return _("%(share)s stayed to the end") % {"share": share}
        words = _("%(share)s stayed to the end, %(passed)s passed")
        return words % {"share": share, "passed": percent(share_text(passed))}
    if counted.left_so_far:
        words = ngettext(
            "%(left)s of %(count)s enrolment has left so far",
            "%(left)s of %(count)s enrolments have left so far",
            counted.running,
        )
        told = {"left": grouped(counted.left_so_far), "count": grouped(counted.running)}
        return words % told
    return _("Nobody has left so far")


def _strip(study: Study, counted: Ends, stayed: Stays) -> tuple[Figure, ...]:
    people = students(len({one.student for one in study.enrolments}))
    ended = _("no course tells who passed") if counted.known else _("no course has ended")
    return (
        Figure(_("Enrolments"), grouped(counted.enrolled), people),
        _share(_("Stayed to the end"), counted.stayed, counted.known, ended),
        _share(_("Passed"), counted.passed, counted.decided, ended),
        _failed(counted, ended),
        Figure(_("Left"), grouped(counted.left + counted.left_so_far), _left(counted, stayed)),
        Figure(_("Not known yet"), grouped(counted.unknown), _unknown(counted)),
    )


def _failed(counted: Ends, none: str) -> Figure:
    if not counted.decided:
        return Figure(_("Failed"), "–", none)
    known = _("of %(count)s known ends") % {"count": grouped(counted.decided)}
    return Figure(_("Failed"), grouped(counted.failed), known)


def _share(label: str, part: int, whole: int, none: str) -> Figure:
    """A share with its interval; `none` says why there is none."""
    if not whole:
        return Figure(label, "–", none)
    text, bounds = share_text(Fraction(part, whole)), interval_text(wilson(part, whole))
    note = of_all(grouped(part), grouped(whole))
    return Figure(label, text, f"{note} · {bounds}", "\u00a0%")


def _left(counted: Ends, stayed: Stays) -> str:
    if stayed.left_before:
        return _("%(count)s before the first day") % {"count": grouped(stayed.left_before)}
    return _("since the first day")


def _unknown(counted: Ends) -> str:
    if not counted.unknown:
        return _("every end is known")
    if not counted.running:
        return _("in courses that have ended")
    return _("%(count)s in running courses") % {"count": grouped(counted.still_running)}


def _tables(study: Study, found: list[Effect], courses: list[Compared], whole: Compared):
    if found:
        yield factor_table(study.scope, found)
    if done := whole_terms(study):
        yield whole_term_table(done)
    yield course_table(study, courses, whole)
    if instructors := instructors_compared(study):
        yield instructor_table(instructors, whole.ends)
