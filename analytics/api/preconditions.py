"""A change names the version it was made from; nobody overwrites what they have not seen."""

import re

from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request

SHEET = re.compile(r'\s*(?:W/)?"?([0-9]{1,5})-([0-9a-f]{64})"?\s*')
VERSION = re.compile(r'\s*(?:W/)?"?([0-9]{1,15})"?\s*')


class VersionMissing(APIException):
    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = 'Send If-Match with the version you read, such as If-Match: "7".'


class SheetMissing(VersionMissing):
    default_detail = "Send If-Match with the ETag of the declaration as you read it."


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


def named_sheet(request: Request) -> tuple[int, str]:
    """The number of a declaration and the digest of its sheet in If-Match; 428 without them."""
    found = SHEET.fullmatch(request.headers.get("If-Match", ""))
    if not found:
        raise SheetMissing
    return int(found[1]), found[2]


def sheet_etag(number: int, digest: str) -> dict[str, str]:
    """The header that publishing repeats; none for who declares nothing, and so has no digest."""
    return {"ETag": f'"{number}-{digest}"'} if digest else {}


def etag(row: dict) -> str:
    """The header that a later If-Match repeats."""
    return f'"{row["version"]}"'
