"""Files and jobs as the tests of long work want them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from students.imports import runs
from students.jobs import progress
from students.models import ImportRun, Job
from students.tests.admin.pages import shown_values

IMPORT = "/admin/students/mark/import/"
HEADER = "roll_no,name,branch,semester,Mathematics\n"


def marks_of(students: int) -> str:
    """A wide file with so many students."""
    rows = (f"R{number:05},Name {number},CSE,4,{40 + number % 60}" for number in range(students))
    return HEADER + "\n".join(rows) + "\n"


def upload(client, term, content, follow=True):
    """Send a file from the import page, with the fields as they are shown."""
    values = shown_values(client, IMPORT) | {"term": term.pk}
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("marks.csv", content)
    return client.post(IMPORT, values | {"import_file": file}, follow=follow)


def previewed(term, user, text) -> ImportRun:
    """A run that waits to be stored."""
    where = {"institution": term.institution, "term": term, "user": user}
    return runs.preview("marks", text.encode(), "marks.csv", **where)


def stopping_at(monkeypatch, module, name):
    """Let the owner cancel whatever job runs when this function is called."""
    monkeypatch.setattr(progress, "EVERY", 0)
    original = getattr(module, name)

    def asked(*arguments, **named):
        progress.ask_to_stop(Job.objects.get(state=Job.State.RUNNING))
        return original(*arguments, **named)

    monkeypatch.setattr(module, name, asked)
