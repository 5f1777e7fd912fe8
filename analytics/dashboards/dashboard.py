"""What a dashboard beyond the overview is made of, and what all of them share."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.charts.chart import Chart
from analytics.dashboards.coverage import coverage
from analytics.dashboards.dots import Dots
from analytics.dashboards.filters import filter_bar
from analytics.dashboards.insights import Insights
from analytics.dashboards.strip import Figure
from analytics.dashboards.tables import Table
from analytics.dashboards.tabs import address, save_url, tabs
from analytics.metrics.dimensions import BATCH, BRANCH, INSTITUTION, SECTION, Dimension
from analytics.metrics.figures import Figures
from analytics.scope import Scope

BY = "by"


@dataclass(frozen=True)
class Option:
    """One of several ways to look at the page; the address says which."""

    words: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class Segment:
    """A few options beside each other, under one name."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Dashboard:
    """One page of figures. `own` are its parameters beside the filters; `empty` says why there is
    nothing, with the way out; `without` are filters that mean nothing here; `changed_at` is when
    its figures changed, where they are not the tallies' alone; those with a
    `report_title` are also written as a report. `no_term` is what the filter of terms says
    where none is chosen and the figures are not of the current one."""

    slug: str
    heading: str
    figures: Figures
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    segments: tuple[Segment, ...] = ()
    crumbs: tuple[dict, ...] = ()
    own: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    empty: str = ""
    charts_first: bool = False
    lede: str = ""
    strip: tuple[Figure, ...] = ()
    dots: Dots | None = None
    without: tuple[str, ...] = ()
    insights: Insights | None = None
    changed_at: datetime | None = None
    report_title: str = ""
    no_term: str = ""

    def context(self) -> dict:
        """What dashboards/board.html shows, but for what only a view knows."""
        scope = self.figures.scope
        return {
            "heading": self.heading,
            "lede": self.lede or coverage(scope),
            "tabs": tabs(scope, self.slug),
            "save_url": save_url(scope, self.slug, self.own),
            "filters": self._filters(),
            "segments": self.segments,
            "crumbs": self.crumbs,
            "tables": self.tables,
            "figures": self.strip,
            "notes": self.notes,
            "dots": self.dots,
            "charts_first": self.charts_first,
            "start": self._start(),
            "insights": self.insights,
            "report_url": self._report_url(),
            **stamp(self.figures),
            **({"as_of": self.changed_at} if self.changed_at else {}),
        }

    def _filters(self) -> dict:
        url = address(self.slug)
        bar = filter_bar(self.figures.scope, url, hidden=self.own, no_term=self.no_term)
        bar["selects"] = [one for one in bar["selects"] if one.name not in self.without]
        return bar

    def _report_url(self) -> str:
        if not self.report_title:
            return ""
        url = reverse("dashboard-report", args=[self.slug])
        return url + link(self.figures.scope, **self.own)

    def _start(self) -> dict | None:
        if not self.empty:
            return None
        narrowed = {"url": address(self.slug), "link": _("Clear the filters")}
        return {"sentence": self.empty, **(narrowed if self.figures.scope.chosen else {})}


def stamp(figures: Figures) -> dict:
    """When the newest of the figures changed, and by which policies they are."""
    tallies = (figures.total, figures.all_marks)
    moments = [one.changed_at for one in tallies if one.changed_at]
    used = frozenset().union(*(one.policies for one in tallies))
    numbers = sorted({figures.policies[pk].number for pk in used})
    return {"as_of": max(moments, default=None), "policy": ", ".join(map(str, numbers))}


def link(scope: Scope, **own: str) -> str:
    """The same page with these parameters of its own; those given as "" are left out."""
    values = {**scope.chosen, **own}
    return "?" + urlencode({name: value for name, value in values.items() if value})


def segment(scope: Scope, name: str, label: str, choices: Iterable, own: dict) -> Segment:
    """The options of one parameter: pairs of value and words; `own` are all parameters now."""
    options = tuple(
        Option(words, link(scope, **{**own, name: value}), own.get(name) == value)
        for value, words in choices
    )
    return Segment(label, options)


def dimensions(scope: Scope, *others: Dimension) -> list[Dimension]:
    """What the students of a scope may be told apart by; institutions where there are several.

    Sections only for who may look the students up: they are parts of branches, which are told
    beside them, and of two such tables one must not give away what the other withholds.
    """
    several = [INSTITUTION] if len(scope.institutions) > 1 else []
    sections = [SECTION] if scope.tells_of_few else []
    return [*several, BRANCH, BATCH, *sections, *others]


def chosen_dimension(asked: str, known: list[Dimension], usual: Dimension) -> Dimension:
    """The dimension an address names; the usual one for what cannot be meant."""
    return next((one for one in known if one.name == asked), usual)


def students_url(scope: Scope, filters: Iterable[tuple[str, str]], **others: str) -> str:
    """The list of the students of a part; empty for whom may not look them up, or without a way."""
    filters = dict(filters)
    if not scope.leads_to_students or not filters:
        return ""
    return f"{reverse('students')}?{scope.students_query(**filters, **others)}"
