"""What the bar of every page shows: the way to what one may open, the place, the theme."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.contrib import admin
from django.urls import get_urlconf, is_valid_path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from students.models import Role
from students.sight import Sight

# Addresses the product promises; a page that is not installed is left out.
OVERVIEW = "/dashboards/overview/"
DASHBOARDS = "/dashboards/"  # all of which the overview leads to
KPIS = "/dashboards/kpis/"  # of which the overview leads all others to
WORKLIST = "/worklist/"
ALERTS = "/alerts/"
STUDENTS = "/students/"
ATTENDANCE = "/attendance/"
MARKS = "/marks/"
RESULTS = "/results/"
OWN_RECORD = "/me/"
FEES = "/fees/"
QUALITY = "/quality/"
CAMERAS = "/classroom/"
ROOMS = "/dashboards/classroom/"
REVENUE = "/dashboards/revenue/"  # for the fee desk, which sees no other dashboard
OWN_FEES = "/me/fees/"
REPORTS = "/reports/"
ADMINISTRATION = "/admin/"
IMPORTS = "/admin/students/importrun/"
IMPORTERS = (Role.REGISTRAR, Role.ACCOUNTANT, Role.MANAGER)
MOST_IN_THE_BAR = 6
THEMES = ("light", "dark", "auto")


@dataclass(frozen=True)
class Entry:
    """One word of the bar, the page it leads to, and who is shown it."""

    title: str
    url: str
    shown: Callable[[Sight], bool]


ENTRIES = (
    Entry(_("Overview"), OVERVIEW, lambda sight: sight.sees_figures),
    Entry(_("KPIs"), KPIS, lambda sight: sight.sees_kpis and not sight.sees_figures),
    Entry(_("Worklist"), WORKLIST, lambda sight: sight.opens_worklists),
    Entry(_("Students"), STUDENTS, lambda sight: sight.sees_people),
    Entry(_("Attendance"), ATTENDANCE, lambda sight: sight.sees_registers),
    Entry(_("Marks"), MARKS, lambda sight: sight.opens_marks_grids),
    Entry(_("Results"), RESULTS, lambda sight: sight.sees_people),
    Entry(_("Alerts"), ALERTS, lambda sight: sight.opens_worklists),
    Entry(_("Imports"), IMPORTS, lambda sight: sight.has(*IMPORTERS)),
    Entry(_("Fees"), FEES, lambda sight: sight.sees_fees),
    Entry(_("Revenue"), REVENUE, lambda sight: sight.sees_revenue and not sight.sees_figures),
    Entry(_("Reports"), REPORTS, lambda sight: sight.orders_reports),
    Entry(_("Data quality"), QUALITY, lambda sight: sight.sees_quality),
    Entry(_("Classroom camera"), CAMERAS, lambda sight: sight.consents_to_cameras),
    Entry(_("My record"), OWN_RECORD, lambda sight: sight.student_id is not None),
    Entry(_("My fees"), OWN_FEES, lambda sight: sight.student_id is not None),
)


def navigation(request) -> dict:
    """Give base.html its bar; an anonymous visitor has the theme alone.

    A request that is refused before anybody asked who sends it, as for its host, has no user.
    """
    context = {"theme": chosen_theme(request)}
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return context
    sight, entries = request.sight, open_entries(request)
    open_here = (url for _, url in entries if request.path.startswith(root_of(url)))
    here = max(open_here, key=len, default="")
    pages = [{"title": title, "url": url, "active": url == here} for title, url in entries]
    daily = [page for page in pages if page["url"] != ADMINISTRATION]
    return context | {
        "nav": daily[:MOST_IN_THE_BAR],
        "nav_more": pages[len(daily[:MOST_IN_THE_BAR]) :],  # in the account menu
        "search_url": STUDENTS if sight.sees_people and is_page(STUDENTS) else "",
        "roles": [Role(role).label for role in sight.roles],
        "place": sight.place,
    }


def root_of(url: str) -> str:
    """What the addresses of all pages begin with that an entry leads to."""
    return DASHBOARDS if url == OVERVIEW else url


def open_entries(request) -> list[tuple[str, str]]:
    """Title and address of what this person may open, in the order of the bar."""
    entries = [
        (entry.title, entry.url)
        for entry in ENTRIES
        if entry.shown(request.sight) and is_page(entry.url)
    ]
    if admin.site.has_permission(request):
        entries.append((gettext("Administration"), ADMINISTRATION))
    return entries


def is_page(url: str) -> bool:
    """Whether something is installed at an address that the product promises."""
    return _is_page(url, get_urlconf() or settings.ROOT_URLCONF)


@cache  # every page asks for its whole bar, and what is installed stays while the process runs
def _is_page(url: str, urls: str) -> bool:
    return is_valid_path(url, urls)


def students_url() -> str:
    """What stands before a student's number in the address of their page; empty without pages."""
    return STUDENTS if is_page(STUDENTS) else ""


def chosen_theme(request) -> str:
    """Return the theme the cookie names, or that of the device."""
    theme = request.COOKIES.get("theme", "")
    return theme if theme in THEMES else "auto"
