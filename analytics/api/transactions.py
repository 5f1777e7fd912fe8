"""A write is one transaction, whole or not at all, and tried again where the database asks."""

from functools import wraps

from django.db import transaction

from students.models.waits import retrying


def in_one_transaction(method):
    """Decorate a view's method: what it raises takes back all it wrote."""

    @wraps(method)
    def stored(*args, **kwargs):
        def work():
            with transaction.atomic():
                return method(*args, **kwargs)

        return retrying(work)

    return stored
