"""Students with backlogs, as last declared."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from students.models import Declaration, DeclaredResult, RecordView, Term
from students.navigation import students_url
from students.trails import note_looked
from students.views.files import csv_answer
from students.views.numbers import number
from students.views.results import terms_filter

COLUMNS = [
    _("Roll number"),
    _("Name"),
    _("Branch"),
    _("Semester"),
    _("Backlogs"),
    _("Subjects"),
    _("Result"),
]


@require_safe
def backlogs(request):
    """Show who has backlogs after a term, `?term=` or the current one, the most first."""
    terms, term = chosen_term(request)
    rows = rows_of(request.sight, term)
    page = {
        "term": term,
        "rows": rows,
        "students_url": students_url(),
        "declared": Declaration.objects.filter(term=term).exists(),
        "filters": terms_filter(terms.select_related("institution"), term, reverse("backlogs")),
        "csv_url": f"{reverse('backlogs-csv')}?term={term.pk if term else ''}",
        "crumbs": [{"title": _("Results"), "url": reverse("results")}, {"title": _("Backlogs")}],
    }
    return render(request, "results/backlogs.html", page)


@require_safe
def backlogs_csv(request):
    """The same list as a file."""
    _, term = chosen_term(request)
    found = rows_of(request.sight, term)
    seen = [row.student_id for row in found]
    note_looked(request.sight, RecordView.What.EXPORT, seen, "backlogs.csv", f"term={term}")
    rows = (
        [
            row.student.roll_no,
            row.student.name,
            row.result.branch.code,
            str(row.result.semester),
            str(row.backlog_count),
            ", ".join(row.backlogs),
            row.get_verdict_display(),
        ]
        for row in found
    )
    return csv_answer(f"backlogs_{term.code if term else 'none'}.csv", COLUMNS, rows)


backlogs.shows_individuals = backlogs_csv.shows_individuals = True  # the log keeps who looked


def chosen_term(request):
    """The terms with results in sight, and the one asked for or current; 403 without the role."""
    if not request.sight.sees_people:
        raise PermissionDenied
    results = request.sight.whole_results()
    terms = Term.objects.filter(pk__in=results.order_by().values("term"))
    return terms, terms.filter(pk=number(request.GET.get("term"))).first() or terms.current()


def rows_of(sight, term: Term | None) -> list[DeclaredResult]:
    """Of each class's newest declaration in a term the lines with backlogs, each student once."""
    newest = Declaration.objects.filter(term=term).newest()
    rows = sight.declared_results().not_replaced()
    rows = rows.filter(declaration__in=newest.values("pk"), backlog_count__gt=0)
    rows = rows.select_related("student", "result__branch")
    return list(rows.order_by("-backlog_count", "student__roll_key", "pk"))
