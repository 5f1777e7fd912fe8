"""What an early warning says of the versions that speak, and of those that do not."""

import datetime
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.chances.courses import version_words
from analytics.chances.lists import ChanceList, Sums
from analytics.models import ModelVersion
from analytics.numerals import grouped
from analytics.people.contacts import written
from analytics.prediction.checks import fault_words

STALE = 14  # days after which guesses are told to be old


def guess_words(chances: ChanceList, sums: Sums) -> str:
    """Whose guess it is, of which day, and what it changes."""
    words = _(
        "A guess of %(versions)s, as known on %(day)s; it changes no grade, no risk, no right"
    )
    return words % {"versions": spoken(chances.versions), "day": written(sums.newest)}


def spoken(versions: Iterable[ModelVersion]) -> str:
    """The versions that speak: "version 3", of several institutions with their codes."""
    versions = list(versions)
    if len(versions) == 1:
        return version_words(versions[0])
    return ", ".join(f"{version_words(one)} ({one.institution.code})" for one in versions)


def why_nobody(chances: ChanceList) -> str:
    """Why there is nobody in the list, and what is to be done."""
    if not chances.scope.sees_whole:
        return _(
            "Early warning is for mentors, class teachers and heads. No class is in your charge and"
            " no student is your mentee in this term; a word about a student of your subject goes"
            " to their mentor."
        )
    if not chances.versions:
        return _no_version(chances)
    if chances.scope.chosen:
        return _("Nobody in this selection has a guess.")
    return _(
        "Nothing is guessed of this term yet: score_students does it, best every night. Until then"
        " the worklist goes by the rules."
    )


def _no_version(chances: ChanceList) -> str:
    there = ModelVersion.objects.filter(
        institution__in=chances.scope.institution_ids, target=chances.target
    )
    last = there.order_by("-trained_at").only("verdict", "number", "institution").first()
    if last is None:
        return _(
            "Not enough history: no version has been trained for this here, so the rules stand and"
            " the worklist goes by them. Training needs two finished terms with enrolments"
            " (train_model)."
        )
    words = _(
        "No version is in use, so the rules stand and the worklist goes by them. Of the last one,"
        " number %(number)s, it is said: %(verdict)s."
    )
    return words % {"number": last.number, "verdict": last.get_verdict_display()}


def notices(chances: ChanceList, sums: Sums) -> Iterator[str]:
    """What to know before the list is read: versions outdated, guesses old."""
    several = len(chances.versions) > 1
    for version in chances.versions:
        if found := fault_words(version, several):
            yield _("%(fault)s What it has said stands below.") % {"fault": found}
    if sums.newest and chances.is_over:
        yield _(
            "This term is over. The list is as it was on %(day)s; what became of each is told, and"
            " was not known to the guess."
        ) % {"day": written(sums.newest)}
    elif sums.newest and sums.newest < chances.today - datetime.timedelta(days=STALE):
        yield _("The last guess is of %(day)s: score_students makes new ones.") % {
            "day": written(sums.newest)
        }


def left_out(sums: Sums) -> Iterator[str]:
    """Who is not in the list, and why."""
    if sums.without:
        words = ngettext(
            "Of %(count)s more student with courses there is not enough data for a guess.",
            "Of %(count)s more students with courses there is not enough data for a guess.",
            sums.without,
        )
        yield words % {"count": grouped(sums.without)}
    if sums.ended:
        words = ngettext(
            "%(count)s course is left out because its end is known.",
            "%(count)s courses are left out because their end is known.",
            sums.ended,
        )
        yield words % {"count": grouped(sums.ended)}
