"""What a job tells is in the language of whoever began it, whoever runs it."""

import secrets

import pytest
from django.utils import translation

from students.jobs import recovery, work
from students.jobs.folders import make_folder
from students.jobs.running import start
from students.models import Job, Role
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make.member(Role.REGISTRAR, make.institution())


def test_a_job_speaks_the_language_of_whoever_began_it(owner, monkeypatch):
    spoken = []

    def noted(job, watch):
        spoken.append(translation.get_language())
        return work.Outcome("1 row.")

    monkeypatch.setitem(work.WORK, Job.Kind.EXPORT, noted)
    with translation.override("hi"):
        job = start(Job.Kind.EXPORT, owner, "List")

    assert job.arguments["language"] == "hi"
    assert spoken == ["hi"]


def test_a_job_that_died_is_told_of_in_the_language_of_whoever_began_it(owner, monkeypatch):
    class Told:
        def __str__(self):
            return f"told in {translation.get_language()}"

    monkeypatch.setattr(recovery, "WORDS", Told())
    key = secrets.token_hex(16)
    job = Job.objects.create(
        key=key, kind="export", owner=owner, state="running", arguments={"language": "hi"}
    )
    make_folder(key)

    assert recovery.mark_interrupted(Job.objects.all()) == 1
    job.refresh_from_db()
    assert job.outcome == "told in hi"
