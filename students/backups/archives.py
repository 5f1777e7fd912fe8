"""The file: a ZIP of members, each with its SHA-256; written whole or not at all."""

import hashlib
import os
import secrets
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

SUMS = "SHA256SUMS"  # as `sha256sum --check` reads it
BLOCK = 2**20
# What reading a damaged ZIP raises, wherever the damage is.
UNREADABLE = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError)


class ArchiveRefused(Exception):
    """The file is no backup, or is damaged, or does not fit; the sentence says which."""


class Writer:
    """Members one after the other, their sums at the end."""

    def __init__(self, file):
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self.sums: dict[str, str] = {}

    def add(self, name: str, blocks: Iterable[bytes]) -> int:
        """Write a member; how many blocks it had."""
        digest, count = hashlib.sha256(), 0
        with self.zip.open(name, "w", force_zip64=True) as member:
            for block in blocks:
                digest.update(block)
                member.write(block)
                count += 1
        self.sums[name] = digest.hexdigest()
        return count

    def add_sums(self):
        """Write the sums, which come last."""
        lines = "".join(f"{digest}  {name}\n" for name, digest in self.sums.items())
        self.zip.writestr(SUMS, lines)


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """A new file, for this user alone, that bears its name only once it is complete.

    FileExistsError where there is one of that name already.
    """
    if path.exists():
        raise FileExistsError(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            writer = Writer(file)
            with writer.zip:
                yield writer
                writer.add_sums()
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


class Reader:
    """A backup whose every member is what was written; ArchiveRefused names the first that is not.

    FileNotFoundError where there is no such file.
    """

    def __init__(self, path: Path):
        try:
            self.zip = zipfile.ZipFile(path)
            with closed_on_error(self.zip):
                self.sums = _sums_in(self.zip.read(SUMS).decode())
        except (*UNREADABLE, ValueError) as error:
            raise ArchiveRefused(
                _("%(name)s is no backup, or its end is missing.") % {"name": path.name}
            ) from error

    def close(self):
        self.zip.close()

    @property
    def names(self) -> list[str]:
        return list(self.sums)

    def check(self):
        """Compare every member with its sum."""
        for name, digest in self.sums.items():
            if self._digest_of(name) != digest:
                raise ArchiveRefused(
                    _("%(name)s is damaged: it is not what was written.") % {"name": name}
                )
        strangers = set(self.zip.namelist()) - {*self.sums, SUMS}
        if strangers:
            raise ArchiveRefused(
                _("%(name)s was put into the file afterwards.") % {"name": min(strangers)}
            )

    def read(self, name: str) -> bytes:
        """A small member whole."""
        return self.zip.read(name)

    def lines(self, name: str) -> Iterator[bytes]:
        """A member line by line."""
        with self.zip.open(name) as member:
            yield from member

    def _digest_of(self, name: str) -> str | None:
        digest = hashlib.sha256()
        try:
            with self.zip.open(name) as member:
                while block := member.read(BLOCK):
                    digest.update(block)
        except (*UNREADABLE, OSError):
            return None
        return digest.hexdigest()


@contextmanager
def closed_on_error(archive: zipfile.ZipFile) -> Iterator[None]:
    """Close the file where what is tried with it fails."""
    try:
        yield
    except BaseException:
        archive.close()
        raise


def _sums_in(text: str) -> dict[str, str]:
    pairs = (line.split("  ", 1) for line in text.splitlines())
    return {name: digest for digest, name in pairs}
