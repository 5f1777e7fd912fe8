"""Makes one thing go wrong, many times, and writes what came of it into docs/performance.md.

.venv/bin/python benchmarks/faults.py KIND [--count N] [--seconds N]

It works in a database of its own, made on the server that DATABASE_URL names, dropped at the end;
`script/on_mariadb.py .venv/bin/python benchmarks/faults.py KIND` starts a server for it.
"""

import argparse
import os
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from fault_server import own_server

ROOT = Path(__file__).resolve().parent.parent
KINDS = {
    "edits": "fault_races",
    "overlaps": "fault_races",
    "twice": "fault_races",
    "writers": "fault_writers",
    "full": "fault_disks",
    "workers": "fault_kills",
    "servers": "fault_kills",
    "doors": "fault_doors",
}


def main():
    """Run one kind as it is named, in folders of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--count", type=int, help="of races, rounds or kills; the kind has its own")
    parser.add_argument("--seconds", type=int, help="of `writers` and `doors`")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="perfdash-") as folder:
        os.environ |= {
            "PERFDASH_DEMO": "1",
            "PERFDASH_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "perfdash.settings",
            "LOG_LEVEL": "CRITICAL",
        }
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/named.sqlite3")
        os.environ["TASK_ENGINE"] = "immediate" if asked.kind == "full" else "thread"
        sys.path.insert(0, str(ROOT))
        with own_server() if asked.kind == "servers" else nullcontext() as server:
            ours = {"server": server} if server else {}
            is_clean = _measured(asked, Path(folder), ours)
    sys.exit(0 if is_clean else 1)


def _measured(asked, folder: Path, ours: dict) -> bool:
    import importlib

    import django

    django.setup()
    import fault_table

    scenario = getattr(importlib.import_module(KINDS[asked.kind]), asked.kind)
    said = {name: getattr(asked, name) for name in ("count", "seconds") if getattr(asked, name)}
    line = scenario(folder, **said, **ours)
    options = "".join(f" --{name} {value}" for name, value in said.items())
    fault_table.write(line, f"benchmarks/faults.py {asked.kind}{options}")
    print(f"{line.what}: {line.came}", flush=True)
    return line.is_clean


if __name__ == "__main__":
    main()
