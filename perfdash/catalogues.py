"""The catalogues of translated texts, compiled; `python -m perfdash.catalogues` does it."""

import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

import polib

LOCALE = Path(__file__).parent / "locale"


def compile_stale(folder: Path = LOCALE) -> list[Path]:
    """Compile every catalogue that is newer than what was compiled of it; return what was made."""
    sources = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    return [compiled(source) for source in sources if is_stale(source)]


def is_stale(source: Path) -> bool:
    """Whether a catalogue was never compiled, or was changed since."""
    made = source.with_suffix(".mo")
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def compiled(source: Path) -> Path:
    """Compile one catalogue; who reads meanwhile finds the old or the new, never a part."""
    made = source.with_suffix(".mo")
    with NamedTemporaryFile(dir=source.parent, suffix=".mo.part", delete=False) as part:
        part.write(polib.pofile(str(source)).to_binary())
    Path(part.name).chmod(0o644)
    os.replace(part.name, made)
    return made


if __name__ == "__main__":
    for made in compile_stale():
        sys.stderr.write(f"compiled {made}\n")
