"""When a plan no longer fits the register: somebody else has changed it meanwhile."""

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

STALE = _("The register has changed since the preview; nothing was stored.")


def is_others_doing(error: IntegrityError) -> bool:
    """Whether somebody made the same thing meanwhile, or removed what is needed."""
    # MariaDB: a duplicate key, a missing row that is referred to; SQLite says it in words.
    words = ("UNIQUE constraint", "FOREIGN KEY constraint")
    return error.args[0] in (1062, 1452) or str(error).startswith(words)
