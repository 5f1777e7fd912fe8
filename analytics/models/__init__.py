"""What analytics keeps of its own, beside the register."""

from analytics.models.saved_views import SavedView

__all__ = ["SavedView"]
