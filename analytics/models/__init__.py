"""What is kept across students: words, risk since when, alerts, guesses, figures, papers."""

from analytics.models.alerts import Alert, AlertDesk, AlertRule, AlertSeen
from analytics.models.contacts import Contact
from analytics.models.digests import Digest, DigestChoice, MailedAlert
from analytics.models.kpis import KpiSnapshot, KpiTarget, KpiWeights
from analytics.models.mark_sheets import MarkSheet
from analytics.models.model_versions import Activation, ModelVersion, Target
from analytics.models.predictions import Prediction
from analytics.models.reports import ReportRun, ReportSchedule
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
    "KpiSnapshot",
    "KpiTarget",
    "KpiWeights",
    "MailedAlert",
    "MarkSheet",
    "ModelVersion",
    "Prediction",
    "ReportRun",
    "ReportSchedule",
    "RiskSpell",
    "SavedView",
    "Target",
]
