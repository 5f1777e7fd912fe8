"""What pages cost inside Django by number of students, beside a bare page for who is signed in."""

import re

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from list_costs import list_jobs
from medians import in_turns

from students.models import User

ROUNDS = 5
KEPT = "overview, class teacher, while nothing changes"
SECONDS = 60
BARE = "a bare signed-in page"
SECTION = "Pages"
WORDS = (
    "Server time inside Django, with nothing kept but where it is said, signed in as a class "
    "teacher, a mentor of twenty and a principal of the whole university; the floor is a page "
    "that reads the session and the user and says a name. Targets for the class teacher's "
    "overview: at most 12 queries and 25 ms at any size; twice the floor while nothing changes, "
    "when what it shows is kept; an open page that asks whether anything has changed: one indexed"
    " read. Of long lists, those of a principal, the first page stands beside one in the middle, "
    "come to by the link of the page before: it begins at a key of an index."
)
PAGES = {
    "overview, class teacher": ("faculty", "/dashboards/overview/"),
    "overview, mentor": ("mentor", "/dashboards/overview/"),
    "students, class teacher": ("faculty", "/students/"),
    "students, principal": ("principal", "/students/"),
    "students by name, principal": ("principal", "/students/?sort=name"),
    "students named asha, principal": ("principal", "/students/?search=asha"),
    "students, roll number, principal": ("principal", "/students/?search=U10000500"),
    "chart: grades, principal": ("principal", "/charts/grades.json"),
    "chart: subjects, principal": ("principal", "/charts/subjects.json"),
    "overview, principal": ("principal", "/dashboards/overview/"),
    "worklist, principal": ("principal", "/worklist/"),
}


@override_settings(ROOT_URLCONF="bare_pages", PAGES_KEPT_SECONDS=0)
def report(students: int) -> dict:
    """Medians by page, with the queries of each."""
    browsers = {name: _signed_in(name) for name in ("faculty", "mentor", "principal")}
    jobs = {BARE: lambda: _fetched(browsers["faculty"], "/bare/")}
    jobs |= {
        name: lambda who=who, address=address: _fetched(browsers[who], address)
        for name, (who, address) in PAGES.items()
    }
    jobs[KEPT] = lambda: _kept(browsers["faculty"], "/dashboards/overview/")
    jobs |= list_jobs(lambda address: _fetched(browsers["principal"], address), students)
    page = _fetched(browsers["faculty"], "/dashboards/overview/").decode()
    address = re.search(r'data-live="([^"]+)"', page)[1]
    open_page = Client(headers={"host": "localhost"})
    jobs["an open page asks"] = lambda: _fetched(open_page, address)
    notes = {name: _queries(job) for name, job in jobs.items()}
    return {
        one.name: {
            "seconds": one.seconds,
            "floor": one.seconds / one.ratio,
            "note": notes[one.name],
        }
        for one in in_turns(jobs, BARE, ROUNDS)
    }


def _signed_in(name: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=name, is_demo=True))
    return client


def _fetched(client: Client, address: str) -> bytes:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response.content


def _kept(client: Client, address: str) -> bytes:
    settings.PAGES_KEPT_SECONDS = SECONDS  # said without a signal, which takes a time of its own
    try:
        return _fetched(client, address)
    finally:
        settings.PAGES_KEPT_SECONDS = 0


def _queries(job) -> str:
    job()
    with CaptureQueriesContext(connection) as captured:
        job()
        return f"{len(captured)} queries"
