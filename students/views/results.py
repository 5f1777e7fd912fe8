"""Results by class: what is declared, and the sheet of one class."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from students.models import Declaration, RecordView, Role, Term, TermResult
from students.navigation import students_url
from students.trails import note_looked
from students.views.cohorts import SeenCohort, cohort_url, of_cohort
from students.views.files import csv_answer
from students.views.numbers import number
from students.views.sheets import Sheet, history_of, sheet_of


@require_safe
def index(request):
    """Show the classes of a term, `?term=` or the current one, and how far each is."""
    if not request.sight.sees_people:
        raise PermissionDenied
    results = request.sight.whole_results()
    terms = Term.objects.filter(pk__in=results.order_by().values("term"))
    term = terms.filter(pk=number(request.GET.get("term"))).first() or terms.current()
    page = {"term": term, "rows": rows_of(results, term) if term else []}
    page["keeps"] = request.sight.has(Role.REGISTRAR, Role.PRINCIPAL)
    page["filters"] = terms_filter(terms.select_related("institution"), term, reverse("results"))
    return render(request, "results/index.html", page)


def rows_of(results, term) -> list[dict]:
    """A row for each class of a term with students in sight, by now or when it was declared."""
    classes = (
        results.filter(term=term)
        .order_by("branch__code_key", "semester")
        .values("branch", "branch__code", "semester")
        .annotate(students=Count("pk", filter=Q(status=TermResult.Status.ACTIVE)))
    )
    newest = Declaration.objects.filter(term=term).newest().with_changes()
    declared = {(one.branch_id, one.semester): one for one in newest.select_related("publication")}
    return [
        {
            "branch": row["branch__code"],
            "semester": row["semester"],
            "students": row["students"],
            "declaration": declared.get((row["branch"], row["semester"])),
            "url": cohort_url("result-sheet", term.pk, row["branch"], row["semester"]),
        }
        for row in classes
        if row["students"] or (row["branch"], row["semester"]) in declared
    ]


def terms_filter(terms, chosen: Term | None, action: str) -> dict:
    """The choice of a term; several institutions are told apart by their codes."""
    terms = list(terms)
    several = len({term.institution_id for term in terms}) > 1
    options = [
        {"value": term.pk, "label": f"{term.institution.code} {term}" if several else str(term)}
        for term in terms
    ]
    select = {
        "name": "term",
        "label": _("Term"),
        "chosen": chosen and chosen.pk,
        "options": options,
    }
    return {"action": action, "selects": [select], "words": str(chosen or "")}


@require_safe
@of_cohort
def sheet(request, seen: SeenCohort):
    """Show a class, `?declaration=` a number or "now"."""
    shown = sheet_of(seen, request.GET.get("declaration", ""))
    note_looked(request.sight, RecordView.What.PAGE, students_of(shown))
    return render(
        request,
        "results/sheet.html",
        {
            "sheet": shown,
            "crumbs": crumbs(seen),
            "students_url": students_url(),
            "history": history_of(shown.declarations),
            "cards_url": f"{seen.url('grade-cards')}?declaration={shown.shown.number}"
            if shown.shown
            else "",
            "csv_url": f"{seen.url('result-sheet-csv')}?{request.GET.urlencode()}",
            "declare_url": seen.url("result-declare"),
            "publish_url": seen.url("result-publish"),
        },
    )


@require_safe
@of_cohort
def sheet_csv(request, seen: SeenCohort) -> HttpResponse:
    """The same sheet as a file, cell by cell as it is shown."""
    shown = sheet_of(seen, request.GET.get("declaration", ""))
    cohort = seen.cohort
    name = f"results_{cohort.term.code}_{cohort.branch.code}_{cohort.semester}.csv"
    taken = ("result_sheet.csv", str(cohort))
    note_looked(request.sight, RecordView.What.EXPORT, students_of(shown), *taken)
    return csv_answer(name, *table_of(shown))


def students_of(shown: Sheet) -> list[int]:
    """Whose marks stand on the sheet."""
    return [line.student_id for line in shown.lines]


def table_of(shown: Sheet) -> tuple[list[str], list[list[str]]]:
    """Columns and rows of a sheet."""
    subjects = [
        word
        for code, title in shown.subjects
        for word in (code, _("%(code)s grade") % {"code": code})
    ]
    columns = [_("Roll number"), _("Name"), *subjects, "SGPA", "CGPA", _("Credits"), _("Result")]
    columns += [
        pgettext("of a result", "Class"),
        _("Backlogs"),
        _("Passed in another attempt"),
        _("Detained"),
        _("Not passed"),
    ]
    columns += [_("Grace"), _("Awaits")]
    rows = [
        [
            line.roll_no,
            line.name,
            *(word for cell in line.cells for word in (cell.mark, cell.letter)),
            line.sgpa,
            line.cgpa,
            line.credits,
            line.verdict,
            line.class_title,
            line.backlogs,
            line.cleared,
            _("Detained") if line.detained else "",
            "; ".join(line.missed),
            "; ".join(line.grace),
            "; ".join(line.awaits),
        ]
        for line in shown.lines
    ]
    return columns, rows


def crumbs(seen: SeenCohort) -> list[dict]:
    """The way back to the term."""
    cohort, results = seen.cohort, reverse("results")
    return [
        {"title": _("Results"), "url": results},
        {"title": str(cohort.term), "url": f"{results}?term={cohort.term.pk}"},
        {
            "title": _("%(branch)s semester %(semester)s")
            % {"branch": cohort.branch, "semester": cohort.semester}
        },
    ]
