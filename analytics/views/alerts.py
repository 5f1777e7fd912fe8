"""Alerts as a page and as a file, and ticking them off."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from analytics.alerts.lists import AlertList
from analytics.alerts.readers import readable_alerts
from analytics.dashboards.alerts import alerts_page
from analytics.models import AlertSeen
from analytics.views.contacts import way_back
from analytics.views.files import as_file, taken_now
from analytics.views.numbers import number_in
from analytics.views.scoped_lists import of_list
from students.models import RecordView
from students.trails import note_looked

# The columns of the file, in the words of the page: the row's attribute, the title.
COLUMNS = (
    ("seen_words", _("State")),
    ("roll_no", _("Roll number")),
    ("name", _("Name")),
    ("institution", _("Institution")),
    ("place", _("Class")),
    ("title", _("Alert")),
    ("reasons_words", _("Reasons")),
    ("since", _("Since")),
    ("raised", _("Raised")),
    ("over", _("Now")),
)


@require_safe
@of_list(AlertList)
def alerts(request, listed):
    """One page of the list."""
    return render(
        request, "alerts/list.html", alerts_page(listed, number_in(request.GET, "page", 1))
    )


@require_safe
@of_list(AlertList)
def alerts_file(request, listed, kind):
    """All pages of the list as one "csv" or "xlsx", cell by cell as they are shown."""
    seen = listed.student_ids()
    note_looked(request.sight, RecordView.What.EXPORT, seen, f"alerts.{kind}", listed.query())
    rows = ([getattr(row, name) for name, _title in COLUMNS] for row in listed.every_row())
    return as_file(kind, taken_now("alerts"), [str(title) for _name, title in COLUMNS], rows)


@require_POST
@of_list(AlertList)
def alerts_seen(request, listed):
    """Tick all of the list that stood on the page, up to its `newest`; what came since stays."""
    listed.tick(number_in(request.POST, "newest", 0))
    return redirect(way_back(request, reverse("alerts")))


@require_POST
def alert_seen(request, pk):
    """Tick one of one's own, or with `seen=no` take that back."""
    if not request.sight.opens_worklists:
        raise PermissionDenied
    alert = get_object_or_404(readable_alerts(request.sight), pk=pk)
    if request.POST.get("seen") == "no":
        AlertSeen.objects.filter(alert=alert, user=request.user).delete()
    else:
        AlertSeen.objects.get_or_create(alert=alert, user=request.user)
    return redirect(way_back(request, reverse("alerts")))
