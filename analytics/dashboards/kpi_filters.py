"""The filters of a precinct: institution, branch and batch."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from analytics.choices import BATCH, BRANCH
from analytics.chosen import INSTITUTION, TERM
from analytics.dashboards.filters import Option, Select
from analytics.meant_terms import begun_terms
from analytics.precincts import FILTERS, Precinct


def precinct_filters(precinct: Precinct, action: str, *more: Select | dict | None) -> dict:
    """The input of components/filter_bar.html; `more` are filters of the page's own, of which those
    that are no Select have the usual option first."""
    rows = {INSTITUTION: precinct.known, BRANCH: precinct.branches, BATCH: precinct.batches}
    found = (_select(precinct, name, rows[name]) for name in FILTERS)
    selects = [one for one in found if one is not None]
    own = [one for one in more if one is not None]
    words = [one.words for one in selects if one.chosen]
    words += [text for one in own if (text := _words(one))]
    return {
        "action": action,
        "selects": [*selects, *own],
        "hidden": [],
        "clear_url": action,
        "set_count": len(words),
        "words": " · ".join(words) or _("Everything you see"),
    }


def term_select(precinct: Precinct, none: str = "") -> Select | None:
    """The filter of terms, the newest first; `none` says what no choice means, usually the current
    term. None where there is nothing to choose between."""
    terms = {one.code_key: Option(one.code, one.title) for one in begun_terms(precinct)}
    chosen = precinct.chosen.get(TERM, "")
    if len(terms) < 2 and not chosen:
        return None
    return Select(TERM, chosen, (Option("", none or _("Current")), *terms.values()))


def _words(select: Select | dict) -> str:
    if isinstance(select, Select):
        return select.words
    options = select["options"][1:]
    return next((one["label"] for one in options if one["value"] == select["chosen"]), "")


def precinct_query(precinct: Precinct) -> str:
    """The filters in force as they stand in an address, with the question mark; or nothing."""
    return f"?{urlencode(precinct.chosen)}" if precinct.chosen else ""


def _select(precinct: Precinct, name: str, rows) -> Select | None:
    labels = {one.code_key: Option(one.code, _label(one)) for one in rows}
    chosen = precinct.chosen.get(name, "")
    if len(labels) < 2 and not chosen:
        return None
    return Select(name, chosen, (Option("", _("All")), *labels.values()))


def _label(one) -> str:
    return getattr(one, "name", "") or getattr(one, "title", "") or one.code
