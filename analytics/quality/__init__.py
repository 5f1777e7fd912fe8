"""What is missing, doubtful, duplicate or stale in the register: one check a line, by slug."""

from analytics.quality import (
    of_admissions,
    of_batches,
    of_fees,
    of_records,
    of_sources,
    of_students,
)
from analytics.quality.checks import Check

PARTS = (of_students, of_admissions, of_batches, of_fees, of_records, of_sources)
CHECKS: dict[str, Check] = {check.slug: check for part in PARTS for check in part.CHECKS}
