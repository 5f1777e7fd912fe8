"""What each enrolment did: days of activity week by week, and the first weeks' sums."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Sum, Value, When

from students.models import Enrolment, WeeklyActivity
from students.models.engagement import DAYS_IN_WEEK

EARLY_WEEKS = 4
EARLY_DAYS = EARLY_WEEKS * DAYS_IN_WEEK
BITS = 3  # a week has at most seven days of activity
IN_ONE = 20  # weeks whose days fit into one whole number of 63 bits
NUMBERS = 3
EARLY = Q(week__lt=EARLY_WEEKS)


@dataclass(frozen=True, slots=True)
class Activity:
    """`packed` holds the days of activity of week n in its bits 3n to 3n + 2."""

    packed: int
    video_seconds: int
    forum_posts: int
    forum_clicks: int

    def digits(self, weeks: int) -> str:
        """The days of activity of so many weeks, a digit each."""
        return format(self.packed, "o")[::-1].ljust(weeks, "0")[:weeks]

    def days(self, weeks: int) -> int:
        """Days of activity in the first weeks."""
        return sum(map(int, format(self.packed, "o")[: -weeks - 1 : -1]))


NOTHING = Activity(0, 0, 0, 0)


def activities(enrolments: QuerySet[Enrolment]) -> dict[int, Activity]:
    """By enrolment, of those who did anything from the first day of the course on. One query.

    One row comes back for each enrolment, not for each week: the weeks of half a million rows are
    added up by the database, each in bits of its own. Weeks from the sixtieth on are left out.
    """
    sums = {f"days_{place}": _days_of(place) for place in range(NUMBERS)}
    rows = WeeklyActivity.objects.filter(enrolment__in=enrolments.values("pk"), week__gte=0)
    rows = rows.order_by().values_list("enrolment_id")
    found = rows.annotate(
        **sums,
        video=Sum("video_seconds", filter=EARLY),
        posts=Sum("forum_posts", filter=EARLY),
        forum=Sum("clicks_forum", filter=EARLY),
    )
    return {pk: _activity(*numbers) for pk, *numbers in found}


def _days_of(place: int) -> Sum:
    first = place * IN_ONE
    shifted = F("login_days").bitleftshift((F("week") - Value(first)) * Value(BITS))
    here = Q(week__gte=first, week__lt=first + IN_ONE)
    return Sum(Case(When(here, then=shifted), output_field=BigIntegerField()))


def _activity(*numbers) -> Activity:
    *days, video, posts, forum = (int(number or 0) for number in numbers)
    packed = sum(one << BITS * IN_ONE * place for place, one in enumerate(days))
    return Activity(packed, video, posts, forum)
