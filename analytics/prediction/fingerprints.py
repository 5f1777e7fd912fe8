"""Whether stored learners are those that were stored; without skops, so that pages may ask."""

import hashlib

from analytics.models import ModelVersion


def fingerprint(artifact: str) -> str:
    """sha256 of the text in which learners are stored."""
    return hashlib.sha256(artifact.encode("ascii")).hexdigest()


def is_damaged(version: ModelVersion) -> bool:
    """Whether the text is another than was stored; not asked of one that was not read along."""
    if "artifact" in version.get_deferred_fields() or not version.artifact:
        return False
    return fingerprint(version.artifact) != version.sha256
