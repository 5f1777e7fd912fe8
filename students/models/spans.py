"""Many rows named as one span of numbers, where no number between them is missing."""

from django.db.models import Q


def among(column: str, ids: list[int]) -> Q:
    """The condition that a column is one of these ids, which are in order and each there once.

    Of thousands Django and the database look at every one; a span is two numbers.
    """
    if len(ids) > 1 and ids[-1] - ids[0] == len(ids) - 1:
        return Q(**{f"{column}__gte": ids[0], f"{column}__lte": ids[-1]})
    return Q(**{f"{column}__in": ids})
