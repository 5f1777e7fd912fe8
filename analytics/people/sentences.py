"""Titles that say the finding, and the line that says who and where."""

from collections.abc import Sequence

from analytics.people.attendances import Presence
from analytics.people.scores import Score
from students.models import TermResult
from students.rules.policy import Policy
from students.rules.shown import shown_threshold

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_words(count: int) -> str:
    """Small numbers as words, as one writes them in a sentence."""
    return SMALL[count] if count < len(SMALL) else str(count)


def listed(names: Sequence[str]) -> str:
    """Names as in a sentence: "Physics", "Physics and English", "Physics, English and 2 more"."""
    if len(names) > 3:
        return f"{names[0]}, {names[1]} and {len(names) - 2} more"
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def place_line(result: TermResult) -> str:
    """Roll number, branch, semester, section, batch and term in one line."""
    words = [
        result.student.roll_no,
        result.branch.title or result.branch.code,
        f"Semester {result.semester}",
        result.section and f"Section {result.section}",
        result.batch and (result.batch.title or f"Batch {result.batch.code}"),
        result.term.title,
        "" if result.status == TermResult.Status.ACTIVE else result.get_status_display(),
    ]
    return " · ".join(filter(None, words))


def scores_title(scores: Sequence[Score], policy: Policy, awaited: str = "without a mark") -> str:
    """What the marks of a term say: what is withheld, failed or awaited, or that all is passed."""
    withheld = [score.title for score in scores if score.withheld]
    failed = [score.title for score in scores if score.failed]
    waiting = [score for score in scores if score.awaited]
    if withheld:
        return f"{listed(withheld)} {'is' if len(withheld) == 1 else 'are'} withheld"
    if failed:
        return _failed_title(failed, len(scores), policy)
    if len(waiting) == len(scores):
        return "No mark yet" if scores else "No subject yet"
    if waiting:
        count = in_words(len(waiting)).capitalize()
        return f"{count} of {in_words(len(scores))} subjects {awaited}"
    return "All subjects are passed" if len(scores) > 1 else "The subject is passed"


def _failed_title(failed: Sequence[str], subjects: int, policy: Policy) -> str:
    line = shown_threshold(policy.pass_subject)
    whole = len(failed) == subjects > 1
    who = f"All {in_words(subjects)} subjects" if whole else listed(failed)
    return f"{who} {'is' if len(failed) == 1 else 'are'} below the pass mark of {line}"


def presence_title(presence: Presence) -> str:
    """Attendance against the line below which it is too low."""
    if presence.share is None:
        return "Attendance is not known yet"
    side = "below" if presence.short else "at or above"
    return f"Attendance is {presence.percent}\u00a0%, {side} {presence.line}\u00a0%"
