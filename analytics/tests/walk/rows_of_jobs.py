"""Who may open the pages of jobs."""

from analytics.tests.walk.people import FACULTY, PRINCIPAL
from analytics.tests.walk.table import FIGURES, IMPORTERS, Row
from analytics.tests.walk.world import OURS, OWN

OWNERS = {FACULTY: {OWN}, PRINCIPAL: {OURS}}
STARTERS = IMPORTERS | FIGURES  # of imports, or of reports


def of_job(page, **how):
    """A page of one job: its owner's, and nobody else's."""
    name = f"job-{page}" if page else "job"
    return Row(name, read=STARTERS, kind="job", reach=OWNERS, **how)


ROWS = (
    Row("jobs", read=STARTERS),
    of_job(""),
    of_job("json"),
    of_job("file"),
    of_job("cancel", write=STARTERS, found=(405,)),
    of_job("again", write=STARTERS, found=(405,)),
)
