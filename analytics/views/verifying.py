"""Whether a mark sheet is genuine: a page for everybody who holds one, without signing in."""

import hashlib

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from analytics.mark_sheets.shown import rows_of, shown
from analytics.models import MarkSheet
from analytics.models.mark_sheets import code_in

NO_INDEX = "noindex, nofollow, noarchive"
WRONG_CODES = 20  # from one address, within the time that closes sign-in as well
LONGEST = 60


@login_not_required
@require_safe
def verify(request):
    """Ask for a code, and go on to its page."""
    typed = request.GET.get("code", "").strip()[:LONGEST]
    if typed and (code := code_in(typed).replace("/", "")) and code.strip("."):
        return redirect("verify-sheet", code)
    return _page(request, {})


@login_not_required
@require_safe
def verify_sheet(request, code: str):
    """What the sheet of this code says, and whether it is still true; 404 for no such sheet.

    Whoever tries too many wrong codes waits: 429. A right code costs nothing, and is answered also
    then: behind one address there may be a whole college.
    """
    found = MarkSheet.objects.filter(code=code_in(code[:LONGEST])).first()
    if found is None:
        return _unknown(request, code[:LONGEST])
    row = rows_of([found])[0]
    # A mark that was changed since may have been taken back, and is then nobody's to read.
    sheet = shown(found.printed) if row.current else None
    return _page(request, {"row": row, "sheet": sheet})


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    tries = f"verify-{_asker(request)}"
    if cache.get(tries, 0) >= WRONG_CODES:
        return _page(request, {"wait": True}, status=429)
    _count(tries)
    return _page(request, {"unknown": code}, status=404)


def _page(request: HttpRequest, page: dict, status: int = 200) -> HttpResponse:
    answer = render(request, "mark_sheets/verify.html", page, status=status)
    answer["X-Robots-Tag"] = NO_INDEX
    return answer


def _asker(request: HttpRequest) -> str:
    """The address asked from, as sign-in counts it, not to be read back from the cache."""
    address = get_client_ip_address(request) or ""
    return hashlib.sha256(f"{settings.SECRET_KEY}{address}".encode()).hexdigest()


def _count(tries: str):
    cache.add(tries, 0, settings.AXES_COOLOFF_TIME.total_seconds())
    try:
        cache.incr(tries)
    except ValueError:  # it ran out in between
        cache.set(tries, 1, settings.AXES_COOLOFF_TIME.total_seconds())
