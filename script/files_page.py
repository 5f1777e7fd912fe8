"""Write docs/files.md from the corpus of files: every file, its verdict, and what is said of it."""

import os
import sys
import tempfile
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]


def main():
    """Judge every file in a register of its own, in memory, and write the page."""
    from django.core.management import call_command
    from django.test import override_settings

    from students.tests.imports.corpus import FILES
    from students.tests.imports.corpus.pages import PAGE, page
    from students.tests.imports.corpus.verdicts import judged

    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as staging, override_settings(STAGING_DIR=staging):
        PAGE.write_text(page({case.name: judged(case) for case in FILES}), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "perfdash.settings",
        "DATABASE_URL": "sqlite://:memory:",
    }
    django.setup()
    main()
