"""Taking one class back: what goes with it, shown first, then removed as it was shown."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from students.registers.classes import RELATED, place_words, sheet_url
from students.registers.taking import Class
from students.registers.taking_back import losses, take_back, version_of

MOVED = gettext_lazy(
    "The class has changed since this page was opened; nothing was taken back. Look again."
)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance_take_back(request, pk, on: datetime.date, period: int):
    """What would go with a class that was taken, and by a POST its going."""
    if not request.sight.keeps_registers:
        raise PermissionDenied
    kept = request.sight.kept_registers().select_related(*RELATED)
    taken = Class(get_object_or_404(kept, pk=pk), on, period)
    session = taken.session()
    if session is None:
        raise Http404
    if request.method != "POST":
        return show(request, taken, session)
    if not take_back(taken, request.POST.get("shown", "")):
        messages.error(request, MOVED)
        return redirect("attendance-sheet", pk, on, period)
    day = date_format(on, "j M Y")
    messages.success(
        request,
        _("The class of %(day)s, period %(period)s, is taken back.")
        % {"day": day, "period": period},
    )
    return redirect("attendance-class", pk)


attendance_take_back.shows_individuals = True  # the log keeps who looked


def show(request, taken: Class, session):
    """The page that asks whether it is meant."""
    subject = taken.taught.subject
    title = subject.title or subject.code
    page = {
        "session": session,
        "title": title,
        "place": _("%(place)s · period %(period)s")
        % {"place": place_words(taken.taught), "period": taken.period},
        "rows": losses(session),
        "version": version_of(session),
        "back": sheet_url(taken.taught.pk, taken.on, taken.period),
        "crumbs": [
            {"title": _("Attendance"), "url": reverse("attendance")},
            {"title": title, "url": reverse("attendance-class", args=[taken.taught.pk])},
            {"title": _("Take back")},
        ],
    }
    return render(request, "registers/take_back.html", page)
