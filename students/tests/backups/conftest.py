"""A register with something of everything, and its backup."""

import pytest

from students.backups.saving import back_up
from students.imports import runs
from students.models import PolicyVersion, Student
from students.tests import factories as make
from students.trails import Sight, note_looked

MARKS = "roll_no,name,branch,semester,Mathematics\nZ1,प्रिया यादव,CSE,4,89.99\nZ2,O’Brien,CSE,4,x\n"


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.TRAIL_DIR, settings.STAGING_DIR = tmp_path / "trail", tmp_path / "staging"
    settings.SESSION_FILE_PATH, settings.JOBS_DIR = tmp_path / "sessions", tmp_path / "jobs"
    for name in ("trail", "staging", "sessions", "jobs"):
        (tmp_path / name).mkdir()


@pytest.fixture
def register():
    """Ten students, a preview that waits, a look at a record, a policy of its own."""
    term = make.term()
    make.paper_ten(term)
    definition = PolicyVersion.objects.get().definition
    make.policy_version(term.institution, definition | {})
    runs.preview("marks", MARKS.encode(), "marks.csv", institution=term.institution, term=term)
    note_looked(Sight(user_id=make.user("asha").pk), "page", [Student.objects.first().pk])
    return term


@pytest.fixture
def backup(register, tmp_path):
    path = tmp_path / "register.zip"
    back_up(path)
    return path
