"""What is asked for in `answers` and `served`, and the one query it is held against."""

from django.db import connection

from students.models import User

PAGES = {
    "API summary": "/api/v1/analytics/summary/",
    "overview page": "/dashboards/overview/",
    "chart: grades": "/charts/grades.json",
    "chart: risks": "/charts/risks.json",
    "chart: subjects": "/charts/subjects.json",
    "chart: branches": "/charts/branches.json",
    "API students": "/api/v1/students/",
}
FLOOR = "one raw SQL aggregate"
AGGREGATE = """
    SELECT grade, risk, COUNT(*), COUNT(average), SUM(average), SUM(attendance)
    FROM students_termresult
    WHERE status = 'active' AND term_id = (
        SELECT id FROM students_term WHERE institution_id = %s ORDER BY starts_on DESC LIMIT 1
    )
    GROUP BY grade, risk
"""


def principal() -> User:
    """The demo's principal, who sees one whole institution."""
    return User.objects.get(username="principal", is_demo=True)


def aggregate(institution_id: int) -> list[tuple]:
    """Grades, risks and sums of an institution's newest term, straight from its results."""
    with connection.cursor() as cursor:
        cursor.execute(AGGREGATE, [institution_id])
        return cursor.fetchall()
