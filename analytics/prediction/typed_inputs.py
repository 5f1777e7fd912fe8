"""What somebody may say of a student to try a model: in a mentor's words, units and ranges."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LAST_WEEK = 52
DAYS = gettext_lazy("days a week")
PERCENT = "%"
NOTHING_DUE = "nothing_due"

Typed = Mapping[str, float]


@dataclass(frozen=True)
class Input:
    """One amount: its range, its unit, and the first week at whose end it can be known."""

    name: str
    label: str
    unit: str
    most: int
    hint: str = ""
    whole: bool = False
    from_week: int = 0
    least: int = 0


def _percent(name: str, label: str, hint: str = "", from_week: int = 0) -> Input:
    return Input(name, label, PERCENT, 100, hint, from_week=from_week)


ACTIVITY = (
    Input("login_days", gettext_lazy("Signed in, since the start"), DAYS, 7, from_week=1),
    Input("login_days_lately", gettext_lazy("Signed in, last two weeks"), DAYS, 7, from_week=2),
    Input(
        "silent_days",
        gettext_lazy("Last active"),
        gettext_lazy("days ago"),
        400,
        whole=True,
    ),
)
WORK = (
    _percent("handed_in", gettext_lazy("Handed in of what was due")),
    Input(
        "missed_in_a_row",
        gettext_lazy("Latest pieces missing"),
        gettext_lazy("in a row"),
        20,
        whole=True,
    ),
)
SCORES = (
    _percent("assignments", gettext_lazy("Assignments"), gettext_lazy("of those handed in")),
    _percent("quizzes", gettext_lazy("Quizzes"), gettext_lazy("of those taken")),
    _percent("midterm", gettext_lazy("Midterm"), gettext_lazy("once it is marked")),
)
CLASSES = (
    _percent("attendance", gettext_lazy("Attendance, since the start")),
    _percent("attendance_lately", gettext_lazy("Attendance, last four weeks")),
)
STUDIES = (
    Input(
        "attempts",
        gettext_lazy("Earlier attempts"),
        gettext_lazy("at this subject"),
        20,
        whole=True,
    ),
    Input(
        "subjects",
        gettext_lazy("Subjects at once"),
        gettext_lazy("this one counted"),
        20,
        whole=True,
        least=1,
    ),
)
EARLIER = (
    _percent("earlier_average", gettext_lazy("Average of earlier terms")),
    Input(
        "earlier_failed",
        gettext_lazy("Subjects failed before"),
        gettext_lazy("in earlier terms"),
        60,
        whole=True,
    ),
    _percent("earlier_attendance", gettext_lazy("Attendance of the term before")),
)
GROUPS = (
    (gettext_lazy("Activity"), ACTIVITY),
    (gettext_lazy("Work handed in"), WORK),
    (gettext_lazy("Scores"), SCORES),
    (gettext_lazy("Classes"), CLASSES),
    (gettext_lazy("Studies"), STUDIES),
    (gettext_lazy("Earlier terms"), EARLIER),
)
INPUTS = {one.name: one for group in GROUPS for one in group[1]}
SCORE_NAMES = tuple(one.name for one in SCORES)


def problems(week: int, typed: Typed, nothing_due: bool = False) -> dict[str, str]:
    """What cannot be so, by the name of the input: a sentence for each; empty where all can."""
    found = {}
    for name, value in typed.items():
        one = INPUTS[name]
        if sentence := _out_of_range(one, value) or _too_early(one, week):
            found[name] = sentence
    return found | (_contradictions(week, typed, nothing_due) if not found else {})


def _out_of_range(one: Input, value: float) -> str:
    if not one.least <= value <= one.most:
        told = {"least": one.least, "most": one.most}
        return _("It lies between %(least)s and %(most)s.") % told
    if one.whole and value != int(value):
        return _("It is a whole number.")
    return ""


def _too_early(one: Input, week: int) -> str:
    if week >= one.from_week:
        return ""
    words = _("Nothing is known of it before week %(week)s is over: leave it empty.")
    return words % {"week": one.from_week}


def _contradictions(week: int, typed: Typed, nothing_due: bool) -> dict[str, str]:
    found = {}
    for check in (_of_work, _of_scores, _of_activity, _of_classes):
        found |= check(week, typed, nothing_due)
    return found


def _of_work(week: int, typed: Typed, nothing_due: bool) -> dict[str, str]:
    handed_in, missed = typed.get("handed_in"), typed.get("missed_in_a_row")
    if nothing_due:
        named = [name for name in ("handed_in", "missed_in_a_row") if typed.get(name)]
        return {name: _("Nothing was due: leave it empty.") for name in named}
    if handed_in == 100 and missed:
        return {"missed_in_a_row": _("All that was due is handed in: nothing can be missing.")}
    if handed_in == 0 and missed == 0:
        return {"missed_in_a_row": _("Nothing is handed in: the latest piece is missing, too.")}
    return {}


def _of_scores(week: int, typed: Typed, nothing_due: bool) -> dict[str, str]:
    named = [name for name in SCORE_NAMES if name in typed]
    if nothing_due:
        return {name: _("Nothing was due: leave it empty.") for name in named}
    if typed.get("handed_in") == 0:
        return {name: _("Nothing is handed in: there is no score.") for name in named}
    return {}


def _of_activity(week: int, typed: Typed, nothing_due: bool) -> dict[str, str]:
    whole, lately = typed.get("login_days"), typed.get("login_days_lately")
    if lately is not None and whole is not None and lately * min(week, 2) > whole * week + 2:
        words = _("These are more days than since the start in all: one of the two cannot be.")
        return {"login_days_lately": words}
    silent = typed.get("silent_days") or 0
    if whole and silent > 7 * week:
        return {"login_days": _("Not active since the start: there are no days since then.")}
    if lately and silent > 14:
        words = _("Last active more than two weeks ago: in the last two weeks there are no days.")
        return {"login_days_lately": words}
    return {}


def _of_classes(week: int, typed: Typed, nothing_due: bool) -> dict[str, str]:
    whole, lately = typed.get("attendance"), typed.get("attendance_lately")
    if whole is None or lately is None:
        return {}
    if (whole == 0 and lately > 0) or (whole == 100 and lately < 100):
        return {"attendance_lately": _("This does not fit the attendance since the start.")}
    return {}
