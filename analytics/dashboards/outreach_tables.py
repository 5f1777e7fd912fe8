"""Platforms, channels and institutions side by side, and the best posts."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.chosen import INSTITUTION
from analytics.dashboards.outreach_filters import channel_words
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.kpis.channel_figures import MEASURES, found_of
from analytics.kpis.kpi import SHARE
from analytics.kpis.words import figure_text
from analytics.metrics.outreach_figures import OutreachFigures
from analytics.metrics.outreach_posts import LEAST_SHOWN, RankedPost, Ranking
from analytics.metrics.outreach_spans import OutreachSpan
from analytics.numerals import grouped
from analytics.outreach_scopes import CHANNEL, PLATFORM
from students.models import Platform

TITLES = {
    INSTITUTION: gettext_lazy("Institutions side by side"),
    PLATFORM: gettext_lazy("Platforms side by side"),
    CHANNEL: gettext_lazy("Channels side by side"),
}
CORNERS = {
    INSTITUTION: gettext_lazy("Institution"),
    PLATFORM: gettext_lazy("Platform"),
    CHANNEL: gettext_lazy("Channel"),
}


def outreach_tables(figures: OutreachFigures) -> list[Table]:
    """A table for every way to tell the channels apart that makes two parts at least, and the best
    posts where any can be ranked."""
    parts = {INSTITUTION: _institutions, PLATFORM: _platforms, CHANNEL: _channels}
    if len(figures.scope.channels) == len(figures.scope.platforms):
        del parts[CHANNEL]  # they would be the platforms once more
    sides = [_side(figures, name, lines(figures)) for name, lines in parts.items()]
    posts = [_posts(figures)] if figures.ranking.ranked else []
    return [*posts, *(one for one in sides if len(one.lines) > 1)]


def _side(figures: OutreachFigures, name: str, lines: Iterable[Line]) -> Table:
    heads = [_("Followers, all channels"), *(_head(measure.KPI) for measure in MEASURES)]
    return Table(
        title=str(TITLES[name]),
        subtitle=_("The last 28 days, as the key figures count them"),
        corner=str(CORNERS[name]),
        columns=tuple(map(Column, heads)),
        lines=tuple(lines),
        whole=Line(_("All"), _cells(figures.now)),
        kind=f"outreach-{name}",
    )


def _head(kpi) -> str:
    return f"{kpi.title}, {kpi.unit.sign}" if kpi.unit.sign else str(kpi.title)


def _institutions(figures: OutreachFigures) -> Iterable[Line]:
    for one in figures.scope.institutions:
        spans = [span for span in figures.now if span.institution == one.pk]
        yield Line(one.code, _cells(spans), one.name, _url(figures, institution=one.code))


def _platforms(figures: OutreachFigures) -> Iterable[Line]:
    for one in figures.scope.platforms:
        spans = [span for span in figures.now if span.platform == one]
        yield Line(str(Platform(one).label), _cells(spans), url=_url(figures, platform=one))


def _channels(figures: OutreachFigures) -> Iterable[Line]:
    codes = {one.pk: one.code for one in figures.scope.institutions}
    for one in figures.scope.channels:
        place = {"institution": codes[one.institution_id], "channel": one.handle_key}
        spans = [span for span in figures.now if span.channel == one.pk]
        title = codes[one.institution_id] if len(codes) > 1 else ""
        yield Line(channel_words(one), _cells(spans), title, _url(figures, **place))


def _url(figures: OutreachFigures, **place: str) -> str:
    return f"{reverse('outreach')}?{figures.scope.query(**place)}"


def _cells(spans: Sequence[OutreachSpan]) -> tuple[Cell, ...]:
    followers = [one.followers for one in spans if one.followers is not None]
    told = [grouped(sum(followers)) if followers else NONE]
    for measure in MEASURES:
        told.append(figure_text(measure.KPI.value(found_of(measure, spans)), measure.KPI.unit))
    return tuple(map(Cell, told))


def _posts(figures: OutreachFigures) -> Table:
    found = figures.ranking
    links = any(one.post.link for one in found.best)
    columns = (
        Column(_("Channel"), numeric=False),
        Column(_("Published"), numeric=False),
        Column(_("Likes and comments")),
        Column(_("Followers then")),
        Column(_("Engagement rate, %")),
        Column(_("Shown at least")),
        *((Column(_("Address"), numeric=False),) if links else ()),
    )
    return Table(
        title=_("Best posts"),
        subtitle=_of_which(found),
        corner=_("Post"),
        columns=columns,
        lines=tuple(_post(one, links) for one in found.best),
        kind="outreach-posts",
    )


def _of_which(found: Ranking) -> str:
    """By what they are the best, of how many, and who could not be ranked and why."""
    told = (
        (
            found.ranked,
            _("The best of %(count)s by likes and comments ÷ followers on their day"),
        ),
        (found.seldom, _("left out: %(count)s not said to be shown at least %(least)s times")),
        (found.no_followers, _("left out: %(count)s of followers not known")),
        (found.silent, _("left out: %(count)s without a word of likes or comments")),
    )
    return " · ".join(
        words % {"count": grouped(count), "least": LEAST_SHOWN} for count, words in told if count
    )


def _post(one: RankedPost, links: bool) -> Line:
    """Its address is told and leads nowhere: the page sends nobody to another server."""
    post = one.post
    cells = (
        channel_words(post.channel),
        date_format(one.on, "j M Y"),
        grouped(one.reactions),
        grouped(one.followers),
        figure_text(SHARE.value(one.reactions, one.followers), SHARE),
        grouped(one.shown),
        *((post.link or NONE,) if links else ()),
    )
    return Line(str(post), tuple(map(Cell, cells)))
