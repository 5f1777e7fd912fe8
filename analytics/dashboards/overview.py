"""The overview: how it stands, in key figures, four charts and who needs a word."""

from django.urls import reverse

from analytics.dashboards.attention import attention_list
from analytics.dashboards.coverage import coverage
from analytics.dashboards.dashboard import save_url, tabs
from analytics.dashboards.filters import filter_bar
from analytics.dashboards.strip import strip
from analytics.metrics.figures import Figures
from analytics.numerals import grouped, students
from students.models import Role

TOO_FEW = "Fewer than five students would be told of, or could be worked out. Choose more of them."


def overview(figures: Figures) -> dict:
    """What dashboards/overview.html shows, but for the charts."""
    scope, total = figures.scope, figures.total
    return {
        "heading": state(figures),
        "lede": coverage(scope),
        "tabs": tabs(scope, "overview"),
        "save_url": save_url(scope, "overview", {}),
        "filters": filter_bar(scope, reverse("overview")),
        "start": start(figures),
        "figures": strip(figures),
        "attention": attention_list(figures) if scope.leads_to_students else None,
        "as_of": total.changed_at,
        "policy": ", ".join(sorted({str(version.number) for version in figures.bound})),
    }


def state(figures: Figures) -> str:
    """How it stands, in a sentence."""
    total = figures.total
    if total.few:
        return "Too few students here for figures"
    if not total.students:
        return "No students here yet"
    if not total.high_risk:
        return f"None of {students(total.students)} is at high risk"
    verb = "is" if total.high_risk == 1 else "are"
    return f"{grouped(total.high_risk)} of {students(total.students)} {verb} at high risk"


def start(figures: Figures) -> dict | None:
    """What to do where there is nothing to show yet; None where there is."""
    scope = figures.scope
    if figures.total.students:
        return None
    if scope.chosen or figures.total.few:
        return {
            "sentence": TOO_FEW if figures.total.few else "No student is in this selection.",
            "url": reverse("overview"),
            "link": "Clear the filters",
        }
    if scope.sight.has(Role.REGISTRAR):
        return {
            "sentence": "The register is empty. Import a term's marks to begin.",
            "url": reverse("admin:students_mark_import"),
            "link": "Import marks",
        }
    return {"sentence": "As soon as the registrar has imported marks, they are summed up here."}
