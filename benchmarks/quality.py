"""The page about data quality for the demo's principal, beside raw SQL that counts the students."""

from django.db import connection
from django.test import Client
from medians import in_turns, lines
from pages import principal

from analytics.quality import CHECKS
from analytics.quality.scopes import QualityScope
from students.access import visible_to

FLOOR = "one raw SQL aggregate"
AGGREGATE = """
    SELECT COUNT(*), SUM(batch_id IS NULL), SUM(NOT EXISTS (
        SELECT 1 FROM students_mentorship m WHERE m.student_id = r.student_id
    ))
    FROM students_termresult r WHERE status = 'active' AND institution_id = %s
"""


def report(title: str) -> str:
    """Medians of the page, and of each check by itself."""
    who = principal()
    client = Client(headers={"host": "localhost"})
    client.force_login(who)
    sight = visible_to(who)
    institution = sight.quality_institutions().first()

    def aggregate():
        with connection.cursor() as cursor:
            cursor.execute(AGGREGATE, [institution.pk])
            cursor.fetchall()

    jobs = {FLOOR: aggregate, "data quality page": lambda: client.get("/quality/").content}
    for slug, check in CHECKS.items():
        jobs[f"  {slug}"] = lambda one=check: one.counts(QualityScope.of(sight, {}))
    return lines(title, in_turns(jobs, FLOOR))
