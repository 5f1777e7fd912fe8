"""docs/performance.md: each benchmark writes its own section and leaves the others alone."""

import re
from datetime import date
from pathlib import Path
from statistics import median

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
OPENING = """# What PerfDash's work costs

Each figure is the median of rounds in which all candidates took their turns, beside the floor of
the same machine in the same run: the least that storing the same rows can cost. On another machine
the rates differ; the ratios should not. `.venv/bin/python benchmarks/run.py all` measures and
writes it all for SQLite, with `--on` and an address for MariaDB (`--help` tells of the rest).
"""


def table(found: dict[int, dict[str, list[float]]], peaks: dict[int, int]) -> str:
    """Rows a second and their share of the floor's, one column for each size."""
    names = list(next(iter(found.values())))
    floor = names[0]
    sizes = [f"{size:,} rows" for size in found]
    lines = ["| rows a second (share of the floor) | " + " | ".join(sizes) + " |"]
    lines.append("|---" * (len(sizes) + 1) + "|")
    for name in names:
        cells = (_cell(spent[name], spent[floor]) for spent in found.values())
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    peak = " | ".join(f"{peaks[size]} MB" for size in found)
    lines.append(f"| peak memory of `import_marks`, new rows | {peak} |")
    return "\n".join(lines) + "\n"


def _cell(seconds: list[float], floor: list[float]) -> str:
    return f"{1 / median(seconds):,.0f} ({median(floor) / median(seconds):.4f})"


def write(section: str, text: str):
    """Put a section's text in the place of its last one, or at the end of the page."""
    page = PAGE.read_text() if PAGE.exists() else OPENING
    written = f"\n## {section}\n\nMeasured on {date.today():%d %B %Y}.\n\n{text}"
    old = re.compile(rf"\n## {re.escape(section)}\n.*?(?=\n## |\Z)", re.DOTALL)
    kept, replaced = old.subn(lambda _: written, page)
    PAGE.write_text(kept if replaced else page + written)
