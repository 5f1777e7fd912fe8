"""Noting a word with a student in one step, taking it back, mending it, ending its follow-up."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from analytics.metrics.spells import note_spells
from analytics.metrics.worklists import waiting
from analytics.models import Contact
from analytics.models.contacts import NotTheLatestError
from analytics.people.contacts import contact_history, meanwhile_words, readable
from analytics.people.reasons import reason_rows
from analytics.views.contact_forms import ContactForm
from students.models import RecordView, TermResult
from students.registers.remaining import StillToCome
from students.trails import note_looked

RELATED = ("student", "term", "branch", "policy_version")
STAYS = gettext_lazy(
    "Contact with %(name)s logged. A reason is newer than it, so %(name)s stays on the list."
)
LOGGED = gettext_lazy("Contact with %(name)s logged.")
STALE = gettext_lazy(
    "This contact was changed or removed since this page was made. Nothing was stored."
)


@require_http_methods(["GET", "HEAD", "POST"])
def log(request, pk):
    """The form for a word with the student of this term, and what was said before; stores one."""
    result = contactable(request, pk)
    if request.method != "POST":
        note_looked(request.sight, RecordView.What.PAGE, [result.student_id])
        return show(request, result, None)
    form = ContactForm(request.POST, number=result.pk)
    if not form.is_valid():
        return refused(request, result, form)
    try:
        form.instance.log(request.user, result, form.cleaned_data["last"])
    except NotTheLatestError as error:
        form.add_error(None, meanwhile_words(error.newer, request.user))
        return refused(request, result, form, last=error.newer.pk)
    return logged(request, form.instance, result)


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request, pk):
    """A word of one's own, to be mended; 404 for a colleague's as for one that is not there."""
    one = own_contact(request, pk)
    result = TermResult.objects.select_related(*RELATED).get(student=one.student, term=one.term)
    if request.method != "POST":
        return show(request, result, ContactForm(instance=one, last=one.version), one)
    form = ContactForm(request.POST, instance=one)
    if not form.is_valid():
        return refused(request, result, form, one)
    try:
        form.instance.change(form.cleaned_data["last"])
    except NotTheLatestError:
        form.add_error(None, STALE)
        return refused(request, result, form, one)
    messages.success(request, _("The contact is changed; the history keeps what it said before."))
    return redirect(page_of(one))


@require_POST
def remove(request, pk):
    """Take back a word of one's own."""
    one = own_contact(request, pk)
    one.remove()
    if wants_json(request):
        return JsonResponse({"removed": pk})
    words = _("The contact with %(name)s is taken back.")
    messages.success(request, words % {"name": one.student.name})
    return redirect(way_back(request, page_of(one)))


@require_POST
def close(request, pk):
    """Say that a follow-up is done, whoever had planned it."""
    if not request.sight.opens_worklists:
        raise PermissionDenied
    one = get_object_or_404(readable(request.sight).select_related("student"), pk=pk)
    try:
        one.close(request.user)
        words = _("The follow-up with %(name)s is done.")
        messages.success(request, words % {"name": one.student.name})
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(way_back(request, page_of(one)))


def contactable(request, pk) -> TermResult:
    """The student's term, if a word may be noted in it: 403, 404 as everywhere."""
    if not request.sight.opens_worklists:
        raise PermissionDenied
    rows = request.sight.contactable_results().select_related(*RELATED)
    return get_object_or_404(rows, pk=pk)


def own_contact(request, pk) -> Contact:
    """A contact the viewer noted, as long as they may read it; a superuser's is any."""
    if not request.sight.opens_worklists:
        raise PermissionDenied
    rows = readable(request.sight).select_related("student", "term")
    rows = rows if request.sight.everything else rows.filter(by=request.user)
    return get_object_or_404(rows, pk=pk)


def logged(request, one: Contact, result: TermResult):
    """What follows a word that is stored: the row folds, or the page comes back with its undo."""
    here = TermResult.objects.filter(pk=result.pk)
    note_spells(here)
    stays = waiting(here, timezone.localdate()).exists()
    words = (STAYS if stays else LOGGED) % {"name": result.student.name}
    if wants_json(request):
        undo = reverse("contact-remove", args=[one.pk])
        return JsonResponse({"words": words, "undo": undo}, status=201)
    back = way_back(request, f"{page_of(one)}#contacts")
    if stays or not back.startswith(reverse("worklist")):
        messages.success(request, words)
        return redirect(back)
    return redirect(f"{back}{'&' if '?' in back else '?'}{urlencode({'logged': one.pk})}")


def refused(request, result, form: ContactForm, one: Contact | None = None, last: int = 0):
    """Nothing is stored: every reason, and what was typed; `last` is a contact now seen."""
    if wants_json(request):
        reasons = [
            f"{form.fields[name].label}: {reason}" if name in form.fields else reason
            for name, reasons in form.errors.items()
            for reason in reasons
        ]
        return JsonResponse({"problems": reasons, "last": last}, status=409)
    return show(request, result, form, one, status=409)


def show(request, result: TermResult, form, one: Contact | None = None, status: int = 200):
    """The page of a word: the form, and all that was said before."""
    history = contact_history(request.sight, result)
    if form is None:
        form = ContactForm(last=history.last_id)
    elif form.is_bound and one is None:  # whoever sends again has seen what is below
        form.data = form.data.copy()
        form.data["last"] = str(history.last_id)
    page = {
        "result": result,
        "student": result.student,
        "history": history,
        "reasons": reason_rows(result, StillToCome([result]).of(result), page_of_result(result)),
        "form": form,
        "contact": one,
        "back": way_back(request, page_of_result(result)),
        "student_url": page_of_result(result),
        "crumbs": [
            {"title": _("Worklist"), "url": reverse("worklist")},
            {"title": result.student.name, "url": page_of_result(result)},
            {"title": _("Change a contact") if one else _("Log contact")},
        ],
    }
    return render(request, "worklists/contact.html", page, status=status)


def page_of_result(result: TermResult) -> str:
    """The student's page in this term."""
    return f"{reverse('student', args=[result.student_id])}?term={result.term_id}"


def page_of(one: Contact) -> str:
    """The student's page in the term of a contact."""
    return f"{reverse('student', args=[one.student_id])}?term={one.term_id}"


def way_back(request, otherwise: str) -> str:
    """The page of ours that was asked to come back to."""
    back = (request.POST.get("back") or request.GET.get("back") or "")[:500]
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if ours else otherwise


def wants_json(request) -> bool:
    """Whether the script of the page asks, which folds the row by itself."""
    return request.headers.get("Accept") == "application/json"
