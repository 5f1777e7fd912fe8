"""The list of who most needs a word: the head of the worklist, or what a subject teacher may know.

A subject teacher is told the level and the lines, no figure of other subjects, and sees no
contacts; so theirs is no worklist, and its order is that of the subject.
"""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.metrics.attention import InNeed, needing_attention
from analytics.metrics.figures import Figures
from analytics.metrics.worklists import Waiting
from analytics.numerals import grouped
from analytics.people.reasons import reason_rows, reason_sentences
from analytics.people.worklist_rows import WorklistRow
from analytics.people.worklists import Worklist
from analytics.scope import SUBJECT
from students.registers.remaining import StillToCome
from students.rules.risk import HIGH, MEDIUM

IN_THE_LIST = 5
ALL_AT = {
    HIGH: gettext_lazy("All %(count)s at high risk"),
    MEDIUM: gettext_lazy("All %(count)s at medium risk"),
}


def attention_list(figures: Figures) -> dict:
    """The input of components/attention_list.html."""
    return _in_subject(figures) if figures.scope.basis == SUBJECT else _waiting(figures)


def _waiting(figures: Figures) -> dict:
    worklist = Worklist(figures.scope, figures=figures)
    counts = worklist.counts
    found = {
        "title": _waiting_title(counts),
        "subtitle": _("High risk before medium, longest wait first"),
        "rows": [_waiting_row(row) for row in worklist.page(0, IN_THE_LIST, brief=True)],
    }
    if counts.total:
        found["all_url"] = f"{reverse('worklist')}?{worklist.query()}"
        found["all_text"] = _("All %(count)s in the worklist") % {"count": grouped(counts.total)}
        found["csv_url"] = f"{reverse('worklist-csv')}?{worklist.query()}"
        found["excel_url"] = f"{reverse('worklist-xlsx')}?{worklist.query()}"
    return found


def _waiting_title(counts: Waiting) -> str:
    title = need_a_word(counts.total)
    if not counts.total or not counts.never:
        return title
    if counts.never == counts.total:
        words = ngettext(
            "%(finding)s and has had none", "%(finding)s; nobody has had one", counts.total
        )
        return words % {"finding": title}
    words = ngettext(
        "%(finding)s; %(count)s has had none", "%(finding)s; %(count)s have had none", counts.never
    )
    return words % {"finding": title, "count": grouped(counts.never)}


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
        "title": need_a_word(risks[HIGH] + risks[MEDIUM]),
        "subtitle": _("High risk before medium, lowest in the subject first"),
        "rows": _rows(needing_attention(figures, IN_THE_LIST)),
    }
    if risks[level]:
        query = scope.students_query(risk=level)
        found["all_url"] = f"{reverse('students')}?{query}"
        found["all_text"] = ALL_AT[level] % {"count": grouped(risks[level])}
    return found


def need_a_word(number: int) -> str:
    """How many students need a word, in a sentence."""
    if not number:
        return _("Nobody needs a word now")
    words = ngettext("%(count)s student needs a word", "%(count)s students need a word", number)
    return words % {"count": grouped(number)}


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
