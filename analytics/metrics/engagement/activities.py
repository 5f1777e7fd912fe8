"""What each enrolment did: days of activity week by week, and the first weeks' sums."""

from typing import NamedTuple

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Sum, Value, When

from students.models import Enrolment, WeeklyActivity
from students.models.engagement import DAYS_IN_WEEK

EARLY_WEEKS = 4
EARLY_DAYS = EARLY_WEEKS * DAYS_IN_WEEK
BITS = 3  # a week has at most seven days of activity
IN_ONE = 20  # weeks whose days fit into one whole number of 63 bits
NUMBERS = 3
EARLY = Q(week__lt=EARLY_WEEKS)
DAYS_OF = tuple(sum(map(int, format(packed, "o"))) for packed in range(1 << BITS * EARLY_WEEKS))


class Activity(NamedTuple):
    """`packed` holds the days of activity of week n in its bits 3n to 3n + 2."""

    packed: int
    video_seconds: int
    forum_posts: int
    forum_clicks: int

    def digits(self, weeks: int) -> str:
        """The days of activity of so many weeks, a digit each."""
        return format(self.packed, "o")[::-1].ljust(weeks, "0")[:weeks]

    def days(self, weeks: int) -> int:
        """Days of activity in the first weeks, EARLY_WEEKS of them at most."""
        return DAYS_OF[self.packed & (1 << BITS * weeks) - 1]


NOTHING = Activity(0, 0, 0, 0)


def activities(enrolments: QuerySet[Enrolment], weeks: int) -> dict[int, Activity]:
    """By enrolment, of those who did anything from the first day of the course on. One query.

    One row comes back for each enrolment, not for each week: the weeks of half a million rows are
    added up by the database, each in bits of its own. What was done after so many `weeks`, the
    longest course's, is not asked for; weeks from the sixtieth on are left out.
    """
    numbers = min(-(-weeks // IN_ONE), NUMBERS)
    sums = {f"days_{place}": _days_of(place) for place in range(numbers)}
    rows = WeeklyActivity.objects.filter(enrolment__in=enrolments.values("pk"), week__gte=0)
    rows = rows.order_by().values_list("enrolment_id")
    found = rows.annotate(
        **sums,
        video=Sum("video_seconds", filter=EARLY),
        posts=Sum("forum_posts", filter=EARLY),
        forum=Sum("clicks_forum", filter=EARLY),
    )
    return {row[0]: _activity(row[1 : 1 + numbers], *row[1 + numbers :]) for row in found}


def _days_of(place: int) -> Sum:
    first = place * IN_ONE
    shifted = F("login_days").bitleftshift((F("week") - Value(first)) * Value(BITS))
    here = Q(week__gte=first, week__lt=first + IN_ONE)
    return Sum(Case(When(here, then=shifted), output_field=BigIntegerField()))


def _activity(days: tuple, video: int | None, posts: int | None, forum: int | None) -> Activity:
    packed = 0
    for one in reversed(days):
        packed = packed << BITS * IN_ONE | (one or 0)
    return Activity(packed, video or 0, posts or 0, forum or 0)
