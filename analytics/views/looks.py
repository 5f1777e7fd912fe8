"""A look at a student's page, written down once while the page only shows itself anew."""

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from students.models import RecordView
from students.trails import note_looked

HEADER = "X-PerfDash-Look"
SALT = "perfdash.look.1"
ONE_LOOK = 3600  # seconds


def note_page(request: HttpRequest, student_id: int) -> str:
    """Write down that this student's page is given; what the page sends along when it asks anew.

    It is given out with a look that was written down alone, and holds for an hour of its day, for
    its viewer and this student: whoever sends it has been counted already.
    """
    look = [request.sight.user_id, student_id, timezone.localdate().isoformat()]
    token = request.headers.get(HEADER, "")
    if _look_of(token) == look:
        return token
    note_looked(request.sight, RecordView.What.PAGE, [student_id])
    return signing.dumps(look, salt=SALT)


def _look_of(token: str) -> list | None:
    try:
        return signing.loads(token, salt=SALT, max_age=ONE_LOOK)
    except signing.BadSignature:
        return None
