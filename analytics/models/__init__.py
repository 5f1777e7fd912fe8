"""What is kept across students: words with them, and since when they are at risk."""

from analytics.models.contacts import Contact
from analytics.models.spells import RiskSpell

__all__ = ["Contact", "RiskSpell"]
