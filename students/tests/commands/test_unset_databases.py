"""A database that was never set up is told in a sentence."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.parametrize(
    "words", [["recompute"], ["undo_import", "1"], ["import_marks", "marks.csv"]], ids=" ".join
)
def test_a_command_says_what_to_run_first(tmp_path, words):
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "SECRET_KEY": "k-" * 40}
    (tmp_path / "marks.csv").write_text("roll_no,name,branch,semester,Physics\nR1,Asha,CSE,4,50\n")
    done = subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", *words],
        cwd=tmp_path,
        env=os.environ | database,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().endswith("Run first: manage.py migrate")
