"""The filter bar of a scope: what can be chosen, what is, and that in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.choices import BATCH, BRANCH, SEMESTER, SUBJECT
from analytics.scope import INSTITUTION, TERM, Scope

LABELS = {
    INSTITUTION: gettext_lazy("Institution"),
    TERM: gettext_lazy("Term"),
    BRANCH: gettext_lazy("Branch"),
    SEMESTER: gettext_lazy("Semester"),
    BATCH: gettext_lazy("Batch"),
    SUBJECT: gettext_lazy("Subject"),
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Select:
    """One filter; the first option is the one in force when nothing is chosen."""

    name: str
    chosen: str
    options: tuple[Option, ...]

    @property
    def label(self) -> str:
        return str(LABELS[self.name])

    @property
    def words(self) -> str:
        """The chosen option in words that stand alone; empty for none."""
        if not self.chosen:
            return ""
        labels = (option.label for option in self.options if option.value == self.chosen)
        label = next(labels, self.chosen)
        return _("Semester %(semester)s") % {"semester": label} if self.name == SEMESTER else label


def filter_bar(
    scope: Scope, action: str, hidden: dict[str, str] | None = None, no_term: str = ""
) -> dict:
    """The input of components/filter_bar.html; `hidden` are other parameters to keep, `no_term`
    says what is shown where no term is chosen, if that is not the current one."""
    selects = [select for name in LABELS if (select := _select(scope, name, no_term))]
    chosen = [one for one in selects if one.chosen and not _must_choose(scope, one.name)]
    return {
        "action": action,
        "selects": selects,
        "hidden": [{"name": name, "value": value} for name, value in (hidden or {}).items()],
        "clear_url": action,
        "set_count": len(chosen),
        "words": " · ".join(select.words for select in chosen) or _("Everything you see"),
    }


def _select(scope: Scope, name: str, no_term: str) -> Select | None:
    """The filter of this name; None where there is nothing to choose between."""
    options = _options(scope, name)
    chosen = scope.chosen.get(name, "")
    if len(options) < 2 and not chosen:
        return None
    if _must_choose(scope, name):
        return Select(name, chosen, options)
    none = (no_term if name == TERM else "") or _none(scope, name)
    return Select(name, chosen, (Option("", none), *options))


def _must_choose(scope: Scope, name: str) -> bool:
    """Whoever sees single subjects only always looks at one of them."""
    return name == SUBJECT and not scope.sees_whole and bool(scope.chosen.get(SUBJECT))


def _options(scope: Scope, name: str) -> tuple[Option, ...]:
    if name == INSTITUTION:
        return tuple(Option(one.code, one.name) for one in scope.places.institutions)
    if name == TERM:
        here = set(scope.institution_ids)
        terms = (term for term in scope.places.terms if term.institution_id in here)
        return tuple({term.code_key: Option(term.code, term.title) for term in terms}.values())
    return tuple(Option(one.code, one.words) for one in scope.choices.of(name))


def _none(scope: Scope, name: str) -> str:
    if name == TERM:
        titles = {term.title for term in scope.terms}
        if len(titles) != 1:
            return _("Current")
        return _("Current (%(term)s)") % {"term": titles.pop()}
    return _("All")
