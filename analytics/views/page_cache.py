"""Whole pages, kept for a moment by who asks for what and by all that has changed since.

The key holds the scope (whose it is, what they may see, the day), the address, the language, all
that the frame of a page shows of its reader, and what stands for every change of marks, words and
records. What is not among these, as the day a part is due, shows when the moment is over. The token
of a page's forms is another one for each answer, and a page that brings a message is not kept.
"""

import hashlib
from collections.abc import Callable, Hashable
from functools import cache

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from analytics.scope import Scope
from students.navigation import chosen_theme


def kept_page(
    request: HttpRequest, template: str, scope: Scope, seen: Hashable, make: Callable[[], dict]
) -> HttpResponse:
    """A page of what `make` gives its template, or the one that was written for this key.

    `seen` was read before, so that it is never newer than what is kept under it.
    """
    key = _key(request, template, scope, seen)
    pages, keeps = caches["pages"], settings.PAGES_KEPT_SECONDS and not get_messages(request)
    page = pages.get(key) if keeps else None
    if page is None:
        page = render_to_string(template, make() | {"csrf_token": _place()}, request).encode()
        if keeps:
            pages.set(key, page, settings.PAGES_KEPT_SECONDS)
    return HttpResponse(page.replace(_place().encode(), get_token(request).encode()))


def _key(request: HttpRequest, template: str, scope: Scope, seen: Hashable) -> str:
    reader = request.user.get_username(), request.user.get_full_name(), chosen_theme(request)
    asked = template, scope.key, request.get_full_path(), get_language(), reader, seen
    return f"page-{hashlib.sha256(repr(asked).encode()).hexdigest()}"


@cache
def _place() -> str:
    """What stands in a kept page where the token goes: the same in all processes, and nobody can
    have written it."""
    return salted_hmac("perfdash.page", "token").hexdigest()
