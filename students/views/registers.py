"""Attendance class by class: the classes, one class's sessions, the register of one session."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from students.models import ClassSession
from students.models.sessions import MOST_PERIODS
from students.models.waits import retrying
from students.registers import listed
from students.registers.classes import (
    RELATED,
    distinct_classes,
    sheet_url,
    with_counts,
)
from students.registers.entries import said
from students.registers.plans import PlanRefusedError, plan, planned_number
from students.registers.rolls import roll_of
from students.registers.sheets import CHOICES, is_open_on, sheet_of
from students.registers.taking import Class, Taken, take
from students.rules.presence import ATTENDED
from students.views.dates import day_of
from students.views.numbers import number

NEWEST = ("-on", "-period")


@require_safe
def attendance(request):
    """The classes whose registers one may open, of the term asked for or the current ones."""
    sight = request.sight
    if not sight.sees_registers:
        raise PermissionDenied
    today = timezone.localdate()
    chosen = listed.Listed.of(sight, request.GET, today)
    kept = set(chosen.narrowed(sight.kept_registers()).values_list("pk", flat=True))
    classes = chosen.page_of(distinct_classes(chosen.teachings(sight), kept))
    rows = [
        {"is": one, "today_url": one.sheet_today(today) if one.taught.pk in kept else ""}
        for one in with_counts(classes, today)
    ]
    page = {"rows": rows, "chosen": chosen, "today": today, "pages": chosen.turning()}
    return render(request, "registers/classes.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance_class(request, pk):
    """One subject in one class: its sessions, and how many are planned, which a POST says."""
    taught = opened(request, pk)
    kept = request.sight.kept_registers().filter(pk=pk).exists()
    if request.method == "POST":
        return say_plan(request, taught, kept)
    if "on" in request.GET and kept:
        return lead_to_sheet(request, taught)
    today = timezone.localdate()
    (one,) = with_counts(distinct_classes(type(taught).objects.filter(pk=pk)), today)
    counts = Count("presences"), Count("presences", filter=Q(presences__state__in=ATTENDED))
    sessions = ClassSession.objects.of_class(taught).select_related("taken_by")
    page = {
        "one": one,
        "kept": kept,
        "sessions": sessions.annotate(on_roll=counts[0], attended=counts[1]).order_by(*NEWEST),
        "periods": range(1, MOST_PERIODS + 1),
        "next_on": min(today, taught.term.ends_on),
        "next_period": min(one.periods_today + 1, MOST_PERIODS),
        "shortage": listed.shortage_query(taught),
    }
    return render(request, "registers/class.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance_sheet(request, pk, on: datetime.date, period: int):
    """The register of one session: shown, and stored by a POST; looked at where it is not kept."""
    taken = Class(opened(request, pk), on, period)
    if not 1 <= period <= MOST_PERIODS:
        raise Http404
    kept = request.sight.kept_registers().filter(pk=pk).exists()
    closed = is_open_on(taken, timezone.localdate())
    if request.method != "POST":
        return show(request, taken, kept and not closed, closed, may_take_back=kept)
    if not kept or closed:
        raise PermissionDenied
    form = said(request.POST)
    on_roll = {one.result_id for one in roll_of(taken.taught, taken.session())}
    came = Taken() if form.problems else take(taken, form, on_roll, request.user)
    if form.problems or not came.stored:
        return show(request, taken, kept, closed, form, came, may_take_back=kept)
    messages.success(request, stored_words(came))
    return redirect("attendance-class", pk)


def opened(request, pk):
    """The class of this number, if its register may be opened: 403, 404 as everywhere."""
    if not request.sight.sees_registers:
        raise PermissionDenied
    return get_object_or_404(request.sight.registers().select_related(*RELATED), pk=pk)


def show(request, taken, kept, closed="", form=None, came=None, may_take_back=False):
    """The page of one session; after a refused save with all that was typed."""
    came = came or Taken()
    session = taken.session()
    sheet = sheet_of(taken, roll_of(taken.taught, session), session, form, came)
    page = {
        "sheet": sheet,
        "kept": kept,
        "closed": closed,
        "may_take_back": may_take_back,
        "choices": CHOICES,
        "problems": form.problems if form else (),
        "came": came,
        "crumbs": [
            {"title": _("Attendance"), "url": "/attendance/"},
            {"title": sheet.title, "url": f"/attendance/{taken.taught.pk}/"},
            {"title": date_format(taken.on, "j M Y")},
        ],
    }
    return render(request, "registers/sheet.html", page, status=409 if form else 200)


def stored_words(came: Taken) -> str:
    """What was stored, in a sentence or two."""
    if not (came.moved or came.turned):
        return _("Everything stood as it was.")
    said = []
    if not came.session.held:
        said.append(_("The class is noted as cancelled; it counts for nobody."))
    elif came.turned:
        said.append(_("The class is noted as held."))
    if came.moved:
        words = ngettext(
            "Attendance of %(count)s student is stored.",
            "Attendance of %(count)s students is stored.",
            came.moved,
        )
        said.append(words % {"count": came.moved})
    return " ".join(said)


def say_plan(request, taught, kept):
    """Store how many classes are planned."""
    if not kept:
        raise PermissionDenied
    try:
        planned = planned_number(request.POST.get("planned", ""))
        is_new = retrying(lambda: plan(taught, planned))
    except PlanRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, plan_words(planned) if is_new else _("The plan stood as it was."))
    return redirect("attendance-class", taught.pk)


def plan_words(planned: int | None) -> str:
    """What is planned from now on, in a sentence."""
    if planned is None:
        return _("How many classes are planned is not known any more.")
    words = ngettext(
        "%(count)s class is planned in the whole term.",
        "%(count)s classes are planned in the whole term.",
        planned,
    )
    return words % {"count": planned}


def lead_to_sheet(request, taught):
    """From the small form of a day and a period to the register of that session."""
    on, period = day_of(request.GET["on"]), number(request.GET.get("period", "1"))
    if on is None or period not in range(1, MOST_PERIODS + 1):
        messages.error(request, _("Choose a day and a period."))
        return redirect("attendance-class", taught.pk)
    if closed := is_open_on(Class(taught, on, period), timezone.localdate()):
        messages.error(request, closed)
        return redirect("attendance-class", taught.pk)
    return redirect(sheet_url(taught.pk, on, period))
