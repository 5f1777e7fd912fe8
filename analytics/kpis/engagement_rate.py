"""Engagement rate: (likes + comments) / followers × 100.

likes and comments = those of the posts of the last 28 days that tell of both
followers = those of the newest day of the last 56 that tells of them, of the same channels

A channel without such a post, or whose followers are not known, is left out. Source: the
customer's second paper; platforms write it with reach instead of followers, which this is not.
"""

from django.utils.translation import gettext_lazy as _

from analytics.kpis.channels import of_channels
from analytics.kpis.kpi import NUMBER, SHARE, Cells, Counted, Kpi, Part
from analytics.metrics.office_facts import OfficeFacts
from analytics.metrics.outreach_spans import OutreachSpan
from analytics.precincts import OUTREACH

REACTIONS, FOLLOWERS, POSTS = "reactions", "followers", "posts"


def counted(one: OutreachSpan) -> Counted | None:
    """Of one channel."""
    if one.reactions is None or not one.followers:
        return None
    parts = {
        REACTIONS: (one.reactions, 0),
        FOLLOWERS: (one.followers, 0),
        POSTS: (one.posts, 0),
    }
    return Counted(one.reactions, one.followers, 1, parts)


def cells(facts: OfficeFacts) -> Cells:
    """By institution."""
    return of_channels(facts, counted)


KPI = Kpi(
    slug="engagement_rate",
    title=_("Engagement rate"),
    why=_("Followers who never react are not reached by the next admission either."),
    unit=SHARE,
    of=frozenset({OUTREACH}),
    counted=_("channels"),
    formula=_("(likes + comments) of the posts of the last 28 days ÷ followers × 100"),
    nobody=_("No channel tells of followers and of posts in the last 28 days."),
    cells=cells,
    dated=True,
    parts=(
        Part(REACTIONS, _("Likes and comments"), NUMBER),
        Part(FOLLOWERS, _("Followers of channels that posted"), NUMBER),
        Part(POSTS, _("Posts"), NUMBER),
    ),
    people=False,
)
