"""What a page weighs when it is opened for the first time, as WhiteNoise sends it to a browser."""

import gzip
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

KILOBYTE = 1024
MOST = 250 * KILOBYTE
LEVEL = 6
NO_PAGES = ("/api/v1/", ".csv", ".xlsx", ".docx", ".json")
STATIC = re.escape(settings.STATIC_URL)
REFERENCED = re.compile(rf'(?:href|src)="{STATIC}([^"?#]+)')
WITHIN = re.compile(r"url\(\s*[\"']?(?!data:)([^\"')?#]+)|@import\s+[\"']([^\"']+)")


def files_of(page: str) -> set[str]:
    """The static files a page refers to, and those that its stylesheets refer to."""
    found, waiting = set(), set(REFERENCED.findall(page))
    while waiting:
        name = waiting.pop()
        found.add(name)
        if name.endswith(".css"):
            waiting |= _within(name) - found
    return found


def weight_of(page: bytes) -> int:
    """Bytes of a page and of all its files, each compressed by itself."""
    files = files_of(page.decode())
    return len(gzip.compress(page, LEVEL)) + sum(_file_weight(name) for name in files)


def _within(name: str) -> set[str]:
    folder, text = Path(name).parent, _path(name).read_text()
    told = {one or other for one, other in WITHIN.findall(text)}
    root = Path("/static")
    return {str((root / folder / one).resolve().relative_to(root)) for one in told}


@cache
def _file_weight(name: str) -> int:
    return len(gzip.compress(_path(name).read_bytes(), LEVEL))


def _path(name: str) -> Path:
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(f"a page refers to {name}, which is not there")
    return Path(found)
