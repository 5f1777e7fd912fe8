"""How an institution is seen from outside: its channels, their days, and their posts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students.models.fields import KeyField
from students.models.structure import NO_CODE, Institution
from students.rules.keys import KEY_LENGTH, key_of

POST_COUNTS = (
    *("likes", "comments", "shares", "saves", "views", "reach", "impressions", "clicks"),
    "follows",
)
DAY_COUNTS = ("followers", "reach", "impressions", "clicks", "likes", "comments", "shares")


class Platform(models.TextChoices):
    INSTAGRAM = "instagram", _("Instagram")
    FACEBOOK = "facebook", _("Facebook")
    YOUTUBE = "youtube", _("YouTube")
    LINKEDIN = "linkedin", _("LinkedIn")
    TIKTOK = "tiktok", _("TikTok")


def channel_key(platform: str, handle: str) -> str:
    """What tells the channels of an institution apart: the same handle is on several platforms."""
    return f"{platform}:{key_of(handle)}"


class Channel(models.Model):
    """An institution's page or account on a platform."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="channels")
    platform = models.CharField(max_length=10, choices=Platform)
    handle = models.CharField(max_length=200)
    handle_key = KeyField(max_length=KEY_LENGTH, editable=False)

    class Meta:
        ordering = ("platform", "handle_key")
        constraints = (
            models.UniqueConstraint(
                fields=["institution", "platform", "handle_key"], name="channel_unique_handle"
            ),
            models.CheckConstraint(
                condition=~Q(handle_key=""),
                name="channel_has_handle",
                violation_error_message=NO_CODE,
            ),
            models.CheckConstraint(
                condition=Q(platform__in=Platform.values),
                name="channel_platform_known",
                violation_error_message=_("This platform is not known."),
            ),
        )

    def __str__(self):
        return f"{self.get_platform_display()} {self.handle}"

    def save(self, *args, **kwargs):
        self.handle = self.handle.strip()
        self.handle_key = channel_key(self.platform, self.handle)
        super().save(*args, **kwargs)


class ChannelDay(models.Model):
    """What a platform counted for a channel on a day; `followers` is how many there were then."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="days")
    on = models.DateField()
    followers = models.PositiveBigIntegerField(null=True, blank=True)
    reach = models.PositiveBigIntegerField(null=True, blank=True)
    impressions = models.PositiveBigIntegerField(null=True, blank=True)
    clicks = models.PositiveBigIntegerField(null=True, blank=True)
    likes = models.PositiveBigIntegerField(null=True, blank=True)
    comments = models.PositiveBigIntegerField(null=True, blank=True)
    shares = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("channel", "on")
        constraints = (
            models.UniqueConstraint(fields=["channel", "on"], name="channel_day_unique"),
        )

    def __str__(self):
        return f"{self.channel} {self.on}"


class Post(models.Model):
    """A post, and what the platform had counted for it when the file was made."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="posts")
    number = models.CharField(max_length=200, help_text=_("What the platform calls it."))
    number_key = KeyField(max_length=KEY_LENGTH, editable=False)
    title = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    link = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    likes = models.PositiveBigIntegerField(null=True, blank=True)
    comments = models.PositiveBigIntegerField(null=True, blank=True)
    shares = models.PositiveBigIntegerField(null=True, blank=True)
    saves = models.PositiveBigIntegerField(null=True, blank=True)
    views = models.PositiveBigIntegerField(null=True, blank=True)
    reach = models.PositiveBigIntegerField(null=True, blank=True)
    impressions = models.PositiveBigIntegerField(null=True, blank=True)
    clicks = models.PositiveBigIntegerField(null=True, blank=True)
    follows = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-published_at", "-pk")
        indexes = (models.Index(fields=["channel", "published_at"], name="post_by_day"),)
        constraints = (
            models.UniqueConstraint(fields=["channel", "number_key"], name="post_unique_number"),
            models.CheckConstraint(
                condition=~Q(number_key=""),
                name="post_has_number",
                violation_error_message=NO_CODE,
            ),
        )

    def __str__(self):
        return self.title or self.number

    def save(self, *args, **kwargs):
        self.number = self.number.strip()
        self.number_key = key_of(self.number)
        super().save(*args, **kwargs)
