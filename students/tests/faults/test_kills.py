"""A process that is killed while it stores leaves nothing half, and the import is run again."""

import pytest
from django.db import connection

from students.imports.plain.lines import FEWEST
from students.tests.faults.files import Files
from students.tests.faults.kills import imports_killed, kill_worker

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="a database in memory goes with its process"
    ),
]


@pytest.mark.parametrize("files", [Files(20), Files(FEWEST // 2, known=True)], ids=str)
def test_an_import_whose_process_is_killed_is_whole_or_not_there(tmp_path, settings, files):
    settings.TASKS = {"default": {"BACKEND": "students.jobs.engines.ThreadBackend"}}

    found = imports_killed(tmp_path, 1, kill_worker, files)

    assert found.is_clean, found
    assert found.kills == 1
