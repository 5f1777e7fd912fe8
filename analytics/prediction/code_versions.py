"""Which code learnt: a fingerprint of the modules a guess depends on."""

import hashlib
from functools import cache
from pathlib import Path

LEARNING = (
    *("activity", "beginnings", "courses", "earlier_terms", "features", "forecasters"),
    *("handed_in", "learners", "samples", "standings", "stored_courses"),
    *("stored_earlier_terms", "stored_entries", "stored_facts", "subject_pasts"),
    *("told", "told_names"),
)


@cache
def code_version() -> str:
    """sha256 of the source that makes inputs of facts, and learners of inputs."""
    folder = Path(__file__).parent
    found = hashlib.sha256()
    for name in LEARNING:
        found.update((folder / f"{name}.py").read_bytes())
    return found.hexdigest()
