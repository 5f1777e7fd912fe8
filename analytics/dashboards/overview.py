"""The overview: how it stands, in key figures, four charts and who needs a word."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.dashboards.attention import attention_list
from analytics.dashboards.coverage import coverage
from analytics.dashboards.filters import filter_bar
from analytics.dashboards.strip import strip
from analytics.dashboards.tabs import save_url, tabs
from analytics.metrics.components import last_due
from analytics.metrics.figures import Figures
from analytics.numerals import grouped, students
from students.models import Role


def overview(figures: Figures) -> dict:
    """What dashboards/overview.html shows, but for the charts."""
    scope, total = figures.scope, figures.total
    return {
        "heading": state(figures),
        "lede": lede(figures),
        "tabs": tabs(scope, "overview"),
        "save_url": save_url(scope, "overview", {}),
        "filters": filter_bar(scope, reverse("overview")),
        "start": start(figures),
        "figures": strip(figures),
        "attention": attention_list(figures) if scope.leads_to_students else None,
        "as_of": total.changed_at,
        "policy": ", ".join(sorted({str(version.number) for version in figures.bound})),
    }


def lede(figures: Figures) -> str:
    """Whose figures these are, and that parts of the marks are still to come where some are."""
    words = coverage(figures.scope)
    until = last_due(figures.scope) if figures.total.assessed else None
    if until is None:
        return words
    so_far = _("Marks and grades are those so far: parts are due until %(day)s.")
    return f"{words} {so_far % {'day': date_format(until, 'j M Y')}}"


def state(figures: Figures) -> str:
    """How it stands, in a sentence."""
    total = figures.total
    if total.few:
        return _("Too few students here for figures")
    if not total.students:
        return _("No students here yet")
    if not total.high_risk:
        return _("None of %(students)s is at high risk") % {"students": students(total.students)}
    words = ngettext(
        "%(count)s of %(students)s is at high risk",
        "%(count)s of %(students)s are at high risk",
        total.high_risk,
    )
    return words % {"count": grouped(total.high_risk), "students": students(total.students)}


def start(figures: Figures) -> dict | None:
    """What to do where there is nothing to show yet; None where there is."""
    scope = figures.scope
    if figures.total.students:
        return None
    if scope.chosen or figures.total.few:
        too_few = _(
            "Fewer than five students would be told of, or could be worked out. Choose more of"
            " them."
        )
        return {
            "sentence": too_few if figures.total.few else _("No student is in this selection."),
            "url": reverse("overview"),
            "link": _("Clear the filters"),
        }
    if scope.sight.has(Role.REGISTRAR):
        return {
            "sentence": _("The register is empty. Import a term's marks to begin."),
            "url": reverse("admin:students_mark_import"),
            "link": _("Import marks"),
        }
    sentence = _("As soon as the registrar has imported marks, they are summed up here.")
    return {"sentence": sentence}
