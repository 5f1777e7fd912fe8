"""What is kept across students: words with them, since when they are at risk, views by name."""

from analytics.models.contacts import Contact
from analytics.models.saved_views import SavedView
from analytics.models.spells import RiskSpell

__all__ = ["Contact", "RiskSpell", "SavedView"]
