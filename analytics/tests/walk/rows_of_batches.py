"""Who may see batches side by side, and what was given to trainers."""

from analytics.tests.walk.people import MENTOR, REGISTRAR
from analytics.tests.walk.table import FIGURES, Row

BATCHES = FIGURES - {MENTOR}
RATINGS = BATCHES - {REGISTRAR}
KINDS = ("csv", "xlsx")

ROWS = (
    Row("batches", read=BATCHES),
    # Whoever trains no batch has a page that says so, and no table to take away.
    Row(
        "batches-table",
        read=BATCHES,
        values=tuple({"place": 1, "kind": kind} for kind in KINDS),
        found=(200, 404),
    ),
    Row(
        "batches-chart",
        read=BATCHES,
        values=tuple({"slug": "batch-average", "kind": kind} for kind in KINDS),
        found=(200, 404),
    ),
    Row("trainers", read=RATINGS, queries=("", "?span=6")),
    Row(
        "trainers-table",
        read=RATINGS,
        values=tuple({"place": place, "kind": kind} for place in (1, 2) for kind in KINDS),
        found=(200, 404),
    ),
    Row(
        "trainers-chart",
        read=RATINGS,
        values=tuple(
            {"slug": slug, "kind": kind}
            for slug in ("rating_months", "rating_stars")
            for kind in KINDS
        ),
        found=(200, 404),
    ),
)
