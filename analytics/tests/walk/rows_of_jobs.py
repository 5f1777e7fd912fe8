"""Who may open the pages of jobs."""

from analytics.tests.walk.people import PRINCIPAL
from analytics.tests.walk.table import HOUSE, Row
from analytics.tests.walk.world import OURS


def of_job(page, **how):
    """A page of one job: its owner's, who here is the principal, and nobody else's."""
    name = f"job-{page}" if page else "job"
    return Row(name, read=HOUSE, kind="job", reach={PRINCIPAL: {OURS}}, **how)


ROWS = (
    Row("jobs", read=HOUSE),
    of_job(""),
    of_job("json"),
    of_job("file"),
    of_job("cancel", write=HOUSE, found=(405,)),
    of_job("again", write=HOUSE, found=(405,)),
)
