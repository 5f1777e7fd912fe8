"""Who is likeliest to be lost, as a page and as a file."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from analytics.chances.lists import ChanceList
from analytics.dashboards.early_warning import early_warning_page
from analytics.views.contact_forms import ContactForm
from analytics.views.files import as_file, taken_now
from analytics.views.live import live_worklist
from analytics.views.scoped_lists import of_list
from students.models import RecordView
from students.trails import note_looked

# The columns of the file, in the words of the page: the row's attribute, the title.
COLUMNS = (
    ("roll_no", _("Roll number")),
    ("name", _("Name")),
    ("institution", _("Institution")),
    ("place", _("Class")),
    ("subject", _("Subject")),
    ("chance", _("Chance")),
    ("such", _("How sure")),
    ("by_rules", _("Risk by the rules")),
    ("trend_words", _("Over the weeks")),
    ("raised_words", _("Raised by")),
    ("lowered_words", _("Lowered by")),
    ("change", _("What would change it")),
    ("others_words", _("Other subjects")),
    ("became", _("Became")),
    ("last", _("Last word")),
    ("as_of", _("As known on")),
    ("version", _("Guess of")),
)


@require_safe
@of_list(ChanceList)
def early_warning(request, chances):
    """The students there is time for, each with the form for a word."""
    following = live_worklist(chances.scope)
    shown = early_warning_page(chances) | {"live": following}
    shown["rows"] = [
        {"is": row, "form": ContactForm(last=row.last_id, number=row.result_id)}
        for row in shown["rows"]
    ]
    return render(request, "early_warning/list.html", shown)


@require_safe
@of_list(ChanceList)
def warning_file(request, chances, kind):
    """The list as one "csv" or "xlsx", cell by cell as it is shown."""
    rows = chances.rows()
    seen = [row.student_id for row in rows]
    note_looked(
        request.sight, RecordView.What.EXPORT, seen, f"early-warning.{kind}", chances.query()
    )
    cells = [[getattr(row, name) for name, _title in COLUMNS] for row in rows]
    return as_file(kind, taken_now("early-warning"), [title for _name, title in COLUMNS], cells)
