"""In which language an answer is: the reader's for a page, English for a program."""

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from perfdash.languages import ENGLISH
from perfdash.script_texts import address

API = "/api/"


def speaking(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware: answer in the language of the reader's cookie, else of the reader's browser.

    Unlike Django's own it answers the API in English whoever asks, and leaves nothing switched
    over for what the thread does next.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        to_program = request.path_info.startswith(API)
        language = ENGLISH if to_program else translation.get_language_from_request(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = get_response(request)
        if response.streaming:
            response.streaming_content = spoken(response.streaming_content, language)
        if not to_program:
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", language)
        return response

    return respond


def spoken(parts: Iterable[bytes], language: str) -> Iterator[bytes]:
    """The parts of an answer that is made while it is sent, each made in the language."""
    parts = iter(parts)
    while True:
        with translation.override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part


def choice(_: HttpRequest) -> dict:
    """Give the switch between languages what there is to choose from, and scripts their texts."""
    here = translation.get_language()
    return {
        "script_texts": "" if here == ENGLISH else address(here),
        "languages": [
            {"code": code, "name": name, "here": code == here} for code, name in settings.LANGUAGES
        ],
    }
