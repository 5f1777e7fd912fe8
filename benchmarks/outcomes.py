"""What engagement and outcomes cost in processor time, beside adding up the weeks they tell of.

It is the database's own time as well where that runs in the process, as SQLite does.
"""

import time

from answers import fetched, queries
from django.db import connection
from django.test import Client
from medians import in_turns, lines
from pages import principal

from students.models import User

FLOOR = "one raw SQL sum of the weeks of the term"
SUM = """
    SELECT w.enrolment_id, COUNT(*), SUM(w.login_days)
    FROM students_weeklyactivity w
    JOIN students_enrolment e ON e.id = w.enrolment_id
    JOIN students_termresult r ON r.id = e.result_id
    WHERE w.week >= 0 AND r.term_id = (
        SELECT t.id FROM students_term t
        JOIN students_termresult tr ON tr.term_id = t.id
        JOIN students_enrolment te ON te.result_id = tr.id
        WHERE te.outcome NOT IN ('', 'withdrawn') ORDER BY t.starts_on DESC LIMIT 1
    )
    GROUP BY w.enrolment_id
"""
PAGES = {
    "page": "/dashboards/engagement/",
    "chart: dropout": "/charts/dropout.json",
    "chart: dropout by course": "/charts/dropout_courses.json",
    "chart: weekly activity": "/charts/weekly_activity.json",
    "chart: early activity": "/charts/early_activity.json",
    "written report": "/dashboards/engagement/report.docx",
}


def report(title: str) -> str:
    """The medians of the page, of each of its charts alone, and of the report."""
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.filter(is_superuser=True).first() or principal())
    jobs = {FLOOR: weeks}
    jobs |= {
        name: lambda address=address: fetched(client, address) for name, address in PAGES.items()
    }
    notes = {name: f"{queries(jobs[name])} queries" for name in PAGES}
    notes[FLOOR] = f"{len(weeks()):,} enrolments with weeks"
    timings = in_turns(jobs, FLOOR, rounds=5, clock=time.process_time)
    return lines(f"{title}, outcomes, processor time", timings, notes)


def weeks() -> list[tuple]:
    """The days of activity of each enrolment of the newest term with known ends."""
    with connection.cursor() as cursor:
        cursor.execute(SUM)
        return cursor.fetchall()
