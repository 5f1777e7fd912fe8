"""Writes the tables of docs/bi.md anew from the catalogue; the text above them is typed by hand."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "bi.md"
START = "## The tables\n"


def tables() -> str:
    """Every table with what a row of it is and its columns, as Markdown."""
    from analytics.star.catalogue import TABLES

    found = "\n".join(
        f"**{table.name}**: {table.says}\n"
        + ", ".join(f"`{one.name}`" + (" (name)" if one.personal else "") for one in table.columns)
        + "\n"
        for table in TABLES.values()
    )
    return f"{found}\n{key_figures()}"


def key_figures() -> str:
    """What a row of the key figures is worth, as Markdown."""
    from analytics.kpis import KPIS
    from analytics.star.key_figures import value_words

    head = "The value of a row of `fact_kpi`, by its `kpi`:\n\n| kpi | value |\n|---|---|\n"
    return head + "".join(f"| `{one.slug}` | {value_words(one)} |\n" for one in KPIS.values())


def main():
    """Replace everything below the heading of the tables."""
    text, _heading, _old = PAGE.read_text(encoding="utf-8").partition(START)
    PAGE.write_text(f"{text}{START}\n{tables()}", encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfdash.settings")
    import django

    django.setup()
    main()
