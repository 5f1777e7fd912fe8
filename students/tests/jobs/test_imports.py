"""Imports that are too long for a page: the same preview, the same rows, the same way back."""

import re

import pytest
from django.urls import reverse

from students.imports import runs, storing
from students.imports.staging import folder_of
from students.jobs.imports import start_storing, start_undo
from students.jobs.running import run_again
from students.models import ImportRun, Job, Mark, MarkChange, Membership, Role
from students.tests import factories as make
from students.tests.admin.pages import shown_values
from students.tests.imports.files import xlsx_of
from students.tests.jobs.files import HEADER, IMPORT, marks_of, previewed, stopping_at, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make.term()


@pytest.fixture
def registrar(term, client, settings):
    settings.JOB_FROM_BYTES, settings.JOB_FROM_ROWS = 1000, 20
    user = make.member(Role.REGISTRAR, term.institution)
    client.force_login(user)
    return user


def test_a_large_file_is_previewed_by_a_job_that_leads_to_the_preview(client, registrar, term):
    response = upload(client, term, marks_of(60))

    job = Job.objects.get()
    assert (job.kind, job.state, job.owner, job.attempts) == ("preview", "done", registrar, 1)
    assert "Nothing is stored yet: 60 rows to store" in response.content.decode()
    assert not Mark.objects.exists()


def test_a_small_file_stays_in_the_request(client, registrar, term):
    upload(client, term, marks_of(3))

    assert ImportRun.objects.count() == 1
    assert not Job.objects.exists()


def test_many_rows_are_stored_and_taken_back_by_jobs(client, registrar, term):
    page = upload(client, term, marks_of(60))

    button = {"run": page.context["foot"]["store_value"]}
    stored = client.post("/admin/students/mark/process_import/", button, follow=True)
    assert "Stored: 60 rows" in stored.content.decode()
    assert Mark.objects.count() == 60
    run = ImportRun.objects.get()
    change = MarkChange.objects.first()
    assert (change.user_id, change.run_id, change.door) == (registrar.pk, run.pk, "import")

    back = client.post(reverse("admin:students_importrun_undo", args=[run.pk]), follow=True)
    assert "Taken back" in back.content.decode()
    assert not Mark.objects.exists()
    assert [job.state for job in Job.objects.all()] == ["done", "done", "done"]


def test_a_file_that_cannot_be_read_says_why_on_the_jobs_page(client, registrar, term):
    page = upload(client, term, HEADER + '"' + "x" * 1000).content.decode()

    assert "was not done" in page
    assert "cannot be read as it is" in page
    assert "Row 2 is not well-formed" in page
    assert not ImportRun.objects.exists()


def test_a_long_file_that_was_refused_is_read_in_another_way_without_being_sent(
    client, registrar, term
):
    rows = [line.split(",") for line in marks_of(60).splitlines()]
    book = xlsx_of([["Notes"]], Marks=rows, Old=rows)
    page = upload(client, term, book)
    assert "3 sheets with rows" in page.content.decode()
    (door,) = re.findall(r'href="(/admin/students/mark/import/\?of=\d+)"', page.content.decode())

    asked = client.get(door)

    form, shown = asked.context["form"], asked.content.decode()
    assert "“marks.csv” is still here." in shown
    assert "3 sheets with rows" in shown
    assert '<option value="Old">' in shown
    said = shown_values(client, door) | {"held": form.held.token, "sheet": "Old"}
    done = client.post(door, said, follow=True)
    assert "Nothing is stored yet: 60 rows to store" in done.content.decode()
    assert ImportRun.objects.get().options["sheet"] == "Old"


def test_a_refused_file_is_read_again_by_who_sent_it_alone_and_for_what_it_was_sent(
    client, registrar, term
):
    upload(client, term, HEADER + '"' + "x" * 1000)
    number = Job.objects.get().pk
    assert "is still here" in client.get(IMPORT, {"of": number}).content.decode()

    attendance = "/admin/students/termattendance/import/"
    for url, of in ((attendance, number), (IMPORT, number + 1), (IMPORT, "x"), (IMPORT, "9" * 30)):
        assert "is still here" not in client.get(url, {"of": of}).content.decode()
    client.force_login(make.member(Role.REGISTRAR, term.institution, "other"))
    assert "is still here" not in client.get(IMPORT, {"of": number}).content.decode()


def test_a_job_that_broke_is_run_again_and_does_not_doubt_its_file(
    client, registrar, term, monkeypatch
):
    def broken(*_arguments, **_named):
        raise RuntimeError("out of order")

    monkeypatch.setattr(runs, "preview", broken)

    page = upload(client, term, marks_of(60)).content.decode()

    assert "Run again" in page
    assert "Read the file in another way" not in page


def test_a_long_file_without_roll_numbers_waits_for_its_columns_to_be_named(
    client, registrar, term
):
    page = upload(client, term, HEADER.replace("roll_no", "who") + "x" * 1000).content.decode()

    assert "say what the columns hold" in page
    assert ImportRun.objects.get().state == "previewed"


def test_cancelled_half_way_nothing_is_stored(registrar, term, monkeypatch):
    run = previewed(term, registrar, marks_of(60))
    stopping_at(monkeypatch, storing, "_check")

    job = start_storing(registrar, run)

    run.refresh_from_db()
    assert (job.state, run.state) == ("cancelled", "previewed")
    assert not Mark.objects.exists()


def test_what_was_cancelled_can_be_run_again(registrar, term, monkeypatch):
    run = previewed(term, registrar, marks_of(60))
    with monkeypatch.context() as patched:
        stopping_at(patched, storing, "_check")
        job = start_storing(registrar, run)

    assert run_again(job)

    assert (job.state, job.attempts) == ("done", 2)
    assert Mark.objects.count() == 60


def test_a_run_already_stored_is_not_stored_twice(registrar, term):
    run = previewed(term, registrar, marks_of(60))
    job = start_storing(registrar, run)
    # As a process leaves it that dies between storing and saying so.
    Job.objects.update(state=Job.State.INTERRUPTED)

    run_again(job)

    assert job.state == "done"
    assert Mark.objects.count() == 60
    assert MarkChange.objects.count() == 60


def test_run_again_a_job_removes_what_a_dead_process_left_staged(registrar, term, monkeypatch):
    run = previewed(term, registrar, marks_of(60) + "R1,,CSE,4,101\n")
    with monkeypatch.context() as patched:
        patched.setattr(runs, "tidy", lambda run: 1 / 0)
        job = start_storing(registrar, run)
    run.refresh_from_db()
    assert (job.state, run.state) == ("failed", "stored")

    run_again(job)

    assert job.state == "done"
    assert [path.name for path in folder_of(run.pk).iterdir()] == ["refused.csv"]


def test_a_preview_drawn_up_anew_is_not_stored_unseen(registrar, term):
    run = previewed(term, registrar, marks_of(60))
    run.plan_digest, shown = "another", run.plan_digest
    run.save()
    job = start_storing(registrar, ImportRun(pk=run.pk, plan_digest=shown, institution_id=None))

    assert job.state == "failed"
    assert "register has changed" in job.outcome
    assert not Mark.objects.exists()


def test_a_value_changed_since_keeps_a_run_from_being_taken_back(client, registrar, term):
    run = previewed(term, registrar, marks_of(60))
    start_storing(registrar, run)
    mark = Mark.objects.first()
    mark.score = 12
    mark.save()
    run.refresh_from_db()

    job = start_undo(registrar, run, except_edited=False)

    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "Nothing was taken back" in page
    assert "Take back all but these" in page
    assert Mark.objects.count() == 60


def test_a_right_that_ended_while_the_job_waited_stores_nothing(registrar, term):
    run = previewed(term, registrar, marks_of(60))
    Membership.objects.all().delete()

    job = start_storing(registrar, run)

    assert job.state == "failed"
    assert "may not change" in job.outcome
    assert not Mark.objects.exists()
