"""In words, whose figures a page shows: every viewer sees another part of the register."""

from django.utils.translation import gettext as _

from analytics.choices import SUBJECT
from analytics.people.roster_words import institutions_words, subject_title
from analytics.scope import Scope
from analytics.wording import joined
from students.class_rights import FIGURE_ROLES
from students.models import Role


def coverage(scope: Scope, when: str = "") -> str:
    """A sentence that names place and term, or says what the viewer has no part in.

    `when` stands for the term where figures are of several.
    """
    if not scope.institutions:
        return _("No institution is assigned to you yet.")
    if not scope.terms:
        return _("%(place)s has no term yet.") % {"place": institutions_words(scope)}
    return _("%(who)s, %(when)s.") % {"who": _who(scope), "when": when or _when(scope)}


def _who(scope: Scope) -> str:
    classes = _classes(scope)
    if SUBJECT in scope.chosen:
        none = _("%(subject)s in no class: none is assigned to you yet")
        words = _("%(subject)s in %(classes)s") if classes else none
        return words % {"subject": subject_title(scope), "classes": classes}
    none = _("All subjects of no class: none is assigned to you yet")
    return _("All subjects of %(classes)s") % {"classes": classes} if classes else none


def _classes(scope: Scope) -> str:
    """The parts the viewer sees, in words: "your branch and your mentees"; empty for none."""
    here = set(scope.institution_ids)
    if scope.sight.everything or here <= scope.sight.where(*FIGURE_ROLES):
        return institutions_words(scope)
    parts = []
    if here & scope.sight.where(*FIGURE_ROLES):
        parts.append(_("the institutions you lead"))
    if here & scope.sight.where(Role.HEAD):
        parts.append(_("your branch"))
    if scope.duties.has_charge:
        parts.append(_("the class in your charge"))
    if scope.duties.has_mentees:
        parts.append(_("your mentees"))
    if scope.duties.subjects and (SUBJECT in scope.chosen or not parts):
        parts.append(_("the classes you teach"))
    return joined(parts)


def _when(scope: Scope) -> str:
    titles = list(dict.fromkeys(term.title for term in scope.terms))
    return titles[0] if len(titles) == 1 else _("the current term of each")
