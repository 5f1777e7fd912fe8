"""Mark sheets: of one student's term, of a whole batch, as a file, and revoked."""

from collections.abc import Callable, Iterable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analytics.mark_sheets.batches import chosen_batch
from analytics.mark_sheets.contents import contents_of
from analytics.mark_sheets.drawing import pdf_of
from analytics.mark_sheets.issuing import CURRENT, address_of, give_out, printable, states_of
from analytics.mark_sheets.shown import rows_of, shown
from analytics.models import MarkSheet
from students.models import RecordView, TermResult
from students.models.waits import retrying
from students.trails import note_looked


def of_sheets(right: str) -> Callable:
    """403 for whose sight does not say that they have this right anywhere."""

    def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def allowed(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not getattr(request.sight, right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return allowed

    return guarded


OWN_OR_OTHERS, OTHERS = "has_mark_sheets", "declares"


@of_sheets(OWN_OR_OTHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def mark_sheet(request, pk: int, term: int):
    """Show what a term's sheet would say and those given out; a POST gives it out."""
    result = _result(request, pk, term)
    if request.method == "POST":
        return _given(request, result)
    _note(request, [result.student_id])
    contents = printable(contents_of([result.pk]))
    sheets = MarkSheet.objects.filter(result=result).select_related("by", "revoked_by")
    printed = contents.printed.get(result.pk)
    page = {
        "result": result,
        "sheet": shown(printed) if printed else None,
        "refused": contents.refused.get(result.pk, ""),
        "sheets": rows_of(sheets),
        "may_revoke": request.sight.may_declare(result.institution_id),
        "crumbs": _crumbs(request, result),
    }
    return render(request, "mark_sheets/student.html", page)


@of_sheets(OTHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def mark_sheets(request):
    """Choose a batch and a term and see who gets a sheet; a POST gives them out in one file."""
    sent = request.POST if request.method == "POST" else request.GET
    chosen = chosen_batch(request.sight, sent)
    if request.method == "POST":
        return _given_to_all(request, chosen)
    page = {
        "chosen": chosen,
        "filters": chosen.filters(),
        "crumbs": [_back_to_results(), {"title": _("Mark sheets")}],
    }
    if chosen.results is not None:
        contents = printable(contents_of(chosen.ids()))
        page |= {
            "ready": len(contents.printed),
            "undeclared": len(contents.undeclared),
            "refused": chosen.refused(contents),
        }
        _note(request, chosen.students())
    return render(request, "mark_sheets/batch.html", page)


mark_sheets.shows_individuals = True


@of_sheets(OWN_OR_OTHERS)
@require_safe
def mark_sheet_file(request, pk: int):
    """One sheet as it was given out; 404 for one out of sight, and for one that was revoked.

    Students get their own while it says what they may see today: a mark on it may have been taken
    back since, and they can have a new one.
    """
    sheet = _sheet(request, MarkSheet.objects.standing(), pk)
    declares = request.sight.may_declare(sheet.result.institution_id)
    if not declares and states_of([sheet])[sheet.pk] != CURRENT:
        raise Http404
    _note(request, [sheet.result.student_id])
    return _pdf(request, [sheet], f"mark-sheet_{sheet.code}")


@of_sheets(OTHERS)
@require_POST
def revoke(request, pk: int):
    """End a sheet, for the `reason` that is sent; its code says so from then on."""
    sheet = _sheet(request, MarkSheet.objects.all(), pk)
    if not request.sight.may_declare(sheet.result.institution_id):
        raise PermissionDenied
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, _("Say why it is revoked; nothing was changed."))
    elif sheet.revoke(request.user, reason):
        messages.success(request, _("Mark sheet %(code)s is revoked.") % {"code": sheet.code})
    else:
        messages.error(request, _("It was revoked before."))
    return redirect("mark-sheet", sheet.result.student_id, sheet.result.term_id)


def _given(request, result: TermResult) -> HttpResponse:
    renews = request.sight.may_declare(result.institution_id)
    given = retrying(lambda: give_out([result.pk], request.user, renews))
    if given.sheets:
        return redirect("mark-sheet-file", given.sheets[0].pk)
    for _roll, reason in given.refused:
        messages.error(request, reason)
    return redirect("mark-sheet", result.student_id, result.term_id)


def _given_to_all(request, chosen) -> HttpResponse:
    if chosen.results is None:
        raise Http404
    given = retrying(lambda: give_out(chosen.ids(), request.user))
    if not given.sheets:
        messages.error(request, _("There is nobody to whom a mark sheet can be given."))
        return redirect(f"{reverse('mark-sheets')}?{chosen.query()}")
    _note(request, chosen.students())
    return _pdf(request, given.sheets, f"mark-sheets_{chosen.file_name()}")


def _result(request, student: int, term: int) -> TermResult:
    if max(student, term) > BigIntegerField.MAX_BIGINT:
        raise Http404  # no database has such a number
    rows = request.sight.mark_sheet_results().select_related("student", "term", "branch")
    return get_object_or_404(rows, student=student, term=term)


def _sheet(request, sheets, pk: int) -> MarkSheet:
    seen = request.sight.mark_sheet_results().order_by().values("pk")
    return get_object_or_404(sheets.filter(result__in=seen).select_related("result"), pk=pk)


def _pdf(request, sheets: Iterable[MarkSheet], name: str) -> HttpResponse:
    base = request.build_absolute_uri("/").rstrip("/")
    content = pdf_of([(one, address_of(one, base)) for one in sheets])
    disposition = f'attachment; filename="{name}.pdf"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _note(request, students: Iterable[int]):
    note_looked(request.sight, RecordView.What.PAGE, students)


def _crumbs(request, result: TermResult) -> list[dict]:
    own = result.student_id == request.sight.student_id
    url = reverse("own-record") if own else reverse("student", args=[result.student_id])
    back = f"{url}?term={result.term_id}"
    return [{"title": result.student.name, "url": back}, {"title": _("Mark sheet")}]


def _back_to_results() -> dict:
    return {"title": _("Results"), "url": reverse("results")}
