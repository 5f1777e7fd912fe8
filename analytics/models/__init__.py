"""What is kept across students: words with them, risk since when, alerts, views by name."""

from analytics.models.alerts import Alert, AlertDesk, AlertRule, AlertSeen
from analytics.models.contacts import Contact
from analytics.models.digests import Digest, DigestChoice, MailedAlert
from analytics.models.saved_views import SavedView
from analytics.models.spells import BelowSpell, RiskSpell

__all__ = [
    "Alert",
    "AlertDesk",
    "AlertRule",
    "AlertSeen",
    "BelowSpell",
    "Contact",
    "Digest",
    "DigestChoice",
    "MailedAlert",
    "RiskSpell",
    "SavedView",
]
