"""Early warning as a page: its sentence, its ways to look, its rows, and how far they reach."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from analytics.chances.lists import TARGET, TOP, TOPS, ChanceList
from analytics.chances.reach import Reach, reach
from analytics.chances.rows import ChanceRow
from analytics.chances.states import guess_words, left_out, notices, why_nobody
from analytics.chances.words import chance_words
from analytics.dashboards.dashboard import Option, Segment
from analytics.dashboards.filters import filter_bar
from analytics.dashboards.tabs import EARLY_WARNING, save_url, tabs
from analytics.models import Target
from analytics.models.predictions import MILLION
from analytics.numerals import grouped
from analytics.people.roster_words import place_words

LIKELIEST = {
    Target.AT_RISK: ngettext_lazy(
        "%(count)s student likely to fail or withdraw",
        "The %(count)s students likeliest to fail or withdraw",
        "count",
    ),
    Target.DROPOUT: ngettext_lazy(
        "%(count)s student likely to withdraw",
        "The %(count)s students likeliest to withdraw",
        "count",
    ),
    Target.FAIL: ngettext_lazy(
        "%(count)s student likely to fail", "The %(count)s students likeliest to fail", "count"
    ),
}
LOST = {
    Target.AT_RISK: gettext_lazy(
        "Going by what came of such guesses in the test, about %(lost)s of the %(every)s courses"
        " taken here will be failed or left."
    ),
    Target.DROPOUT: gettext_lazy(
        "Going by what came of such guesses in the test, about %(lost)s of the %(every)s courses"
        " taken here will be left."
    ),
    Target.FAIL: gettext_lazy(
        "Going by what came of such guesses in the test, about %(lost)s of the %(every)s courses"
        " taken here will be failed."
    ),
}
HELD = gettext_lazy("The students shown take %(shown)s courses and hold about %(held)s of these.")


def early_warning_page(chances: ChanceList) -> dict:
    """What early_warning/list.html shows, but for the forms of its rows."""
    scope, sums = chances.scope, chances.sums()
    rows = chances.rows()
    found = reach(chances.guesses(), [row.result_id for row in rows], chances.versions)
    query = chances.query()
    here = reverse(EARLY_WARNING) + (query and f"?{query}")
    return {
        "heading": heading(chances, len(rows)),
        "lede": lede(chances, sums),
        "tabs": tabs(scope, EARLY_WARNING),
        "save_url": save_url(scope, EARLY_WARNING, chances.own),
        "filters": filter_bar(scope, reverse(EARLY_WARNING), hidden=chances.own),
        "segments": segments(chances),
        "rows": rows,
        "several": len(scope.institutions) > 1,
        "reach": reach_words(chances, found),
        "reach_title": reach_title(found, rows),
        "notices": list(notices(chances, sums)),
        "left_out": list(left_out(sums)) if chances.versions else [],
        "start": None if rows else start(chances),
        "csv_url": f"{reverse('early-warning-csv')}?{query}",
        "xlsx_url": f"{reverse('early-warning-xlsx')}?{query}",
        "as_of": sums.made_at,
        "here": here,
    }


def heading(chances: ChanceList, count: int) -> str:
    """The finding in a sentence."""
    return LIKELIEST[chances.target] % {"count": count} if count else _("Early warning")


def lede(chances: ChanceList, sums) -> str:
    """Where and when, and whose guess it is."""
    place = place_words(chances.scope)
    return f"{place} · {guess_words(chances, sums)}" if sums.guessed else place


def segments(chances: ChanceList) -> tuple[Segment, ...]:
    """What is guessed, and how many students there is time for."""
    usual = {TARGET: Target.AT_RISK, TOP: ""}
    targets = tuple(
        Option(
            str(one.label),
            f"?{chances.query(**{TARGET: '' if one == usual[TARGET] else str(one)})}",
            one == chances.target,
        )
        for one in (Target.AT_RISK, Target.DROPOUT, Target.FAIL)
    )
    tops = tuple(
        Option(str(one), f"?{chances.query(**{TOP: str(one)})}", one == chances.top) for one in TOPS
    )
    return Segment(_("Guessed"), targets), Segment(_("Students you have time for"), tops)


def reach_title(found: Reach | None, rows: list[ChanceRow]) -> str:
    """How much those shown hold of what will be lost, in a sentence."""
    if found is None or not rows:
        return _("How far a word reaches")
    if found.shown == found.every:
        return _("Everybody who has a guess is shown")
    words = _("A word with those shown reaches about %(share)s of the courses that will be lost")
    return words % {"share": chance_words(round(MILLION * found.share))}


def reach_words(chances: ChanceList, found: Reach | None) -> list[str]:
    """The same with its figures; or that it cannot be said."""
    if found is None:
        return [_("The test of the version does not tell of this.")]
    lost, held = grouped(round(found.every_lost)), grouped(round(found.shown_lost))
    return [
        LOST[chances.target] % {"lost": lost, "every": grouped(found.every)},
        HELD % {"shown": grouped(found.shown), "held": held},
    ]


def start(chances: ChanceList) -> dict:
    """What an empty list says, and the way out of it."""
    sentence = why_nobody(chances)
    if chances.scope.sees_whole and chances.versions and chances.scope.chosen:
        return {"sentence": sentence, "url": reverse(EARLY_WARNING), "link": _("Show everybody")}
    if chances.scope.sees_whole:
        return {"sentence": sentence, "url": reverse("worklist"), "link": _("To the worklist")}
    return {"sentence": sentence}
