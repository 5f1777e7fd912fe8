"""Trainers: what was given them, by month, by stars, each beside the others, and what was said."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.charts import rating_months, rating_stars
from analytics.charts.chart import Chart
from analytics.charts.rating_words import interval_text, mean_text
from analytics.dashboards.comment_words import said, topics_table
from analytics.dashboards.kpi_filters import precinct_filters, term_select
from analytics.dashboards.rating_tables import trainers_table
from analytics.dashboards.strip import Figure
from analytics.dashboards.tables import NONE, Table
from analytics.dashboards.tabs import TRAINERS as SLUG
from analytics.metrics.rating_figures import RatingFigures
from analytics.metrics.ratings import LEAST
from analytics.numerals import grouped, share
from analytics.rating_scopes import SPAN, SPANS, TRAINER, RatingScope
from analytics.wording import few
from students.sight import Sight

SPAN_WORDS = {
    "3": gettext_lazy("Last 3 months"),
    "6": gettext_lazy("Last 6 months"),
    "12": gettext_lazy("Last 12 months"),
}


def figures_of(sight: Sight, asked: Mapping[str, str]) -> RatingFigures:
    """The answers of an address; ScopeError for what is not among what they see."""
    return RatingFigures(RatingScope.of(sight, asked))


def charts(figures: RatingFigures) -> list[Chart]:
    """The charts of the page, in order."""
    return [rating_months.chart(figures), rating_stars.chart(figures)] if _known(figures) else []


def tables(figures: RatingFigures) -> list[Table]:
    """The tables of the page, in order."""
    made = [trainers_table(figures), topics_table(figures.comments)] if _known(figures) else []
    return [one for one in made if one is not None]


def board(figures: RatingFigures) -> dict:
    """What dashboards/trainers.html shows, but for charts, tables and tabs."""
    scope = figures.scope
    known = _known(figures)
    return {
        "heading": _finding(figures),
        "lede": _lede(scope),
        "filters": _filters(scope),
        "figures": _strip(figures) if known else (),
        "notes": tuple(_notes(figures)) if known else (),
        "start": None if known else _nothing(figures),
        "charts_first": True,
        "said": said(figures),
        "as_of": timezone.now(),  # computed as it is read
    }


def _known(figures: RatingFigures) -> bool:
    return bool(figures.trainers) and not figures.is_few


def _filters(scope: RatingScope) -> dict:
    spans = [{"value": "", "label": _("All")}]
    spans += [{"value": one, "label": str(SPAN_WORDS[one])} for one in SPANS]
    span = {"name": SPAN, "label": _("Time"), "chosen": scope.span, "options": spans}
    terms = term_select(scope.precinct, none=_("All"))
    return precinct_filters(scope.precinct, reverse(SLUG), terms, _trainers(scope), span)


def _trainers(scope: RatingScope) -> dict | None:
    if len(scope.trainers) < 2 and not scope.trainer:
        return None
    options = [{"value": "", "label": _("All")}]
    options += [{"value": str(one.pk), "label": one.name} for one in scope.trainers]
    chosen = str(scope.trainer.pk) if scope.trainer else ""
    return {"name": TRAINER, "label": _("Trainer"), "chosen": chosen, "options": options}


def _finding(figures: RatingFigures) -> str:
    if figures.is_few:
        return _("Too few answers here for figures")
    whole = figures.whole
    if not whole.answers:
        return _nothing_here(figures.scope)
    told = {"mean": mean_text(whole), "count": grouped(whole.answers)}
    trainers = figures.scope.trainers
    one = trainers[0] if len(trainers) == 1 else figures.scope.trainer
    if one:
        told["name"] = one.name
        words = ngettext(
            "%(name)s: %(mean)s of 5 in %(count)s answer",
            "%(name)s: %(mean)s of 5 in %(count)s answers",
            whole.answers,
        )
        return words % told
    words = ngettext(
        "Trainers were given %(mean)s of 5 in %(count)s answer",
        "Trainers were given %(mean)s of 5 in %(count)s answers",
        whole.answers,
    )
    return words % told


def _nothing_here(scope: RatingScope) -> str:
    if scope.chosen:
        return _("No ratings of what is chosen")
    return _("No ratings for you to see here") if scope.holds_back else _("No ratings here yet")


def _lede(scope: RatingScope) -> str:
    names = ", ".join(one.name for one in scope.precinct.institutions)
    if not names:
        return _("No institution is assigned to you yet.")
    if scope.only_own:
        return _("What was given to you at %(place)s; who answered is not kept.") % {"place": names}
    return _("Answers about trainers of %(place)s; who answered is not kept.") % {"place": names}


def _nothing(figures: RatingFigures) -> dict:
    clear = {"url": reverse(SLUG), "link": _("Clear the filters")} if figures.scope.chosen else {}
    if figures.is_few:
        told = _(
            "Fewer than %(least)s answers would be told of, or could be worked out: who gave them"
            " might be known."
        )
        return {"sentence": told % {"least": LEAST}, **clear}
    if figures.scope.holds_back:
        return {"sentence": _held_back(), **clear}
    return {"sentence": _("Ratings appear here once they are imported or entered."), **clear}


def _held_back() -> str:
    return _(
        "There are ratings that are not shown to you: a head of branch sees those given in batches"
        " of the branch, and in batches without a course that have students of it."
    )


def _strip(figures: RatingFigures) -> tuple[Figure, ...]:
    whole = figures.whole
    interval = interval_text(whole)
    between = _("95 percent interval %(interval)s") % {"interval": interval}
    undated = _("%(count)s without a day") % {"count": grouped(figures.undated)}
    told = [one for one in figures.trainers.values() if not one.few]
    fewer = _("%(count)s of them of few answers") % {
        "count": grouped(len(figures.trainers) - len(told))
    }
    return (
        Figure(_("Rating, of 5"), mean_text(whole), between if interval != NONE else ""),
        Figure(_("Answers"), grouped(whole.answers), undated if figures.undated else ""),
        Figure(_("Four stars or five"), share(whole.high, whole.answers), grouped(whole.high)),
        Figure(
            _("Trainers"),
            grouped(len(figures.trainers)),
            fewer if len(told) < len(figures.trainers) else "",
        ),
    )


def _notes(figures: RatingFigures):
    """How the figures are made, in sentences."""
    yield _(
        "A rating of another scale is told as its share of five stars. The interval is Student’s of"
        " the mean, with the spread of the answers themselves; it holds for those who answered,"
        " who are not drawn by lot."
    )
    if figures.scope.holds_back:
        yield _held_back()
    told = {"few": few(), "least": LEAST}
    yield (
        _(
            "Nothing is told of fewer than %(least)s answers, “%(few)s”, nor of so many that these"
            " could be worked out."
        )
        % told
    )
