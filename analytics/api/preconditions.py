"""A change names the version it was made from; nobody overwrites what they have not seen."""

import re

from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request

VERSION = re.compile(r'\s*(?:W/)?"?([0-9]{1,15})"?\s*')


class VersionMissing(APIException):
    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = 'Send If-Match with the version you read, such as If-Match: "7".'


class VersionStale(APIException):
    """Somebody else changed it; the body has what was sent beside what is stored."""

    status_code = status.HTTP_412_PRECONDITION_FAILED

    def __init__(self, version: int, stored: dict, sent: dict):
        super().__init__()
        self.detail = {
            "detail": "This was changed in the meantime; nothing was stored.",
            "version": version,
            "stored": stored,
            "sent": sent,
        }


def named_version(request: Request) -> int:
    """The version in If-Match; 428 where it is missing or no version."""
    found = VERSION.fullmatch(request.headers.get("If-Match", ""))
    if not found:
        raise VersionMissing
    return int(found[1])


def etag(row: dict) -> str:
    """The header that a later If-Match repeats."""
    return f'"{row["version"]}"'
