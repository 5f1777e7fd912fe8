"""The list of who most needs a word: the head of the worklist, or what a subject teacher may know.

A subject teacher is told the level and the lines, no figure of other subjects, and sees no
contacts; so theirs is no worklist, and its order is that of the subject.
"""

from django.urls import reverse

from analytics.metrics.attention import InNeed, needing_attention
from analytics.metrics.figures import Figures
from analytics.metrics.worklists import Waiting
from analytics.numerals import grouped, students
from analytics.people.reasons import reason_rows, reason_sentences
from analytics.people.worklist_rows import WorklistRow
from analytics.people.worklists import Worklist
from analytics.scope import SUBJECT
from students.registers.remaining import StillToCome
from students.rules.risk import HIGH, MEDIUM

IN_THE_LIST = 5


def attention_list(figures: Figures) -> dict:
    """The input of components/attention_list.html."""
    return _in_subject(figures) if figures.scope.basis == SUBJECT else _waiting(figures)


def _waiting(figures: Figures) -> dict:
    worklist = Worklist(figures.scope)
    worklist.prepare()
    counts = worklist.counts()
    found = {
        "title": _waiting_title(counts),
        "subtitle": "High risk before medium, longest wait first",
        "rows": [_waiting_row(row) for row in worklist.page(0, IN_THE_LIST)],
    }
    if counts.total:
        found["all_url"] = f"{reverse('worklist')}?{worklist.query()}"
        found["all_text"] = f"All {grouped(counts.total)} in the worklist"
        found["csv_url"] = f"{reverse('worklist-csv')}?{worklist.query()}"
        found["excel_url"] = f"{reverse('worklist-xlsx')}?{worklist.query()}"
    return found


def _waiting_title(counts: Waiting) -> str:
    title = _title(counts.total)
    if not counts.total or not counts.never:
        return title
    if counts.never == counts.total:
        return f"{title}; nobody has had one" if counts.total > 1 else f"{title} and has had none"
    return f"{title}; {grouped(counts.never)} ha{'s' if counts.never == 1 else 've'} had none"


def _waiting_row(row: WorklistRow) -> dict:
    return {
        "name": row.name,
        "url": row.url,
        "roll_no": row.roll_no,
        "level": row.level,
        "waiting": row.waiting,
        "reasons": row.reasons,
        "next": row.changes[0] if row.changes else "",
        "log_url": reverse("contact-log", args=[row.result_id]),
    }


def _in_subject(figures: Figures) -> dict:
    risks, scope = figures.total.risks, figures.scope
    level = HIGH if risks[HIGH] else MEDIUM
    found = {
        "title": _title(risks[HIGH] + risks[MEDIUM]),
        "subtitle": "High risk before medium, lowest in the subject first",
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
