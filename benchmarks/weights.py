"""What each page weighs when it is opened for the first time, compressed as it is served."""

import gzip

from django.test import Client
from pages import principal

from analytics.dashboards.catalogue import DASHBOARDS
from analytics.tests.walk.weights import KILOBYTE, LEVEL, MOST, files_of, weight_of
from students.models import TermResult, User

PAGES = (
    "/",
    "/dashboards/overview/",
    *(f"/dashboards/{slug}/" for slug in DASHBOARDS),
    "/dashboards/what-if/?attendance_medium=70&band1=85",
    "/dashboards/views/",
    "/worklist/",
    "/students/",
    "/students/?risk=High",
    "/marks/",
    "/attendance/",
    "/attendance/shortage/",
    "/results/",
    "/jobs/",
    "/tokens/",
    "/api/v1/docs/",
    "/admin/",
    "/admin/students/student/",
)


def report(title: str) -> str:
    """A line for each page of the principal, the heaviest first, and a student's own."""
    rows = sorted(_weighed(), reverse=True)
    head = (
        f"{title}: first load, KB compressed (at most {MOST // KILOBYTE}); the page itself; files"
    )
    lines = [f"  {all_:>4} {own:>4} {files:>3}  {name}" for all_, own, files, name in rows]
    return "\n".join([head, *lines])


def _weighed():
    client = Client(headers={"host": "localhost"})
    client.force_login(principal())
    institution = principal().memberships.get().institution
    one = TermResult.objects.filter(term=institution.terms.current(), risk="High").first()
    pages = (*PAGES, f"/students/{one.student_id}/", f"/worklist/{one.pk}/")
    sheet = f"/results/{one.term_id}/{one.branch_id}/{one.semester}/"
    for path in (*pages, sheet):
        yield from _row(client, path, path)
    client.force_login(User.objects.get(username="student", is_demo=True))
    yield from _row(client, "/me/", "/me/ (a student)")
    yield from _row(Client(headers={"host": "localhost"}), "/login/", "/login/")


def _row(client: Client, path: str, name: str):
    answer = client.get(path, follow=True)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    page = answer.content
    own = len(gzip.compress(page, LEVEL)) // KILOBYTE
    yield weight_of(page) // KILOBYTE, own, len(files_of(page.decode())), name
