"""Outreach in the administration: channels, what was counted for them day by day, posts."""

from django.contrib import admin

from students.admin.channel_forms import ChannelForm
from students.admin.filters import OwnRelated
from students.admin.importing import Imported
from students.admin.office import OfficeAdmin
from students.admin.office_resources import DayResource, PostResource
from students.models import Channel, ChannelDay, ImportRun, Post, Role
from students.models.outreach import DAY_COUNTS
from students.office_rights import BATCH_KEEPERS

LISTED = ("likes", "comments", "reach", "impressions", "clicks")  # a post's page has all counts


class OfOutreach:
    """A mixin: the principal looks; what platforms counted comes by file, and nobody types it."""

    viewers = (Role.PRINCIPAL, *BATCH_KEEPERS)
    keepers = ()
    student_prefix = None


@admin.register(Channel)
class ChannelAdmin(OfOutreach, OfficeAdmin):
    form = ChannelForm
    identity = ("institution", "platform", "handle")
    viewers = (Role.PRINCIPAL,)
    keepers = BATCH_KEEPERS
    list_display = ("platform", "handle", "institution")
    list_filter = (("institution", OwnRelated), "platform")
    list_select_related = ("institution",)
    search_fields = ("handle",)


@admin.register(Post)
class PostAdmin(OfOutreach, Imported, OfficeAdmin):
    institution = "channel__institution"
    import_kind = ImportRun.Kind.POSTS
    resource_classes = (PostResource,)
    readonly_fields = ("published_at",)  # as the platform says it
    ordering = ("-published_at", "-pk")
    list_display = ("channel", "title", "published_at", *LISTED)
    list_filter = (
        ("channel__institution", OwnRelated),
        ("channel", OwnRelated),
        "channel__platform",
        "published_at",
    )
    list_select_related = ("channel__institution",)
    search_fields = ("title", "number_key", "channel__handle")


@admin.register(ChannelDay)
class ChannelDayAdmin(OfOutreach, Imported, OfficeAdmin):
    institution = "channel__institution"
    import_kind = ImportRun.Kind.REACH
    resource_classes = (DayResource,)
    ordering = ("-on", "-pk")
    list_display = ("channel", "on", *DAY_COUNTS)
    list_filter = (
        ("channel__institution", OwnRelated),
        ("channel", OwnRelated),
        "channel__platform",
        "on",
    )
    list_select_related = ("channel__institution",)
    search_fields = ("channel__handle",)
