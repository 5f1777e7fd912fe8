"""Entering marks: the classes and subjects to enter, and the grid of one of them."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from students.grids.answers import conflict_rows, problem_rows
from students.grids.authors import authors
from students.grids.choices import choice, chosen_url
from students.grids.classes import ClassSubject, class_subject_or_404
from students.grids.comparisons import Comparison
from students.grids.desks import desks, desks_heading, terms
from students.grids.pages import Page, page_of
from students.grids.payloads import payload
from students.grids.saving import save
from students.grids.sendings import NotSent, Sent
from students.grids.sentences import finding
from students.grids.sheets import read
from students.models.structure import current_term

JSON = "application/json"
OTHER_USER = gettext_lazy(
    "You are signed in as {name} now, and this was typed by somebody else. Nothing was stored."
)


@require_safe
def marks(request):
    """List the grids of a term, of `?term=` or the current one; 403 for whose role has none."""
    if not request.sight.opens_marks_grids:
        raise PermissionDenied
    known = list(terms(request.sight))
    wanted = request.GET.get("term", "")
    term = next((one for one in known if str(one.pk) == wanted), None) or current_term(known)
    chosen = {name: request.GET.get(name, "") for name in ("chosen_class", "subject")}
    if term and (url := chosen_url(term, **chosen)):
        return redirect(url)
    found = desks(request.sight, term) if term else []
    page = {
        "heading": desks_heading(found),
        "term": term,
        "terms": known,
        "several": len({one.institution_id for one in known}) > 1,
        "own": [desk for desk in found if desk.may_enter],
        "choice": choice(request.sight, term) if term else None,
        "others": [desk for desk in found if not desk.may_enter],
    }
    return render(request, "students/marks/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def marks_grid(request, term, branch, semester, subject):
    """Show a class's marks in a subject, and store what is typed; 404 for who does not see them."""
    if not request.sight.opens_marks_grids:
        raise PermissionDenied
    section = request.GET.get("section", "")
    place, may_enter = class_subject_or_404(request.sight, term, branch, semester, subject, section)
    if request.method == "POST":
        if not may_enter:
            raise PermissionDenied
        return stored(request, place)
    return grid_page(request, place, page_of(read(place), whole(request, place)), may_enter)


def stored(request: HttpRequest, place: ClassSubject) -> HttpResponse:
    """Store what was sent, and answer the script with JSON, the form with a page."""
    try:
        sent = Sent.read(request.POST.dict())
    except NotSent as error:
        raise BadRequest(str(error)) from error
    if request.POST.get("as_user", str(request.user.pk)) != str(request.user.pk):
        sentence = OTHER_USER.format(name=request.user.get_username())
        return refused(request, place, sent, Comparison(), sentence)
    found = save(place, sent)
    who = authors(place, found.fresh + found.conflicts)
    sentence = finding(found, who)
    if not found.is_storable:
        return refused(request, place, sent, found, sentence, conflict_rows(found, who))
    if request.headers.get("Accept") == JSON:
        page = page_of(read(place), whole(request, place))
        answer = {"message": sentence, "grid": payload(page, request.user.pk)}
        return JsonResponse(answer)
    messages.success(request, sentence)
    return redirect(place.url)


def refused(
    request: HttpRequest,
    place: ClassSubject,
    sent: Sent,
    found: Comparison,
    sentence: str,
    conflicts: list[dict] = (),
) -> HttpResponse:
    """Say why nothing was stored; what was typed stays in its cells."""
    status = 422 if found.problems else 409
    told = {"problems": problem_rows(found), "conflicts": list(conflicts)}
    if request.headers.get("Accept") == JSON:
        return JsonResponse({"message": sentence, **told}, status=status)
    messages.error(request, sentence)
    page = page_of(read(place), whole(request, place), sent, found)
    return grid_page(request, place, page, True, status, **told)


def grid_page(
    request: HttpRequest,
    place: ClassSubject,
    page: Page,
    may_enter: bool,
    status: int = 200,
    **told,
) -> HttpResponse:
    """Render the grid, to type in or to look at."""
    context = {
        "crumbs": [
            {"title": _("Marks"), "url": f"{reverse('marks')}?term={place.term.pk}"},
            {"title": str(place.subject)},
        ],
        "class_subject": place,
        "page": page,
        "may_enter": may_enter,
        "settings": payload(page, request.user.pk) if may_enter else None,
        **told,
    }
    return render(request, "students/marks/grid.html", context, status=status)


def whole(request: HttpRequest, place: ClassSubject) -> set[int]:
    """The numbers of the results of the class whose whole record may be seen."""
    seen = request.sight.whole_results().filter(**place.of_class)
    return set(seen.values_list("pk", flat=True))
