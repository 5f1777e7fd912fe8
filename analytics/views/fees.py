"""Fees of students one by one: the list, an account, a student's own account."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from analytics.chosen import ScopeError
from analytics.dashboards.fee_filters import fee_filters
from analytics.dashboards.strip import Figure
from analytics.fee_scopes import FeeScope
from analytics.numerals import rupees
from analytics.people.fee_accounts import FeeAccount, fee_account
from analytics.people.fee_lists import LATE, SEARCH, SHOW, SORT, FeeList
from analytics.people.fee_words import (
    AMOUNTS,
    NUMERIC,
    ORDERS,
    SHOWN,
    TITLES,
    account_title,
    age_words,
    amounts,
    cells,
    conditions_of,
    list_lede,
    list_title,
)
from analytics.views.files import as_file, taken_now
from analytics.views.looks import note_page
from analytics.views.numbers import number_in
from analytics.views.scopes import nothing_here
from analytics.wording import shown_students
from students.models import RecordView, Role, Student
from students.trails import note_looked

PAGE = 50


def of_fees(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the list of its request: 403 for who sees no student's fees."""

    @wraps(view)
    def listed(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.sight.sees_fees:
            raise PermissionDenied
        try:
            scope = FeeScope.of(request.sight, request.GET, individuals=True)
        except ScopeError as error:
            return nothing_here(request, error)
        return view(request, FeeList.of(scope, request.GET), *args, **kwargs)

    listed.shows_individuals = True  # the log keeps who looked
    return listed


@require_safe
@of_fees
def fees(request, listed):
    """One page of the list."""
    count = len(listed.sums)
    pages = max(-(-count // PAGE), 1)
    page = min(max(number_in(request.GET, "page", 1), 1), pages)
    shown = {
        "heading": list_title(listed),
        "lede": list_lede(listed),
        "filters": _filters(listed),
        "conditions": conditions_of(listed),
        "search": _search(listed),
        "rows": [
            {"is": row, "age": age_words(row), "amounts": amounts(row)}
            for row in listed.rows((page - 1) * PAGE, page * PAGE)
        ],
        "titles": AMOUNTS.values(),
        "several": len(listed.scope.institutions) > 1,
        "pages": _turning(listed, page, pages, count),
        "csv_url": f"{reverse('fees-csv')}?{listed.query()}",
        "excel_url": f"{reverse('fees-xlsx')}?{listed.query()}",
        "revenue_url": reverse("revenue"),
        "as_of": timezone.now(),  # computed as it is read
    }
    return render(request, "fees/list.html", shown)


@require_safe
@of_fees
def fees_file(request, listed, kind):
    """All pages of the list as one "csv" or "xlsx", cell by cell as they are shown."""
    name = f"fees.{kind}"
    note_looked(request.sight, RecordView.What.EXPORT, listed.sums, name, listed.query())
    return as_file(kind, taken_now("fees"), TITLES, map(cells, listed.rows()), NUMERIC)


@require_safe
def student_fees(request, pk):
    """One student's account; 404 for who is out of sight."""
    sight = request.sight
    if not sight.sees_fees:
        raise PermissionDenied
    found = get_object_or_404(sight.fee_students().select_related("institution"), pk=pk)
    note_page(request, found.pk)
    shown = fee_account(found, sight.fee_dues(), sight.payments())
    crumbs = [{"title": _("Fees"), "url": reverse("fees")}, {"title": found.name}]
    leads = sight.sees_people and sight.students().filter(pk=pk).exists()
    record_url = reverse("student", args=[pk]) if leads else ""
    return render(
        request, "fees/account.html", _page(shown) | {"crumbs": crumbs, "record_url": record_url}
    )


@require_safe
def own_fees(request):
    """The own account; 403 for who is no student."""
    sight = request.sight
    if sight.student_id is None and Role.STUDENT not in sight.roles:
        raise PermissionDenied
    if sight.student_id is None:
        return render(request, "students/nothing_yet.html")
    found = Student.objects.select_related("institution").get(pk=sight.student_id)
    shown = fee_account(found, sight.own_fee_dues(), sight.own_payments())
    return render(request, "fees/account.html", _page(shown, own=True))


def _page(shown: FeeAccount, own: bool = False) -> dict:
    """What fees/account.html shows."""
    return {
        "account": shown,
        "student": shown.student,
        "own": own,
        "heading": shown.student.name,
        "finding": account_title(shown, own),
        "figures": _figures(shown),
        "as_of": timezone.now(),
    }


def _figures(shown: FeeAccount) -> list[Figure]:
    """The sums of an account, which add up: received less given back is what is paid or ahead."""
    net = shown.received - shown.refunded
    given = _("%(amount)s given back") % {"amount": rupees(shown.refunded)}
    return [
        Figure(_("Overdue"), rupees(shown.overdue)),
        Figure(_("Billed"), rupees(shown.billed)),
        Figure(_("Paid"), rupees(net), given if shown.refunded else ""),
        Figure(_("Still to pay"), rupees(shown.open)),
        Figure(_("Paid ahead"), rupees(shown.advance)),
    ]


def _filters(listed: FeeList) -> dict:
    selects = (
        _select(SHOW, _("Show"), listed.show, SHOWN),
        _select(SORT, _("Sort by"), listed.conditions.get(SORT, ""), ORDERS),
    )
    kept = {name: listed.conditions[name] for name in (LATE, SEARCH) if name in listed.conditions}
    return fee_filters(listed.scope, reverse("fees"), *selects, hidden=kept)


def _select(name: str, label: str, chosen: str, pairs) -> dict:
    options = [{"value": value, "label": str(words)} for value, words in pairs]
    return {"name": name, "label": label, "chosen": chosen, "options": options}


def _search(listed: FeeList) -> dict:
    """The field to find somebody, among everybody of the scope."""
    return {"text": listed.conditions.get(SEARCH, ""), "kept": listed.scope.chosen.items()}


def _turning(listed: FeeList, page: int, pages: int, count: int) -> dict:
    first, last = (page - 1) * PAGE + 1, min(page * PAGE, count)
    return {
        "words": shown_students(first, last, count) if count else "",
        "previous_url": f"?{listed.query(page=str(page - 1))}" if page > 1 else "",
        "next_url": f"?{listed.query(page=str(page + 1))}" if page < pages else "",
    }
