"""A digest as a mail: plain text and HTML, grouped by reason, with ways into the product."""

from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from analytics.alerts import RULES
from analytics.alerts.rows import AlertRow, rows_of
from analytics.models import Alert, AlertDesk
from students.models import User

MOST_LINES = 25  # of one kind


def mail_of(user: User, alerts: QuerySet[Alert]) -> EmailMultiAlternatives:
    """The mail with these alerts. It names roll numbers; names where the institution allows it."""
    order = {kind: place for place, kind in enumerate(RULES)}
    rows = rows_of(alerts.order_by("result__student__roll_key", "pk"))
    rows.sort(key=lambda row: order.get(row.kind, len(order)))
    named = set(
        AlertDesk.objects.filter(names_in_mail=True).values_list("institution__code", flat=True)
    )
    page = {
        "groups": [
            _group(list(some), named) for _kind, some in groupby(rows, lambda one: one.kind)
        ],
        "count": len(rows),
        "several": len({row.institution for row in rows}) > 1,
        "alerts_url": absolute(reverse("alerts")),
        "settings_url": absolute(reverse("alert-digest")),
    }
    message = EmailMultiAlternatives(
        subject=subject(len(rows)),
        body=render_to_string("alerts/mail.txt", page),
        to=[user.email],
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{page['settings_url']}>",
        },
    )
    message.attach_alternative(render_to_string("alerts/mail.html", page), "text/html")
    return message


def subject(count: int) -> str:
    """How many, and nothing of whom."""
    words = ngettext("PerfDash: %(count)s new alert", "PerfDash: %(count)s new alerts", count)
    return words % {"count": count}


def absolute(path: str) -> str:
    """An address of ours as it is opened from a mail."""
    return f"{settings.BASE_URL}{path}"


def _group(rows: list[AlertRow], named: set[str]) -> dict:
    left_out = len(rows) - MOST_LINES
    return {
        "title": f"{rows[0].title} ({len(rows)})",
        "rows": [
            {
                "is": row,
                "name": row.name if row.institution in named else "",
                "url": absolute(row.url),
            }
            for row in rows[:MOST_LINES]
        ],
        "left_out": max(left_out, 0),
        "all_url": absolute(f"{reverse('alerts')}?kind={rows[0].kind}"),
    }
