"""Comments beside ratings, and the names that must not be read in them."""

from collections.abc import Collection
from decimal import Decimal
from itertools import chain

from analytics.comments.masks import name_parts
from analytics.comments.summaries import Said
from analytics.metrics.ratings import STARS
from analytics.rating_scopes import RatingScope
from students.models import Staff, Student
from students.rules.units import HUNDRED, half_up, percent_of

MOST = 2000  # comments; of more the newest


def comments_of(scope: RatingScope) -> list[Said]:
    """The newest of those meant. One query."""
    rows = scope.chosen_answers().exclude(comment="").order_by("-rated_on", "-pk")
    columns = rows.values_list("comment", "score", "max_score")[:MOST]
    return [Said(text, _stars(score, largest)) for text, score, largest in columns]


def names_in(institutions: Collection[int]) -> frozenset[str]:
    """The words of the names of everybody at these institutions. Two queries."""
    kinds = (Student, Staff)
    rows = (kind.objects.filter(institution__in=institutions).order_by() for kind in kinds)
    return name_parts(chain.from_iterable(one.values_list("name", flat=True) for one in rows))


def _stars(score: Decimal | None, largest: Decimal) -> int | None:
    if score is None:
        return None
    percent = percent_of(int(score.scaleb(2)), int(largest.scaleb(2)))
    return half_up(percent * STARS, HUNDRED)
