"""The texts of the scripts in another language than English, as a script of its own."""

from functools import cache
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

CATALOGUE = JavaScriptCatalog.as_view(packages=["perfdash"])
A_YEAR = 365 * 24 * 3600
SIGNS = 12  # of the fingerprint


@login_not_required
@require_safe
def script_texts(request: HttpRequest, code: str) -> HttpResponse:
    """The catalogue of the scripts in the language of this code; Http404 where there is none.

    Under the address of just these texts it may be kept for good, under any other it is asked for
    each time: after an upgrade nobody sees the old ones.
    """
    if code not in dict(settings.LANGUAGES):
        raise Http404
    answer = HttpResponse(texts_in(code), content_type='text/javascript; charset="utf-8"')
    answer.headers["Content-Language"] = code
    if request.GET.get("v") == fingerprint(code):
        patch_cache_control(answer, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(answer, no_cache=True)
    return answer


def address(code: str) -> str:
    """Where the texts of this language are, with their fingerprint."""
    return f"{reverse('script-texts', args=[code])}?v={fingerprint(code)}"


@cache
def texts_in(code: str) -> bytes:
    """The script; its catalogue is read once, as Django reads those of the pages."""
    asked = HttpRequest()
    asked.method = "GET"
    with translation.override(code):
        return CATALOGUE(asked).content


@cache
def fingerprint(code: str) -> str:
    """What changes when any of the texts does."""
    return sha256(texts_in(code)).hexdigest()[:SIGNS]
