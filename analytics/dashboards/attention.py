"""The list of who most needs a word, each with the reasons that may be told."""

from django.urls import reverse

from analytics.metrics.attention import InNeed, needing_attention
from analytics.metrics.figures import Figures
from analytics.numerals import grouped, students
from analytics.people.reasons import reason_rows, reason_sentences
from analytics.scope import SUBJECT
from students.registers.remaining import StillToCome
from students.rules.risk import HIGH, MEDIUM

IN_THE_LIST = 5


def attention_list(figures: Figures) -> dict:
    """The input of components/attention_list.html."""
    risks, scope = figures.total.risks, figures.scope
    level = HIGH if risks[HIGH] else MEDIUM
    order = "lowest in the subject" if scope.basis == SUBJECT else "lowest average"
    found = {
        "title": _title(risks[HIGH] + risks[MEDIUM]),
        "subtitle": f"High risk before medium, {order} first",
        "rows": _rows(needing_attention(figures, IN_THE_LIST)),
    }
    if risks[level]:
        query = scope.students_query(risk=level)
        found["all_url"] = f"{reverse('students')}?{query}"
        found["all_text"] = f"All {grouped(risks[level])} at {level.lower()} risk"
    return found


def _title(number: int) -> str:
    if not number:
        return "Nobody needs a word now"
    return f"{students(number)} need{'s' if number == 1 else ''} a word"


def _rows(found: list[InNeed]) -> list[dict]:
    to_come = StillToCome([one.result for one in found if one.whole])
    return [_row(one, to_come) for one in found]


def _row(one: InNeed, to_come: StillToCome) -> dict:
    result, student = one.result, one.result.student
    url = f"{reverse('student', args=[student.pk])}?term={result.term_id}"
    row = {"name": student.name, "url": url, "roll_no": student.roll_no, "level": result.risk}
    if not one.whole:
        return row | {"reasons": (), "next": " ".join(reason_sentences(result, whole=False))}
    reasons = reason_rows(result, to_come.of(result), url)
    changes = [reason.smallest_change for reason in reasons if reason.smallest_change]
    return row | {"reasons": reasons, "next": changes[0] if changes else ""}
