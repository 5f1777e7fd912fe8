"""How long API, page and charts take inside Django, beside one raw SQL aggregate of the results."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from medians import in_turns, lines
from pages import FLOOR, PAGES, aggregate, principal


def report(title: str) -> str:
    """The medians for each page, and how many queries it needs."""
    user, client = principal(), Client(headers={"host": "localhost"})
    client.force_login(user)
    institution = user.memberships.get().institution_id
    jobs = {FLOOR: lambda: aggregate(institution)}
    jobs |= {
        name: lambda address=address: fetched(client, address) for name, address in PAGES.items()
    }
    notes = {name: f"{queries(jobs[name])} queries" for name in PAGES}
    return lines(f"{title}, in Django", in_turns(jobs, FLOOR), notes)


def fetched(client: Client, address: str) -> bytes:
    """What the address answers; an error is one here too."""
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response.content


def queries(job) -> int:
    """How many queries a job needs once everything is warm."""
    job()
    with CaptureQueriesContext(connection) as captured:
        job()
    return len(captured)
