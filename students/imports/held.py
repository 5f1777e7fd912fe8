"""Files whose form asks again: held meanwhile, so that nobody has to choose one twice."""

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core import signing
from django.core.files import File
from django.core.files.base import ContentFile

KEPT_SECONDS = 12 * 60 * 60
SALT = "perfdash.held-file"
PREFIX = "held-"


@dataclass(frozen=True)
class HeldFile:
    """A file in the staging folder; `token` names it to the one person who sent it."""

    path: Path
    name: str
    token: str

    def read(self) -> File | None:
        """The file as it was sent; None when it was let go meanwhile, in another window."""
        with suppress(FileNotFoundError):
            return ContentFile(self.path.read_bytes(), self.name)
        return None

    def let_go(self):
        """Remove it; it is not needed any more."""
        self.path.unlink(missing_ok=True)


def hold(file: File, user_id: int) -> HeldFile:
    """Hold a file that was sent by this user, for some hours."""
    _let_old_ones_go()
    path = Path(settings.STAGING_DIR) / f"{PREFIX}{token_hex(16)}"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.seek(0)
    with path.open("xb") as copy:
        for part in file.chunks():
            copy.write(part)
    token = signing.dumps([path.name, file.name, user_id], salt=SALT)
    return HeldFile(path, file.name, token)


def held(token: str, user_id: int) -> HeldFile | None:
    """The file a token names to this user; None when it is gone, or is not theirs."""
    try:
        name, file_name, owner = signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    path = Path(settings.STAGING_DIR) / name
    return HeldFile(path, file_name, token) if owner == user_id and path.exists() else None


def _let_old_ones_go():
    oldest = time.time() - KEPT_SECONDS
    for path in Path(settings.STAGING_DIR).glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):  # somebody else clears away as well
            if path.stat().st_mtime < oldest:
                path.unlink()
