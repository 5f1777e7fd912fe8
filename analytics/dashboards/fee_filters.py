"""The filter bar of the pages about fees."""

from django.utils.translation import gettext as _

from analytics.chosen import INSTITUTION
from analytics.dashboards.filters import Option, Select
from analytics.fee_scopes import FILTERS, FeeScope


def fee_filters(scope: FeeScope, action: str, *more: dict, hidden: dict | None = None) -> dict:
    """The input of components/filter_bar.html; `more` are choices of the page's own, whose first
    option is the usual one; `hidden` are parameters to keep."""
    selects = [one for name in FILTERS if (one := _select(scope, name))]
    words = [one.words for one in selects if one.chosen]
    words += [_label(one) for one in more if one["chosen"] != one["options"][0]["value"]]
    return {
        "action": action,
        "selects": [*selects, *more],
        "hidden": [{"name": name, "value": value} for name, value in (hidden or {}).items()],
        "clear_url": action,
        "set_count": len(words),
        "words": " · ".join(words) or _("Everything you see"),
    }


def _select(scope: FeeScope, name: str) -> Select | None:
    """The filter of this name; None where there is nothing to choose between."""
    if name == INSTITUTION:
        rows = [(one.code, one.name) for one in scope.places]
    else:
        rows = {one.code_key: (one.code, one.title or one.code) for one in scope.options[name]}
        rows = list(rows.values())
    chosen = scope.chosen.get(name, "")
    if len(rows) < 2 and not chosen:
        return None
    options = (Option("", _("All")), *(Option(code, words) for code, words in rows))
    return Select(name, chosen, options)


def _label(select: dict) -> str:
    return next(one["label"] for one in select["options"] if one["value"] == select["chosen"])
