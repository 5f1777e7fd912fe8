"""Who may turn measuring rooms by camera on, and who may look at what was counted."""

from analytics.tests.walk.people import CLASS_TEACHER, FACULTY, HEAD, PRINCIPAL, SUPERUSER
from analytics.tests.walk.table import Row, within

ANSWERABLE = frozenset({PRINCIPAL, SUPERUSER})
LOOKING = ANSWERABLE | {HEAD, FACULTY, CLASS_TEACHER}
KINDS = ("csv", "xlsx")
CHANGED = {"read": ANSWERABLE, "write": ANSWERABLE, "reach": within(ANSWERABLE)}

ROWS = (
    Row("cameras", read=ANSWERABLE, found=(200, 302)),
    Row("camera-consent", kind="institution", **CHANGED),
    Row("camera-off", kind="institution", found=(405,), **CHANGED),
    Row("camera-sign", kind="institution", read=ANSWERABLE, reach=within(ANSWERABLE)),
    Row("camera-session-delete", kind="camerasession", found=(405,), **CHANGED),
    Row("classroom", read=LOOKING),
    # Whoever trains no batch has a page that says so, and nothing to take away.
    Row(
        "classroom-table",
        read=LOOKING,
        values=tuple({"place": 1, "kind": kind} for kind in KINDS),
        found=(200, 404),
    ),
    Row(
        "classroom-chart",
        read=LOOKING,
        values=tuple({"slug": "room-minutes", "kind": kind} for kind in KINDS),
        found=(200, 404),
    ),
)
