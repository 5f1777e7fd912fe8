"""Giving mark sheets out, and what one that was given out is worth today."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from analytics.mark_sheets.contents import Contents, contents_of
from analytics.mark_sheets.letters import unknown_letters
from analytics.models import MarkSheet
from students.models import TermResult, User

CURRENT, CHANGED, REPLACED, REVOKED = "current", "changed", "replaced", "revoked"


@dataclass(frozen=True)
class Given:
    """Sheets in the order of roll numbers; of those who get none, roll number and why."""

    sheets: tuple[MarkSheet, ...]
    refused: tuple[tuple[str, str], ...]


def give_out(result_ids: Iterable[int], by: User | None, renews: bool = True) -> Given:
    """A sheet for each of these results; a standing one that says the same is given again.

    The results are locked, so that two who ask at once are given one and the same sheet. Whoever
    does not say what counts (`renews`) gets none that says what one said that was revoked, in any
    language, until one was given out since. A whole transaction: callers try it again after a
    deadlock.
    """
    ids = sorted(set(result_ids))
    language = translation.get_language() or settings.LANGUAGE_CODE
    with transaction.atomic():
        list(TermResult.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
        contents = printable(contents_of(ids))
        if not renews:
            contents = _without_revoked(contents)
        standing = _standing(contents.printed, language)
        new = [
            MarkSheet(result_id=pk, printed=printed, language=language, by=by)
            for pk, printed in contents.printed.items()
            if pk not in standing
        ]
        MarkSheet.objects.bulk_create(new)
    codes = {one.code for one in (*standing.values(), *new)}
    sheets = MarkSheet.objects.filter(code__in=codes).order_by("result__student__roll_key", "pk")
    return Given(tuple(sheets), _refused(contents.refused))


def _without_revoked(contents: Contents) -> Contents:
    """The same without those of which a sheet that said just that was revoked, in any language, and
    none was given out since."""
    words = _("The last sheet was revoked: ask the institution for a new one.")
    given, refused = defaultdict(list), {}
    for sheet in MarkSheet.objects.filter(result__in=contents.printed):
        given[sheet.result_id].append(sheet)
    for pk, sheets in given.items():
        same = (one.revoked_at for one in sheets if one.printed == contents.printed[pk])
        revoked = max(filter(None, same), default=None)
        if revoked and not any(one.at > revoked for one in sheets):
            refused[pk] = words
    return _refusing(contents, refused)


def printable(contents: Contents) -> Contents:
    """The same without those that have letters no font here knows."""
    refused = {}
    for pk, printed in contents.printed.items():
        if unknown := unknown_letters(_all_text(printed)):
            refused[pk] = _("There is no font for “%(letters)s”.") % {"letters": unknown}
    return _refusing(contents, refused)


def _refusing(contents: Contents, reasons: dict[int, str]) -> Contents:
    left = {pk: one for pk, one in contents.printed.items() if pk not in reasons}
    return Contents(left, contents.refused | reasons)


def states_of(sheets: Iterable[MarkSheet]) -> dict[int, str]:
    """By sheet whether what stands on the paper is still true."""
    sheets = list(sheets)
    now = contents_of(one.result_id for one in sheets).printed
    later = MarkSheet.objects.standing().filter(result__in=now).order_by("pk")
    newest = dict(later.values_list("result", "pk"))
    return {one.pk: _state(one, now.get(one.result_id), newest) for one in sheets}


def _state(sheet: MarkSheet, now: dict | None, newest: dict[int, int]) -> str:
    if sheet.revoked_at:
        return REVOKED
    if sheet.printed == now:
        return CURRENT
    return REPLACED if newest.get(sheet.result_id, 0) > sheet.pk else CHANGED


def address_of(sheet: MarkSheet, base: str = "") -> str:
    """Where a sheet is verified: at the address PerfDash is known by, else at `base`."""
    return f"{settings.BASE_URL or base}{reverse('verify-sheet', args=[sheet.code])}"


def _standing(printed: dict[int, dict], language: str) -> dict[int, MarkSheet]:
    rows = MarkSheet.objects.filter(result__in=printed).newest().standing()
    rows = rows.filter(language=language)
    return {one.result_id: one for one in rows if one.printed == printed[one.result_id]}


def _all_text(value) -> str:
    if isinstance(value, dict):
        return "".join(map(_all_text, value.values()))
    return "".join(map(_all_text, value)) if isinstance(value, list) else str(value)


def _refused(reasons: dict[int, str]) -> tuple[tuple[str, str], ...]:
    rows = TermResult.objects.filter(pk__in=reasons).order_by("student__roll_key", "pk")
    return tuple((roll, reasons[pk]) for pk, roll in rows.values_list("pk", "student__roll_no"))
