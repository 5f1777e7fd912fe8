"""The figure strip of a page about one student."""

from dataclasses import dataclass

from analytics.people.attendances import Presence
from analytics.people.own import OwnRecord
from analytics.people.reasons import leading
from analytics.people.records import StudentRecord
from analytics.people.terms import Change, Spark, change, spark
from students.models import TermResult
from students.rules.grading import band_index
from students.rules.policy import Policy
from students.rules.remedies import HUNDREDTH
from students.rules.risk import UNKNOWN
from students.rules.shown import shown


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
    note = f"from {published} of {len(record.scores)} subjects" if figures.mark_count else ""
    missing = "withheld" if figures.withheld else "not published yet"
    return [
        Figure(
            "Average",
            record.average or "–",
            note=note or missing,
            spark=spark(record.terms, "average"),
        ),
        Figure("Grade", figures.grade or "–", note="provisional" if record.provisional else ""),
        attendance_figure(record.presence, record.terms),
        Figure("Subjects passed", str(record.passed), f" of {figures.registered}"),
    ]


def whole_figures(record: StudentRecord) -> list[Figure]:
    """Risk first, then average, grade, attendance and subjects passed."""
    result, missing = record.result, _missing(record)
    moved = None if missing else change(record.terms, "average")
    later = sum(bool(score.later) for score in record.scores)
    return [
        risk_figure(result, " and ".join(leading(result))),
        Figure(
            "Average",
            record.average or "–",
            note=missing,
            change=moved,
            spark=spark(record.terms, "average"),
        ),
        Figure("Grade", result.grade or "–", note=next_grade(result, record.policy)),
        attendance_figure(record.presence, record.terms),
        Figure(
            "Subjects passed",
            str(record.passed),
            f" of {result.registered}",
            note=f"{later} sat again" if later else "",
        ),
    ]


def subject_figures(record: StudentRecord) -> list[Figure]:
    """The level of risk, and the mark and attendance in each subject the viewer teaches."""
    figures = [risk_figure(record.result)]
    for score in record.scores:
        words = (score.grade and f"grade {score.grade}", score.so_far, score.words)
        note = " · ".join(filter(None, words))
        figures.append(Figure(score.title, score.percent or "–", note=note))
    for register in record.presence.registers:
        figures.append(
            Figure(
                f"Attendance in {register.title}",
                register.percent or "–",
                unit="\u00a0%" if register.percent else "",
                note=f"{register.attended} of {register.held} classes",
            )
        )
    return figures


def risk_figure(result: TermResult, by: str = "") -> Figure:
    """The level with its shape, and what makes it so."""
    unknown = result.risk == UNKNOWN
    return Figure(
        "Risk",
        "Not known" if unknown else result.risk,
        emphasis=result.risk,
        note="not enough data" if unknown else f"by {by}" if by else "",
    )


def next_grade(result: TermResult, policy: Policy) -> str:
    """How far the average is below the next better grade: "5.60 below a D"."""
    place = band_index(policy, result.mark_sum, result.mark_count)
    if not place:
        return ""
    band = policy.bands[place - 1]
    missing = band.at_least * result.mark_count - result.mark_sum
    points = -(-missing // (HUNDREDTH * result.mark_count)) * HUNDREDTH
    return f"{shown(points)} below {band.letter}"


def _missing(record: StudentRecord) -> str:
    result = record.result
    if result.withheld:
        return "withheld"
    if result.provisional:
        return f"provisional: {result.mark_count} of {result.registered} subjects"
    if waiting := sum(bool(score.so_far) for score in record.scores):
        return f"so far: components awaited in {waiting} of {result.registered} subjects"
    return "" if result.mark_count else "no mark yet"


def attendance_figure(presence: Presence, terms) -> Figure:
    """Attendance with its change since the term before, or what it was counted from."""
    return Figure(
        "Attendance",
        presence.percent or "–",
        unit="\u00a0%" if presence.percent else "",
        note=presence.counted,
        spark=spark(terms, "attendance"),
    )
