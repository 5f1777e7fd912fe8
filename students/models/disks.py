"""Whether an error says that the disk is full: no fault of the record, and to be told as it is."""

import errno
import re

from django.db import DatabaseError

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FULL_TABLE, FULL_DISK = 1114, 1021  # as MariaDB counts errors
SAID = re.compile(r"database or disk is full|err(?:or|no|code):? \"?28\b", re.IGNORECASE)


def is_full(error: BaseException) -> bool:
    """Whether a file or the database could not be written for want of room."""
    if isinstance(error, DatabaseError):
        number = error.args[0] if error.args else None
        return number in (FULL_TABLE, FULL_DISK) or bool(SAID.search(str(error)))
    return isinstance(error, OSError) and error.errno in NO_ROOM
