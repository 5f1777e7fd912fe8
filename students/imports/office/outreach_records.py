"""The sorts of records that platforms' files bring."""

from students.imports.office.sorts import Sort
from students.models import Channel, ChannelDay, Post
from students.models.outreach import DAY_COUNTS, POST_COUNTS

CHANNEL = Sort(
    what="channel",
    model=Channel,
    scope="institution",
    key=("handle_key",),
    columns={"platform": "platform", "handle": "handle"},
    unique=("institution", "platform", "handle_key"),
    said_once=("platform", "handle"),
)
POST = Sort(
    what="post",
    model=Post,
    scope="channel__institution",
    key=("channel__handle_key", "number_key"),
    columns={
        "channel": "channel__handle_key",
        "number": "number",
        "title": "title",
        "kind": "kind",
        "link": "link",
        "published_at": "published_at",
        **{name: name for name in POST_COUNTS},
    },
    unique=("channel", "number_key"),
    said_once=("number",),
)
CHANNEL_DAY = Sort(
    what="channelday",
    model=ChannelDay,
    scope="channel__institution",
    key=("channel__handle_key", "on"),
    columns={"channel": "channel__handle_key", "on": "on", **{name: name for name in DAY_COUNTS}},
    unique=("channel", "on"),
)
