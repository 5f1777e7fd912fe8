"""Words with a student as pages show them: history, what is to be followed up, what is news."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.models import Contact, RiskSpell
from analytics.people.reasons import TITLES
from students.models import Student, TermResult, User
from students.rules.evidence import AGAIN, APPEARED, FALLEN, WORSE, Evidence, news
from students.rules.spells import Spells
from students.sight import Sight

NEWS = {
    APPEARED: gettext_lazy("%(measure)s has come up as a reason since."),
    WORSE: gettext_lazy("%(measure)s is worse than it was then."),
    AGAIN: gettext_lazy("%(measure)s had recovered and is a reason again."),
    FALLEN: gettext_lazy("%(measure)s has fallen by five points or more since."),
}


@dataclass(frozen=True)
class ContactLine:
    """One word in the history; `follow_up` is in words, `own` says that it is the viewer's."""

    pk: int
    on: date
    kind: str
    who: str
    note: str
    agreed: str
    follow_up: str = ""
    is_due: bool = False
    is_open: bool = False
    own: bool = False
    term: str = ""


@dataclass(frozen=True)
class ContactHistory:
    """The words with a student that the viewer may read, the newest first."""

    lines: tuple[ContactLine, ...]
    title: str
    last_id: int


def readable(sight: Sight) -> QuerySet[Contact]:
    """Contacts of terms in which a word might be noted."""
    theirs = sight.contactable_results().order_by()
    return Contact.objects.filter(
        Exists(theirs.filter(student=OuterRef("student"), term=OuterRef("term")))
    )


def contact_history(sight: Sight, result: TermResult) -> ContactHistory:
    """Of all terms that are theirs to read, for the page of one of them. One query."""
    rows = readable(sight).filter(student=result.student_id).select_related("by", "term")
    rows = list(rows.order_by("-on", "-pk"))
    last_id = last_of(rows, result)
    lines = tuple(line_of(one, sight, one.pk == last_id, result.term_id) for one in rows)
    return ContactHistory(lines, _title(result.student, rows, result.term_id), last_id)


def last_of(rows: Iterable[Contact], result: TermResult) -> int:
    """The number of the last contact noted for this term; 0 for none."""
    return max((one.pk for one in rows if one.term_id == result.term_id), default=0)


def line_of(one: Contact, sight: Sight, counts: bool, term_id: int) -> ContactLine:
    """A contact in words; only the last of a term `counts`, an older one is followed up by it."""
    is_open = counts and one.follow_up_on is not None and one.closed_at is None
    return ContactLine(
        pk=one.pk,
        on=one.on,
        kind=one.get_kind_display(),
        who=named(one.by),
        note=one.note,
        agreed=one.agreed,
        follow_up=_follow_up(one, is_open),
        is_due=is_open and one.follow_up_on <= timezone.localdate(),
        is_open=is_open,
        own=sight.everything or (one.by_id is not None and one.by_id == sight.user_id),
        term="" if one.term_id == term_id else one.term.title,
    )


def named(user: User | None) -> str:
    """Who somebody is, in words."""
    return (user.get_full_name() or user.get_username()) if user else _("A removed account")


def news_words(last: Contact, result: TermResult, spell: RiskSpell | None) -> list[str]:
    """Why the last word does not answer what stands now; empty where it does."""
    now = Evidence(result.risk_bits, result.average, result.attendance)
    found = news(last.evidence, last.on, now, spell.spells if spell else Spells())
    return [NEWS[one.kind] % {"measure": TITLES[one.measure]} for one in found]


def meanwhile_words(newer: Contact, user: User) -> str:
    """What somebody noted, or oneself by pressing twice, before this could be stored."""
    if newer.by_id == user.pk:
        words = _(
            "Since this page was made, you noted a word of %(day)s: “%(note)s” Yours is not stored"
            " yet; save it again if there were two."
        )
    else:
        words = _(
            "Since this page was made, %(who)s noted a word of %(day)s: “%(note)s” Yours is not"
            " stored yet; save it again if there were two."
        )
    return words % {"who": named(newer.by), "day": written(newer.on), "note": newer.note}


def days_words(days: int) -> str:
    """How long somebody has been waiting."""
    if days < 1:
        return _("since today")
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def written(day: date) -> str:
    """A day as pages write it."""
    return date_format(day, "j M Y")


def _follow_up(one: Contact, is_open: bool) -> str:
    if one.follow_up_on is None:
        return ""
    words = _("Follow up on %(day)s") if is_open else _("Follow up on %(day)s, done")
    return words % {"day": written(one.follow_up_on)}


def _title(student: Student, rows: list[Contact], term_id: int) -> str:
    of_term = [one.on for one in rows if one.term_id == term_id]
    if not of_term:
        sentence = _("Nobody has spoken with %(name)s this term")
        return sentence % {"name": student.name.split()[0]}
    sentence = ngettext(
        "One word this term, the last on %(day)s",
        "%(count)s words this term, the last on %(day)s",
        len(of_term),
    )
    return sentence % {"count": len(of_term), "day": written(max(of_term))}
