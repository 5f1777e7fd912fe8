"""A digest as a mail: plain text and HTML, grouped by reason, with ways into the product."""

from collections import Counter

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext, override

from analytics.alerts import RULES
from analytics.alerts.readers import language_of
from analytics.alerts.rows import AlertRow, rows_of
from analytics.models import Alert, AlertDesk
from students.models import User

MOST_LINES = 25  # of one kind


def mail_of(user: User, alerts: QuerySet[Alert]) -> EmailMultiAlternatives:
    """The mail with these alerts, in the language of its reader.

    It names roll numbers; names where the institution allows it.
    """
    with override(language_of(user)):
        return _mail(user, alerts.order_by("result__student__roll_key", "pk"))


def _mail(user: User, alerts: QuerySet[Alert]) -> EmailMultiAlternatives:
    counts = Counter(alerts.order_by().values_list("kind", flat=True))
    named = set(
        AlertDesk.objects.filter(names_in_mail=True).values_list("institution__code", flat=True)
    )
    places = alerts.order_by().values("result__institution").distinct()
    page = {
        "groups": [
            _group(rows_of(alerts.filter(kind=kind), MOST_LINES), counts[kind], named)
            for kind in (*RULES, *sorted(counts.keys() - RULES.keys()))
            if counts[kind]
        ],
        "several": places.count() > 1,
        "alerts_url": absolute(reverse("alerts")),
        "settings_url": absolute(reverse("alert-digest")),
    }
    message = EmailMultiAlternatives(
        subject=subject(counts.total()),
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


def _group(rows: list[AlertRow], count: int, named: set[str]) -> dict:
    return {
        "title": f"{rows[0].title} ({count})",
        "rows": [
            {
                "is": row,
                "name": row.name if row.institution in named else "",
                "url": absolute(row.url),
            }
            for row in rows
        ],
        "left_out": count - len(rows),
        "all_url": absolute(f"{reverse('alerts')}?kind={rows[0].kind}"),
    }
