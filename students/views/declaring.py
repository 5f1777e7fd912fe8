"""Declaring, revising and publishing the results of a class."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from students.models import declaring
from students.models.declarations import Declaration, Verdict
from students.models.declaring import DeclarationRefused
from students.models.waits import retrying
from students.views.cohorts import SeenCohort, seen_cohort

LONGEST_REASON = Declaration._meta.get_field("reason").max_length


def by_who_declares(view: Callable[..., str]) -> Callable[..., HttpResponse]:
    """Give a view the class of its address: 403 for whose role never declares, 404 for another's
    class. The view returns what was done, in a sentence; a refusal is told instead."""

    @wraps(view)
    def done(request: HttpRequest, term: int, branch: int, semester: int) -> HttpResponse:
        if not request.sight.declares:
            raise PermissionDenied
        seen = seen_cohort(request.sight, term, branch, semester)
        if not seen.may_declare:
            raise Http404
        try:
            messages.success(request, retrying(lambda: view(request, seen)))
        except DeclarationRefused as refused:
            messages.error(request, str(refused))
        return redirect(seen.url("result-sheet"))

    return done


@require_POST
@by_who_declares
def declare(request, seen: SeenCohort) -> str:
    """Declare the sheet that was looked at, or revise it for a reason."""
    reason = request.POST.get("reason", "")
    if len(reason) > LONGEST_REASON or not reason.isprintable():
        raise DeclarationRefused(
            _("A reason is one line of at most %(most)s letters.") % {"most": LONGEST_REASON}
        )
    declaration = declaring.declare(seen.cohort, request.POST.get("digest", ""), reason)
    later = declaration.declared_results.filter(verdict=Verdict.INCOMPLETE).count()
    return " ".join(declared_words(declaration.number, later))


def declared_words(number: int, later: int) -> list[str]:
    """What was declared, in sentences; `later` results await marks."""
    first = number == 1
    said = _("Declared.") if first else _("Revised: this is declaration %(number)s.")
    sentences = [said % {"number": number}]
    if later:
        waiting = _("%(count)s of its results await marks and stay “Result later”.")
        sentences.append(waiting % {"count": later})
    seen = (
        _("Students see it once it is published.")
        if first
        else _("Students see it once published.")
    )
    return [*sentences, seen]


@require_POST
@by_who_declares
def publish(request, seen: SeenCohort) -> str:
    """Show the newest declaration, by its number and the digest of its sheet, to its students."""
    newest = declaring.declarations_of(seen.cohort).last()
    if newest is None:
        raise DeclarationRefused(_("Nothing is declared yet."))
    if str(newest.number) != request.POST.get("number"):
        raise DeclarationRefused(_("It has been revised since this sheet was shown: look again."))
    shown = declaring.publish_declaration(newest, request.POST.get("digest", ""))
    words = ngettext(
        "Published. %(count)s mark became visible to students.",
        "Published. %(count)s marks became visible to students.",
        shown,
    )
    return words % {"count": shown}
