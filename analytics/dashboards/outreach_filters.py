"""The filter bar of outreach: institution, platform, channel, how long, and by week or month."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.chosen import INSTITUTION
from analytics.metrics.outreach_periods import MONTH, WEEK
from analytics.outreach_scopes import CHANNEL, PLATFORM, OutreachScope
from students.models import Channel, Platform

BY, MONTHS = "by", "months"
USUAL = 12
CHOICES = {
    MONTHS: (
        ("3", gettext_lazy("Last 3")),
        ("6", gettext_lazy("Last 6")),
        ("", gettext_lazy("Last 12")),
        ("24", gettext_lazy("Last 24")),
    ),
    BY: (("", gettext_lazy("Month")), (WEEK, gettext_lazy("Week"))),
}
LABELS = {
    INSTITUTION: gettext_lazy("Institution"),
    PLATFORM: gettext_lazy("Platform"),
    CHANNEL: gettext_lazy("Channel"),
    MONTHS: gettext_lazy("Months"),
    BY: gettext_lazy("By"),
}


def own_of(asked: Mapping[str, str]) -> dict[str, str]:
    """The parameters of the page itself that say something; of anything else the usual."""
    found = {name: asked.get(name, "") for name in CHOICES}
    return {name: one for name, one in found.items() if one and one in dict(CHOICES[name])}


def months_of(own: Mapping[str, str]) -> int:
    """Over how many months."""
    return int(own.get(MONTHS) or USUAL)


def by_of(own: Mapping[str, str]) -> str:
    """By week or by month."""
    return own.get(BY) or MONTH


def channel_words(channel: Channel) -> str:
    """ "Instagram acme": a handle alone may be that of several platforms."""
    return f"{channel.get_platform_display()} {channel.handle}"


def outreach_filters(scope: OutreachScope, action: str) -> dict:
    """The input of components/filter_bar.html."""
    selects = [
        one
        for one in (
            _select(scope, INSTITUTION, [(one.code, one.name) for one in scope.places]),
            _select(scope, PLATFORM, _platforms(scope)),
            _select(scope, CHANNEL, _channels(scope)),
        )
        if len(one["options"]) > 2 or one["chosen"]
    ]
    selects += [_own_select(scope, name) for name in CHOICES]
    chosen = [_label(one) for one in selects if one["chosen"]]
    return {
        "action": action,
        "selects": selects,
        "hidden": [],
        "clear_url": action,
        "set_count": len(chosen),
        "words": " · ".join(chosen) or _("Everything you see"),
    }


def _platforms(scope: OutreachScope) -> Iterable[tuple[str, str]]:
    there = {one.platform for one in scope.known}
    return [(value, label) for value, label in Platform.choices if value in there]


def _channels(scope: OutreachScope) -> Iterable[tuple[str, str]]:
    platform = scope.chosen.get(PLATFORM, "")
    rows = [one for one in scope.known if platform in ("", one.platform)]
    return {one.handle_key: (one.handle_key, channel_words(one)) for one in rows}.values()


def _select(scope: OutreachScope, name: str, rows: Iterable[tuple[str, str]]) -> dict:
    options = [{"value": "", "label": _("All")}]
    options += [{"value": value, "label": str(label)} for value, label in rows]
    return {
        "name": name,
        "label": str(LABELS[name]),
        "chosen": scope.chosen.get(name, ""),
        "options": options,
    }


def _own_select(scope: OutreachScope, name: str) -> dict:
    options = [{"value": value, "label": str(label)} for value, label in CHOICES[name]]
    return {
        "name": name,
        "label": str(LABELS[name]),
        "chosen": scope.own.get(name, ""),
        "options": options,
    }


def _label(select: dict) -> str:
    options = {one["value"]: one["label"] for one in select["options"]}
    return options[select["chosen"]]
