"""What a page shows, kept for a moment by who asks for what and by all that has changed since.

The key holds the scope (whose it is, what they may see, the day), the filters, the language and
what stands for every change of marks, words and records. What is not among these, as the day a
part is due, shows when the moment is over. The frame of a page, its bar and its forms are never
kept.
"""

import hashlib
from collections.abc import Callable, Hashable

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import get_language

from analytics.scope import Scope


def cached(page: str, scope: Scope, seen: Hashable, make: Callable[[], dict]) -> dict:
    """What `make` gives, or gave for this key; `seen` was read before, so that it is never newer
    than what is kept under it."""
    if not settings.PAGES_KEPT_SECONDS:
        return make()
    asked = (page, scope.key, sorted(scope.chosen.items()), get_language(), seen)
    key = f"page-{hashlib.sha256(repr(asked).encode()).hexdigest()}"
    pages = caches["pages"]
    found = pages.get(key)
    if found is None:
        found = make()
        pages.set(key, found, settings.PAGES_KEPT_SECONDS)
    return found
