"""In words, whose figures a page shows: every viewer sees another part of the register."""

from analytics.choices import SUBJECT
from analytics.scope import Scope
from students.models import Role
from students.sight import FIGURE_ROLES


def coverage(scope: Scope, when: str = "") -> str:
    """A sentence that names place and term, or says what the viewer has no part in.

    `when` stands for the term where figures are of several.
    """
    if not scope.institutions:
        return "No institution is assigned to you yet."
    if not scope.terms:
        return f"{_places(scope)} has no term yet."
    return f"{_who(scope)}, {when or _when(scope)}."


def _who(scope: Scope) -> str:
    if SUBJECT in scope.chosen:
        return f"{_subject(scope)} in {_classes(scope)}"
    return f"All subjects of {_classes(scope)}"


def _subject(scope: Scope) -> str:
    code = scope.chosen[SUBJECT]
    return next((one.words for one in scope.choices.of(SUBJECT) if one.code == code), code)


def _classes(scope: Scope) -> str:
    """The parts the viewer sees, in words: "branch CSE and your mentees"."""
    here = set(scope.institution_ids)
    if scope.sight.everything or here <= scope.sight.where(*FIGURE_ROLES):
        return _places(scope)
    parts = []
    if here & scope.sight.where(*FIGURE_ROLES):
        parts.append("the institutions you lead")
    if here & scope.sight.where(Role.HEAD):
        parts.append("your branch")
    if scope.duties.has_charge:
        parts.append("the class in your charge")
    if scope.duties.has_mentees:
        parts.append("your mentees")
    if scope.duties.subjects and (SUBJECT in scope.chosen or not parts):
        parts.append("the classes you teach")
    return " and ".join(parts) or "no class: none is assigned to you yet"


def _places(scope: Scope) -> str:
    names = [one.name for one in scope.institutions]
    return names[0] if len(names) == 1 else f"{len(names)} institutions"


def _when(scope: Scope) -> str:
    titles = list(dict.fromkeys(term.title for term in scope.terms))
    return titles[0] if len(titles) == 1 else "the current term of each"
