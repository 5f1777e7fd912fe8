"""The figure strip of a page about one student."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from analytics.people.attendances import Presence, classes_words
from analytics.people.own import OwnRecord
from analytics.people.reasons import leading
from analytics.people.records import StudentRecord
from analytics.people.terms import Change, Spark, change, spark
from analytics.wording import level_word
from students.models import TermResult
from students.rules.grading import band_index
from students.rules.policy import Policy
from students.rules.reasons import ATTENDANCE, AVERAGE
from students.rules.remedies import HUNDREDTH
from students.rules.risk import UNKNOWN
from students.rules.shown import shown

BY = {
    (AVERAGE,): gettext_lazy("by average"),
    (ATTENDANCE,): gettext_lazy("by attendance"),
    (AVERAGE, ATTENDANCE): gettext_lazy("by average and attendance"),
}


@dataclass(frozen=True)
class Figure:
    """One cell of the strip; see the component of that name."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    url: str = ""
    emphasis: str = ""
    change: Change | None = None
    spark: Spark | None = None


def own_figures(record: OwnRecord) -> list[Figure]:
    """Average, grade, attendance and subjects passed, of what is published; no risk."""
    figures = record.figures
    published = sum(score.published for score in record.scores)
    told = {"published": published, "subjects": len(record.scores)}
    note = _("from %(published)s of %(subjects)s subjects") % told if figures.mark_count else ""
    missing = _("withheld") if figures.withheld else _("not published yet")
    provisional = _("provisional") if record.provisional else ""
    return [
        Figure(
            _("Average"),
            record.average or "–",
            note=note or missing,
            spark=spark(record.terms, "average"),
        ),
        Figure(_("Grade"), figures.grade or "–", note=provisional),
        attendance_figure(record.presence, record.terms),
        Figure(
            _("Subjects passed"),
            str(record.passed),
            _of(figures.registered),
            note=_("so far") if record.provisional else "",
        ),
    ]


def whole_figures(record: StudentRecord) -> list[Figure]:
    """Risk first, then average, grade, attendance and subjects passed."""
    result, missing = record.result, _missing(record)
    moved = None if missing else change(record.terms, "average")
    later = sum(bool(score.later) for score in record.scores)
    return [
        risk_figure(result, BY.get(tuple(leading(result)), "")),
        Figure(
            _("Average"),
            record.average or "–",
            note=missing,
            change=moved,
            spark=spark(record.terms, "average"),
        ),
        Figure(_("Grade"), result.grade or "–", note=next_grade(result, record.policy)),
        attendance_figure(record.presence, record.terms),
        Figure(
            _("Subjects passed"),
            str(record.passed),
            _of(result.registered),
            note=_("%(count)s sat again") % {"count": later} if later else "",
        ),
    ]


def subject_figures(record: StudentRecord) -> list[Figure]:
    """The level of risk, and the mark and attendance in each subject the viewer teaches."""
    figures = [risk_figure(record.result)]
    for score in record.scores:
        grade = _("grade %(grade)s") % {"grade": score.grade}
        words = (score.grade and grade, score.so_far, score.words)
        note = " · ".join(filter(None, words))
        figures.append(Figure(score.title, score.percent or "–", note=note))
    for register in record.presence.registers:
        figures.append(
            Figure(
                _("Attendance in %(subject)s") % {"subject": register.title},
                register.percent or "–",
                unit="\u00a0%" if register.percent else "",
                note=classes_words(register.attended, register.held),
            )
        )
    return figures


def risk_figure(result: TermResult, by: str = "") -> Figure:
    """The level with its shape, and what makes it so."""
    unknown = result.risk == UNKNOWN
    return Figure(
        _("Risk"),
        _("Not known") if unknown else level_word(result.risk),
        emphasis=result.risk,
        note=_("not enough data") if unknown else str(by),
    )


def next_grade(result: TermResult, policy: Policy) -> str:
    """How far the average is below the next better grade: "5.60 below D"."""
    place = band_index(policy, result.mark_sum, result.mark_count)
    if not place:
        return ""
    band = policy.bands[place - 1]
    missing = band.at_least * result.mark_count - result.mark_sum
    points = -(-missing // (HUNDREDTH * result.mark_count)) * HUNDREDTH
    return _("%(points)s below %(grade)s") % {"points": shown(points), "grade": band.letter}


def _missing(record: StudentRecord) -> str:
    result = record.result
    if result.withheld:
        return _("withheld")
    if result.provisional:
        words = _("provisional: %(count)s of %(subjects)s subjects")
        return words % {"count": result.mark_count, "subjects": result.registered}
    if waiting := sum(bool(score.so_far) for score in record.scores):
        words = _("so far: components awaited in %(count)s of %(subjects)s subjects")
        return words % {"count": waiting, "subjects": result.registered}
    return "" if result.mark_count else _("no mark yet")


def _of(subjects: int) -> str:
    """What follows the number of those passed."""
    return " " + pgettext("after a number", "of %(count)s") % {"count": subjects}


def attendance_figure(presence: Presence, terms) -> Figure:
    """Attendance with its change since the term before, or what it was counted from."""
    return Figure(
        _("Attendance"),
        presence.percent or "–",
        unit="\u00a0%" if presence.percent else "",
        note=presence.counted,
        spark=spark(terms, "attendance"),
    )
