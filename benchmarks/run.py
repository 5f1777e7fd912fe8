"""Runs one benchmark on one or more databases.

python benchmarks/run.py {store,answers,served,live,policies,outcomes,scoring,updates,drawn,weights,
    imports,beside} [--sizes N,N] DATABASE_URL|STUDENTS …
python benchmarks/run.py {dashboards,pages,recompute,all} [--on DATABASE_URL] [STUDENTS …]

A number is made a demo of so many students, on SQLite, in a temporary folder. All but `store`
sign in as the demo's principal, so a database named by its address must hold a demo. For the second
line it is made a university, kept in var/benchmarks for the next time (with `--on` in databases of
that server, which are dropped at the end), and what was measured at all sizes is written into
docs/performance.md. `all` is these three and `imports` of six marks for each student.
"""

import argparse
import importlib
import json
import sys
import tempfile
from pathlib import Path

from databases import databases, run, universities

BENCHMARKS = (
    *("store", "answers", "served", "live", "policies"),
    *("outcomes", "scoring", "updates", "weights"),
    *("same_person", "quality", "imports", "drawn", "beside"),
)

ALL = "all"
MARKS_EACH = 6
GROWING = {"dashboards": "dashboards", "pages": "page_costs", "recompute": "recompute"}
SIZES = "1000", "10000"


def main():
    """Start a process for each database: Django knows one at a time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("benchmark", choices=(*BENCHMARKS, *GROWING, ALL))
    parser.add_argument("databases", nargs="*", metavar="DATABASE_URL|STUDENTS")
    parser.add_argument("--sizes", default="", help="of `imports`: rows of its files, by commas")
    parser.add_argument("--on", default="", help="of those that grow: a server of MariaDB")
    options = parser.parse_intermixed_args()
    if options.benchmark == ALL:
        return everything(options.databases or SIZES, options.on)
    if options.benchmark in GROWING:
        return growing(options.benchmark, options.databases or SIZES, options.on)
    if not options.databases:
        parser.error("name a database or a number of students")
    sizes = [size for size in options.sizes.split(",") if size]
    with databases(options.databases) as found:
        for title, url in found.items():
            run(url, __file__, "--measure", options.benchmark, title, *sizes)


def everything(sizes: list[str], server: str):
    """All that docs/performance.md tells of one database, in one run."""
    for benchmark in GROWING:
        growing(benchmark, sizes, server)
    rows = [str(MARKS_EACH * int(size)) for size in sizes]
    with tempfile.TemporaryDirectory(prefix="perfdash-") as folder:
        url = server or f"sqlite:///{folder}/beside.sqlite3"
        run(url, __file__, "--measure", "imports", ALL, *rows)


def growing(benchmark: str, sizes: list[str], server: str):
    """Measure at each size in a process of its own; write all of it into docs/performance.md."""
    import growth

    module, found = GROWING[benchmark], {}
    folder = tempfile.TemporaryDirectory(prefix="perfdash-")
    with folder as name, universities(sizes, server) as made:
        path = Path(name) / "found.json"
        for size, url in made.items():
            with path.open("w") as output:
                run(url, __file__, "--measure-growing", module, str(size), output=output)
            found[size] = json.loads(path.read_text().splitlines()[-1])
    section = found[size].pop("section"), found[size].pop("words")
    for costs in found.values():
        costs.pop("section", None), costs.pop("words", None)
    print(growth.write(section[0], found, section[1]))


def measure_growing(module: str, size: str):
    """In the process of one university: what was measured, as JSON."""
    import django

    django.setup()
    from django.db import connection

    asked = importlib.import_module(module)
    named = {"section": f"{asked.SECTION} on {connection.display_name}", "words": asked.WORDS}
    print(json.dumps(asked.report(int(size)) | named), flush=True)


def measure(benchmark: str, title: str, *sizes: str):
    """In the process of one database."""
    import django

    django.setup()
    print(importlib.import_module(benchmark).report(title, *map(int, sizes)), flush=True)


def make(students: str):
    """Make a university in the database of this process, an empty one."""
    import django

    django.setup()
    importlib.import_module("universities").made(int(students))


def say(statement: str):
    """To the server of this process's database."""
    import django

    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


if __name__ == "__main__":
    inner = {
        "--measure": measure,
        "--measure-growing": measure_growing,
        "--make": make,
        "--say": say,
    }
    called = inner.get(sys.argv[1]) if len(sys.argv) > 1 else None
    called(*sys.argv[2:]) if called else main()
