"""Who needs a word and has had none, as a page and as a file."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from analytics.alerts.lists import AlertList
from analytics.dashboards.worklist import worklist_page
from analytics.metrics.spells import note_spells
from analytics.people.contacts import readable
from analytics.people.worklists import Worklist
from analytics.views.contact_forms import ContactForm
from analytics.views.files import as_file, taken_now
from analytics.views.live import live_worklist
from analytics.views.numbers import number_in
from analytics.views.scoped_lists import of_list
from students.models import RecordView
from students.trails import note_looked

# The columns of the file, in the words of the page: the row's attribute, the title.
COLUMNS = (
    ("roll_no", _("Roll number")),
    ("name", _("Name")),
    ("institution", _("Institution")),
    ("place", _("Class")),
    ("mentor", _("Mentor")),
    ("level_words", _("Risk")),
    ("waiting", _("Waiting")),
    ("since", _("Since")),
    ("reasons_words", _("Reasons")),
    ("change_words", _("Smallest change")),
    ("last_words", _("Last word")),
)


@require_safe
@of_list(Worklist)
def worklist(request, worklist):
    """One page of the list, each row with the form for a word."""
    following = live_worklist(worklist.scope)
    shown = worklist_page(worklist, number_in(request.GET, "page", 1)) | {"live": following}
    for group in shown["groups"]:
        group["rows"] = [
            {"is": row, "form": ContactForm(last=row.last_id, number=row.result_id)}
            for row in group["rows"]
        ]
    shown["new_alerts"] = AlertList.of(worklist.scope, {}).sums().unseen
    return render(request, "worklists/list.html", shown | {"logged": just_logged(request)})


@require_safe
@of_list(Worklist)
def worklist_file(request, worklist, kind):
    """All pages of the list as one "csv" or "xlsx", cell by cell as they are shown."""
    note_spells(worklist.results())
    seen = worklist.student_ids()
    note_looked(request.sight, RecordView.What.EXPORT, seen, f"worklist.{kind}", worklist.query())
    rows = ([getattr(row, name) for name, _ in COLUMNS] for row in worklist.every_row())
    return as_file(kind, taken_now("worklist"), [title for _, title in COLUMNS], rows)


def just_logged(request):
    """The viewer's own contact that this page comes back from, to be taken back in one step."""
    number = number_in(request.GET, "logged")
    own = readable(request.sight).filter(pk=number, by=request.user) if number else None
    return own and own.select_related("student").first()
