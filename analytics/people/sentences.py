"""Titles that say the finding, and the line that says who and where."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from analytics.numerals import percent
from analytics.people.attendances import Presence
from analytics.people.scores import Score
from analytics.wording import joined
from students.models import TermResult
from students.rules.policy import Policy
from students.rules.shown import shown_threshold

SMALL = (
    pgettext_lazy("a number in a sentence", "no"),
    pgettext_lazy("a number in a sentence", "one"),
    pgettext_lazy("a number in a sentence", "two"),
    pgettext_lazy("a number in a sentence", "three"),
    pgettext_lazy("a number in a sentence", "four"),
    pgettext_lazy("a number in a sentence", "five"),
    pgettext_lazy("a number in a sentence", "six"),
    pgettext_lazy("a number in a sentence", "seven"),
    pgettext_lazy("a number in a sentence", "eight"),
    pgettext_lazy("a number in a sentence", "nine"),
)
WITHOUT_MARK = gettext_lazy("%(count)s of %(subjects)s subjects without a mark")
NOT_PUBLISHED = gettext_lazy("%(count)s of %(subjects)s subjects not published yet")


def in_words(count: int) -> str:
    """Small numbers as words, as one writes them in a sentence."""
    return str(SMALL[count] if count < len(SMALL) else count)


def listed(names: Sequence[str]) -> str:
    """Names as in a sentence: "Physics", "Physics and English", "Physics, English and 2 more"."""
    if len(names) > 3:
        words = _("%(first)s, %(second)s and %(count)s more")
        return words % {"first": names[0], "second": names[1], "count": len(names) - 2}
    *first, last = names
    return joined([", ".join(first), last]) if first else last


def place_line(result: TermResult) -> str:
    """Roll number, branch, semester, section, batch and term in one line."""
    words = [
        result.student.roll_no,
        result.branch.title or result.branch.code,
        _("Semester %(number)s") % {"number": result.semester},
        result.section and _("Section %(section)s") % {"section": result.section},
        result.batch and (result.batch.title or _("Batch %(code)s") % {"code": result.batch.code}),
        result.term.title,
        "" if result.status == TermResult.Status.ACTIVE else result.get_status_display(),
    ]
    return " · ".join(filter(None, words))


def scores_title(scores: Sequence[Score], policy: Policy, awaited: str = WITHOUT_MARK) -> str:
    """What the marks of a term say: what is withheld, failed or awaited, or that all is passed.

    `awaited` is the sentence for some that are, WITHOUT_MARK or NOT_PUBLISHED.
    """
    withheld = [score.title for score in scores if score.withheld]
    failed = [score.title for score in scores if score.failed]
    waiting = [score for score in scores if score.awaited]
    if withheld:
        words = ngettext("%(subjects)s is withheld", "%(subjects)s are withheld", len(withheld))
        return words % {"subjects": listed(withheld)}
    if failed:
        return _failed_title(failed, len(scores), policy)
    if len(waiting) == len(scores):
        return _("No mark yet") if scores else _("No subject yet")
    if waiting:
        count = in_words(len(waiting)).capitalize()
        return awaited % {"count": count, "subjects": in_words(len(scores))}
    return _("All subjects are passed") if len(scores) > 1 else _("The subject is passed")


def _failed_title(failed: Sequence[str], subjects: int, policy: Policy) -> str:
    line = shown_threshold(policy.pass_subject)
    if len(failed) == subjects > 1:
        words = _("All %(count)s subjects are below the pass mark of %(line)s")
        return words % {"count": in_words(subjects), "line": line}
    words = ngettext(
        "%(subjects)s is below the pass mark of %(line)s",
        "%(subjects)s are below the pass mark of %(line)s",
        len(failed),
    )
    return words % {"subjects": listed(failed), "line": line}


def presence_title(presence: Presence) -> str:
    """Attendance against the line below which it is too low."""
    if presence.share is None:
        return _("Attendance is not known yet")
    if presence.short:
        words = _("Attendance is %(percent)s, below %(line)s")
    else:
        words = _("Attendance is %(percent)s, at or above %(line)s")
    return words % {"percent": percent(presence.percent), "line": percent(presence.line)}
