"""Ways to look at a dashboard, kept under a name: an address, never the figures on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students.models import Institution, Role, User
from students.sight import PEOPLE_ROLES, Sight

LONGEST_NAME, LONGEST_QUERY = 80, 500
MOST_OWN = 100


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, sight: Sight):
        """One's own, and those shared with an institution of which one sees figures."""
        own = Q(owner=sight.user_id)
        if sight.everything:
            return self.filter(own | Q(shared_with__isnull=False))
        return self.filter(own | Q(shared_with__in=sight.where(*PEOPLE_ROLES, Role.MANAGER)))


class SavedView(models.Model):
    """A dashboard with its filters; whoever opens it sees the own part of the register alone."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    shared_with = models.ForeignKey(
        Institution, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=LONGEST_NAME)
    slug = models.CharField(_("dashboard"), max_length=20)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_unique_name"),
        )

    def __str__(self):
        return self.name
