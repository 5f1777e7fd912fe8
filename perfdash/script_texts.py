"""The texts of the scripts in another language than English, as a script of its own."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

CATALOGUE = JavaScriptCatalog.as_view(packages=["perfdash"])
AN_HOUR = 3600


@login_not_required
@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def script_texts(request: HttpRequest, code: str) -> HttpResponse:
    """The catalogue of the scripts in the language of this code; Http404 where there is none."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(code):
        answer = CATALOGUE(request)
    answer.headers["Content-Language"] = code
    return answer
