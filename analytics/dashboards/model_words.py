"""What is said of a model version, in sentences for who has to answer for its use."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from analytics.models import Activation
from analytics.numerals import percent

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
    "earlier": gettext_lazy("Earlier terms: average, failed subjects, attendance"),
    "course": gettext_lazy("The pace at which the course loses students"),
    "subject": gettext_lazy("How many students past courses of the subject lost"),
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


def day(moment) -> str:
    """A day, or the day of a moment, "14 Mar 2026"."""
    return date_format(localtime(moment) if hasattr(moment, "tzinfo") else moment, "j M Y")


def group_name(group: dict) -> str:
    """ "Gender F": the words of a source are shown as they are."""
    return f"{GROUPS.get(group['attribute'], group['attribute'])} {group['group']}"


def used_words(activation: Activation | None) -> str:
    """Who put what to use, when, and why."""
    if activation is None:
        return _("No version was ever in use: the rules alone speak.")
    told = {"since": day(activation.at), "by": by_whom(activation), "why": why_words(activation)}
    if activation.version is None:
        words = _("Since %(since)s no version is in use, the rules alone speak. %(by)s: “%(why)s”")
        return words % told
    words = _("Version %(number)s is in use since %(since)s. %(by)s: “%(why)s”")
    return words % {"number": activation.version.number, **told}


def why_words(activation: Activation) -> str:
    """The reason as somebody wrote it; the training's own is a verdict, said in every language."""
    if activation.by is None and activation.why:
        return _(activation.why)
    return activation.why


def by_whom(activation: Activation) -> str:
    """A name; without anybody it was the training itself."""
    if activation.by is None:
        return _("PerfDash, by its measures")
    return activation.by.get_full_name() or activation.by.get_username()
