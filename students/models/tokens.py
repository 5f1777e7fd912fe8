"""Tokens by which a program asks in somebody's name; only a digest of each is kept."""

import hashlib
import secrets
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models.people import User

PREFIX = "pd_"  # so that one left in a file is recognised
SECRET_BYTES = 32
SHOWN_LENGTH = 9
MOST_DAYS = 366
USUAL_DAYS = 90
MOST_VALID = 20


def digest_of(secret: str) -> str:
    """What is stored of a token. It is random and long: a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiTokenQuerySet(models.QuerySet):
    def valid(self):
        """Those that open the API now, as far as they themselves say."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())

    def issue(self, user: User, name: str, days: int = USUAL_DAYS) -> tuple["ApiToken", str]:
        """A new token, and its secret, which is never to be had again."""
        secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
        token = self.create(
            user=user,
            name=name.strip(),
            shown=secret[:SHOWN_LENGTH],
            digest=digest_of(secret),
            expires_at=timezone.now() + timedelta(days=days),
        )
        return token, secret

    def of_secret(self, secret: str) -> "ApiToken | None":
        """The valid token of this secret, with its user; None for any other text."""
        found = self.valid().select_related("user")
        return found.filter(digest=digest_of(secret)).first()

    def revoke(self) -> int:
        """End those that are valid; how many there were."""
        return self.valid().update(revoked_at=timezone.now())


class ApiToken(models.Model):
    """One token of one person: it sees and may what they see and may, while it is valid."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    shown = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="api_token_has_name"),)

    def __str__(self):
        return f"{self.name} ({self.shown}…)"

    @property
    def state(self) -> str:
        """valid, expired or revoked."""
        if self.revoked_at:
            return "revoked"
        return "valid" if self.expires_at > timezone.now() else "expired"

    def note_use(self):
        """Keep the day of the last use: one write a day, so that reading stays reading."""
        today = timezone.localdate()
        if self.last_used_on != today:
            type(self).objects.filter(pk=self.pk).update(last_used_on=today)
