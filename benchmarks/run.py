"""Runs one benchmark on one or more databases.

python benchmarks/run.py {store,answers,served,live,policies,outcomes,scoring,updates,weights,
    imports} [--sizes N,N] DATABASE_URL|STUDENTS …

A number is made a demo of so many students, on SQLite, in a temporary folder. All but `store`
sign in as the demo's principal, so a database named by its address must hold a demo.
"""

import argparse
import importlib
import sys

from databases import databases, run

BENCHMARKS = (
    *("store", "answers", "served", "live", "policies"),
    *("outcomes", "scoring", "updates", "weights"),
    *("same_person", "quality", "imports"),
)


def main():
    """Start a process for each database: Django knows one at a time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("benchmark", choices=BENCHMARKS)
    parser.add_argument("databases", nargs="+", metavar="DATABASE_URL|STUDENTS")
    parser.add_argument("--sizes", default="", help="of `imports`: rows of its files, by commas")
    options = parser.parse_args()
    sizes = [size for size in options.sizes.split(",") if size]
    with databases(options.databases) as found:
        for title, url in found.items():
            run(url, __file__, "--measure", options.benchmark, title, *sizes)


def measure(benchmark: str, title: str, *sizes: str):
    """In the process of one database."""
    import django

    django.setup()
    print(importlib.import_module(benchmark).report(title, *map(int, sizes)), flush=True)


if __name__ == "__main__":
    measure(*sys.argv[2:]) if sys.argv[1:2] == ["--measure"] else main()
