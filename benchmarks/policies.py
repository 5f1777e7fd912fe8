"""How long it takes to say who would change under another policy, beside reading the results."""

from answers import fetched, queries
from django.db import connection
from django.test import Client
from medians import in_turns, lines
from pages import aggregate, principal

FLOOR = "one raw SQL scan of the term's results"
SCAN = """
    SELECT SUM(mark_sum), SUM(mark_count), SUM(attendance_part), SUM(attendance_whole),
        SUM(risk = 'High'), SUM(grade = 'A'), SUM(passed)
    FROM students_termresult
    WHERE status = 'active' AND term_id = (
        SELECT id FROM students_term WHERE institution_id = %s ORDER BY starts_on DESC LIMIT 1
    )
"""
LINES = {
    "lines in force": "",
    "attendance 75 → 70": "?attendance_medium=70",
    "every line another": "?attendance_medium=80&attendance_high=65&average_high=45"
    "&average_medium=60&band1=85&band2=70&band3=58&pass_average=45",
}


def report(title: str) -> str:
    """The medians of the page, and of the file of everybody who would change."""
    user, client = principal(), Client(headers={"host": "localhost"})
    client.force_login(user)
    institution = user.memberships.get().institution_id
    pages = {name: f"/dashboards/what-if/{query}" for name, query in LINES.items()}
    pages["all of them as CSV"] = f"/dashboards/what-if/0.csv{LINES['every line another']}"
    jobs = {FLOOR: lambda: scan(institution), "grades and risks": lambda: aggregate(institution)}
    jobs |= {
        name: lambda address=address: fetched(client, address) for name, address in pages.items()
    }
    notes = {name: f"{queries(jobs[name])} queries" for name in pages}
    return lines(f"{title}, what-if", in_turns(jobs, FLOOR, rounds=5), notes)


def scan(institution_id: int) -> list[tuple]:
    """The columns a policy is held against, read once."""
    with connection.cursor() as cursor:
        cursor.execute(SCAN, [institution_id])
        return cursor.fetchall()
