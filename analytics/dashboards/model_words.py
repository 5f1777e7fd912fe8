"""What is said of a model version, in sentences for who has to answer for its use."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from analytics.models import Activation, ModelVersion
from analytics.numerals import grouped, percent
from analytics.wording import joined

USUAL_WEEK = 8  # by which enough is known and enough can still be done
MINUS = "\u2212"
THEMES = {
    "recent_activity": gettext_lazy("Activity in the latest weeks, and how it changes"),
    "activity": gettext_lazy("Activity so far, compared with the same course"),
    "work": gettext_lazy("Work handed in of what was due"),
    "scores": gettext_lazy("Scores so far"),
    "punctuality": gettext_lazy("Lateness of work"),
    "classes": gettext_lazy("Classes attended"),
    "beginning": gettext_lazy("The time before the start: registering, first activity"),
    "studies": gettext_lazy("Studies: earlier education and attempts, subjects, credits"),
    "earlier": gettext_lazy("Results and attendance of earlier terms"),
    "course": gettext_lazy("The pace at which the course loses students"),
}
PROTECTED = gettext_lazy(
    "Never among them: gender, age, region, disability, deprivation, caste, religion. Where they"
    " are known they are looked up after the guess, to see whether it errs more for some."
)
NOT_FOR = (
    gettext_lazy("To decide or change a mark, a grade, a risk by the rules, a fee or a right."),
    gettext_lazy("To refuse anybody a course, an examination, help or a place."),
    gettext_lazy("To judge teachers, courses or institutions by."),
    gettext_lazy("For students of another institution, or of courses unlike those it learnt from."),
    gettext_lazy("As a certainty: of those it gives 70 of 100, about 30 come through."),
    gettext_lazy("As a cause: what goes with failing need not bring it about."),
)
GROUPS = {
    "gender": gettext_lazy("Gender"),
    "age_band": gettext_lazy("Age"),
    "disability": gettext_lazy("Disability"),
    "deprivation_band": gettext_lazy("Deprivation"),
    "region": pgettext_lazy("of a country", "Region"),
}


def decimal(number: float | None, places: int = 3) -> str:
    """0.7651 as "0.765", with a true minus; a dash for what is not known."""
    if number is None or number != number:
        return "–"
    return f"{number:.{places}f}".replace("-", MINUS)


def percents(share: float | None, places: int = 0) -> str:
    """0.7651 as "77 %"."""
    return percent("" if share is None else decimal(100 * share, places))


def between(interval, places: int = 3, scale: int = 1) -> str:
    """An interval as "0.756–0.776"; "to" in words where a sign would hide the dash."""
    if not interval:
        return ""
    low, high = (decimal(None if one is None else one * scale, places) for one in interval)
    return (
        f"{low}–{high}"
        if MINUS not in low + high
        else _("%(low)s to %(high)s")
        % {
            "low": low,
            "high": high,
        }
    )


def usual_row(version: ModelVersion) -> dict | None:
    """The measures of the week one is asked about; None where none was tested."""
    rows = version.measures.get("weeks", []) if version.measures else []
    return min(rows, key=lambda row: abs(row["week"] - USUAL_WEEK), default=None)


def sentences(version: ModelVersion) -> list[str]:
    """What it learnt from, how good it proved to be, and where it errs."""
    row = usual_row(version)
    found = [learnt_from(version), *left_out(version), *against_rules(version)]
    return [*found, *(of_week(row) if row else ()), *errors(version, row)]


def day(moment) -> str:
    """A day, or the day of a moment, "14 Mar 2026"."""
    return date_format(localtime(moment) if hasattr(moment, "tzinfo") else moment, "j M Y")


def learnt_from(version: ModelVersion) -> str:
    words = _(
        "It was learnt from %(students)s enrolments of %(past)s (%(first)s to %(end)s), and proven"
        " on %(last)s, which it had not seen."
    )
    return words % {
        "students": grouped(version.students),
        "past": joined(version.train_terms),
        "last": joined(version.test_terms),
        "first": day(version.data_from),
        "end": day(version.data_to),
    }


def left_out(version: ModelVersion) -> Iterator[str]:
    if count := (version.measures or {}).get("left_out"):
        words = _("Left out: %(count)s enrolments of which nothing is known by week or day.")
        yield words % {"count": grouped(count)}


def against_rules(version: ModelVersion) -> Iterator[str]:
    """Whether it came closer to what happened than the rules, and than the version then in use."""
    kinds = {
        "rule": _("Against the rules its mean squared error is different by %(by)s (%(between)s)."),
        "active": _(
            "Against the version then in use its mean squared error is different by %(by)s"
            " (%(between)s)."
        ),
    }
    for name, words in kinds.items():
        if found := version.compared.get(name):
            told = {"by": decimal(found["difference"], 4), "between": between(found["interval"], 4)}
            yield f"{words % told} {_('Below 0 is better.')}"


def of_week(row: dict) -> Iterator[str]:
    """The tenth guessed highest, and how far guesses lie from what came true."""
    top, week = row["top"], row["week"]
    words = _(
        "When %(week)s weeks had passed, of the tenth of the students guessed highest it came true"
        " for %(precision)s; they were %(recall)s of all it came true for."
    )
    told = {"precision": percents(top["precision"]), "recall": percents(top["recall"])}
    yield words % {"week": week, **told}
    words = _("Its guesses then lay %(points)s points from what came true, on the average.")
    yield words % {"points": decimal(100 * row["ece"], 1)}


def errors(version: ModelVersion, row: dict | None) -> Iterator[str]:
    """The group for which it surely errs most, of the same week."""
    if row is None:
        return
    by_week = {one["week"]: one["groups"] for one in version.groups}
    groups = by_week.get(row["week"], [])
    sure = [one for one in groups if one["gap_interval"][0] > 0 or one["gap_interval"][1] < 0]
    if not groups:
        yield _("Whether it errs more for some groups cannot be said: no backgrounds are known.")
    elif not sure:
        yield _("For none of %(count)s groups it surely guesses too high or too low.") % {
            "count": len(groups)
        }
    else:
        yield gap_words(max(sure, key=lambda one: abs(one["gap"])))


def gap_words(group: dict) -> str:
    high = _("It errs most for %(group)s: %(points)s points too high (%(between)s).")
    low = _("It errs most for %(group)s: %(points)s points too low (%(between)s).")
    told = {
        "group": group_name(group),
        "points": decimal(100 * abs(group["gap"]), 1),
        "between": between(group["gap_interval"], 1, 100),
    }
    return (high if group["gap"] > 0 else low) % told


def group_name(group: dict) -> str:
    """ "Gender F": the words of a source are shown as they are."""
    return f"{GROUPS.get(group['attribute'], group['attribute'])} {group['group']}"


def used_words(activation: Activation | None) -> str:
    """Who put what to use, when, and why."""
    if activation is None:
        return _("No version was ever in use: the rules alone speak.")
    told = {"since": day(activation.at), "by": by_whom(activation), "why": activation.why}
    if activation.version is None:
        words = _("Since %(since)s no version is in use, the rules alone speak. %(by)s: “%(why)s”")
        return words % told
    words = _("Version %(number)s is in use since %(since)s. %(by)s: “%(why)s”")
    return words % {"number": activation.version.number, **told}


def by_whom(activation: Activation) -> str:
    """A name; without anybody it was the training itself."""
    if activation.by is None:
        return _("PerfDash, by its measures")
    return activation.by.get_full_name() or activation.by.get_username()
