"""The alerts as a page: their sentence, their filters, the new ones before those seen."""

from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.alerts import RULES
from analytics.alerts.lists import KIND, NEW, SEEN, SHOW, AlertList, Sums
from analytics.dashboards.filters import filter_bar
from analytics.models import AlertDesk
from analytics.numerals import grouped
from analytics.people.roster_words import place_words

PAGE = 50


def alerts_page(listed: AlertList, page: int) -> dict:
    """What alerts/list.html shows."""
    sums = listed.sums()
    pages = max(-(-sums.total // PAGE), 1)
    page = min(max(page, 1), pages)
    rows = listed.page((page - 1) * PAGE, page * PAGE)
    looked = AlertDesk.objects.filter(
        institution__in=listed.scope.institution_ids, looked_at__isnull=False
    )
    looked_at = looked.order_by("-looked_at").values_list("looked_at", flat=True).first()
    here = listed.query(page=str(page) if page > 1 else "")
    return {
        "heading": heading(sums),
        "lede": place_words(listed.scope),
        "filters": filters(listed),
        "groups": [
            {"title": _("Seen") if seen else _("New"), "seen": seen, "rows": list(some)}
            for seen, some in groupby(rows, key=lambda row: row.seen)
        ],
        "several": len(listed.scope.institutions) > 1,
        "unseen": sums.unseen,
        "newest": listed.newest(),
        "pages": turning(listed, page, pages, sums.total),
        "csv_url": f"{reverse('alerts-csv')}?{listed.query()}",
        "xlsx_url": f"{reverse('alerts-xlsx')}?{listed.query()}",
        "seen_url": f"{reverse('alerts-seen')}?{listed.query()}",
        "empty": empty(listed, looked_at),
        "as_of": looked_at,
        "rules": rules(listed),
        "here": f"{reverse('alerts')}?{here}" if here else reverse("alerts"),
    }


def heading(sums: Sums) -> str:
    """The finding in a sentence."""
    if not sums.unseen:
        return _("No new alerts")
    words = ngettext("%(count)s new alert", "%(count)s new alerts", sums.unseen)
    return words % {"count": grouped(sums.unseen)}


def filters(listed: AlertList) -> dict:
    """The filter bar of the scope, with the kind and whether they are seen."""
    bar, chosen = filter_bar(listed.scope, reverse("alerts")), listed.conditions
    kinds = [("", _("All")), *((slug, str(rule.title)) for slug, rule in RULES.items())]
    shows = [("", _("All")), (NEW, _("New")), (SEEN, _("Seen"))]
    for name, label, options in ((KIND, _("Reason"), kinds), (SHOW, _("Show"), shows)):
        rows = [{"value": value, "label": words} for value, words in options]
        value = chosen.get(name, "")
        bar["selects"].append({"name": name, "label": label, "chosen": value, "options": rows})
        if value:
            words = [bar["words"]] if bar["set_count"] else []
            bar["words"] = " · ".join([*words, dict(options)[value]])
            bar["set_count"] += 1
    return bar


def empty(listed: AlertList, looked_at: datetime | None) -> dict:
    """What an empty list says, and the way out of it; `looked_at` is of the last night."""
    if not listed.scope.sees_whole:
        return {
            "sentence": _(
                "Alerts are for mentors, class teachers and heads. No class is in your charge and"
                " no student is your mentee in this term."
            )
        }
    if listed.scope.chosen or listed.conditions:
        sentence = _("There is no alert in this selection.")
        return {"sentence": sentence, "url": reverse("alerts"), "link": _("Show all")}
    if looked_at is None:
        return {"sentence": _("No night has looked yet; ask your administrator to run it.")}
    return {
        "sentence": _(
            "Nothing has been raised this term. Whoever comes to a high risk, falls below the line"
            " of attendance or waits long for a word appears here the next morning."
        )
    }


def rules(listed: AlertList) -> list[dict]:
    """The ways to the rules of these institutions, for who may set them."""
    there = listed.scope.sight.alert_rule_institutions().in_bulk(listed.scope.institution_ids)
    several = len(there) > 1
    return [
        {
            "url": reverse("alert-rules", args=[one.pk]),
            "words": _("Rules of %(name)s") % {"name": one.name} if several else _("Rules"),
        }
        for one in there.values()
    ]


def turning(listed: AlertList, page: int, pages: int, count: int) -> dict:
    """The way to the pages before and after."""
    first, last = (page - 1) * PAGE + 1, min(page * PAGE, count)
    words = _("Alerts %(first)s–%(last)s of %(count)s")
    values = {"first": first, "last": last, "count": grouped(count)}
    return {
        "words": words % values if count else "",
        "previous_url": f"?{listed.query(page=str(page - 1))}" if page > 1 else "",
        "next_url": f"?{listed.query(page=str(page + 1))}" if page < pages else "",
    }
