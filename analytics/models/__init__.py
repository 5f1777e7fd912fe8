"""What is kept across students: words with them, risk since when, views by name, guesses."""

from analytics.models.contacts import Contact
from analytics.models.model_versions import Activation, ModelVersion, Target
from analytics.models.predictions import Prediction
from analytics.models.saved_views import SavedView
from analytics.models.spells import RiskSpell

__all__ = [
    "Activation",
    "Contact",
    "ModelVersion",
    "Prediction",
    "RiskSpell",
    "SavedView",
    "Target",
]
