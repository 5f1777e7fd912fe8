"""JSON bodies, whatever is sent as one."""

import json

from django.conf import settings
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser


class TooLarge(APIException):
    status_code = 413
    default_detail = "The body is too large."


class BoundedJSONParser(JSONParser):
    """As the framework's own; a body beyond reason is a fault of the body, not of ours."""

    def parse(self, stream, media_type=None, parser_context=None):
        # The stream is read past Django's own limit.
        length = parser_context["request"].META.get("CONTENT_LENGTH") or "0"
        if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        try:
            body = super().parse(stream, media_type, parser_context)
            json.dumps(body, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise ParseError("The body holds half a character.") from error
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
        return body
