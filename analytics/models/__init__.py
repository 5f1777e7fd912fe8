"""What is kept across students: words, risk since when, alerts, views by name, guesses."""

from analytics.models.alerts import Alert, AlertDesk, AlertRule, AlertSeen
from analytics.models.contacts import Contact
from analytics.models.digests import Digest, DigestChoice, MailedAlert
from analytics.models.model_versions import Activation, ModelVersion, Target
from analytics.models.predictions import Prediction
from analytics.models.saved_views import SavedView
from analytics.models.spells import BelowSpell, RiskSpell

__all__ = [
    "Activation",
    "Alert",
    "AlertDesk",
    "AlertRule",
    "AlertSeen",
    "BelowSpell",
    "Contact",
    "Digest",
    "DigestChoice",
    "MailedAlert",
    "ModelVersion",
    "Prediction",
    "RiskSpell",
    "SavedView",
    "Target",
]
