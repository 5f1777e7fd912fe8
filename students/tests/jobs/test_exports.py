"""A long list as a file by a job: the same bytes as the short way, for who still may see it."""

import pytest

from students.jobs.running import run_again
from students.models import Job, Membership, Role
from students.tests import factories as make
from students.tests.kept_worlds import kept

pytestmark = pytest.mark.django_db

EXPORT = "/admin/students/mark/export/"


@pytest.fixture
@kept
def term():
    term = make.term()
    make.paper_ten(term)
    other = make.term(make.institution("NEXT"))
    make.mark(make.result(other, make.student(other.institution, "NEXT1")))
    return term


@pytest.fixture
def principal(client, term):
    user = make.member(Role.PRINCIPAL, term.institution)
    client.force_login(user)
    return user


def exported(client, query="", file_format="0"):
    answer = client.post(EXPORT + query, {"format": file_format}, follow=True)
    if answer.streaming or "attachment" in answer.headers.get("Content-Disposition", ""):
        return answer.content
    file = client.get(f"/jobs/{Job.objects.first().pk}/file/")
    return b"".join(file.streaming_content)


@pytest.mark.parametrize("query", ["", "?q=CSE&o=1"])
def test_a_long_list_is_the_same_file_as_a_short_one(client, principal, settings, query):
    at_once = exported(client, query)
    settings.JOB_FROM_ROWS = 1

    by_job = exported(client, query)

    assert Job.objects.get().state == "done"
    assert by_job == at_once
    assert b"CSE2101" in by_job
    assert b"NEXT1" not in by_job


def test_a_workbook_comes_whole(client, principal, settings):
    settings.JOB_FROM_ROWS = 1

    assert exported(client, file_format="1").startswith(b"PK\x03\x04")
    assert Job.objects.get().arguments["file_name"].endswith(".xlsx")


def test_gathering_takes_one_query_for_five_hundred_rows(
    client, principal, settings, django_assert_max_num_queries
):
    settings.JOB_FROM_ROWS = 1

    with django_assert_max_num_queries(40):
        client.post(EXPORT, {"format": "0"})


def test_who_lost_the_role_meanwhile_gets_no_rows(client, principal, settings):
    settings.JOB_FROM_ROWS = 1
    client.post(EXPORT, {"format": "0"})
    Membership.objects.all().delete()
    Job.objects.update(state=Job.State.INTERRUPTED)

    job = Job.objects.get()
    run_again(job)

    assert job.state == "failed"
    assert "not open to you" in job.outcome
