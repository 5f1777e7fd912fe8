"""Long work as its owner lives it: a real server, a real browser, tabs closed, processes killed."""

import pytest

from students.tests.jobs.files import marks_of
from students.tests.jobs.servers import Installation, database_url, drop_database

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ROWS = 8000
# All in one look, for the next may find the work done and the bar gone.
SHOWN = """rows => {
    const bar = document.querySelector("progress");
    const steps = document.querySelectorAll("[aria-current=step]").length;
    return bar && bar.max === rows ? [bar.value, bar.max, document.body.innerText, steps] : null;
}"""
COUNTS = (
    "from students.models import *; "
    "print(Mark.objects.filter(result__student__roll_key__startswith='R0').count(), "
    "MarkChange.objects.filter(run_id__isnull=False).count())"
)


@pytest.fixture(scope="module")
def installation(tmp_path_factory, migrated, django_db_blocker):
    """A small demo with its accounts, served by a process that may be killed."""
    folder = tmp_path_factory.mktemp("installation")
    with django_db_blocker.unblock():
        one = Installation(folder, database_url(folder))
    try:
        one.migrate(migrated)
        one.manage("seed_demo", "--students", "10")
        one.serve()
        yield one
    finally:
        one.kill()
        with django_db_blocker.unblock():
            drop_database()


@pytest.fixture
def registrar(installation, new_context):
    """A page of the registrar's browser on it."""
    page = new_context(base_url=installation.url).new_page()
    page.set_default_timeout(60_000)
    page.goto("/login/")
    page.fill("[name=username]", "registrar")
    page.fill("[name=password]", "demo-registrar")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "login" not in url)
    return page


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text(marks_of(ROWS))
    return path


def previewed(page, file):
    """Upload the file and wait for its preview."""
    page.goto("/admin/students/mark/import/")
    page.set_input_files("[name=import_file]", file)
    page.get_by_role("button", name="Preview").click()
    page.wait_for_url("**/importrun/*/change/")
    assert page.locator("h1").text_content() == f"Nothing is stored yet: {ROWS:,} rows to store"


def storing(page):
    """Press the button and wait until the bar says how many are stored, and how many to come."""
    page.get_by_label("I have looked").check()  # its subjects are new beside known ones
    page.get_by_role("button", name="Store").click()
    page.wait_for_url("**/jobs/**")
    page.get_by_text(f"of {ROWS:,} students").wait_for()


def test_the_bar_shows_how_far_it_is_and_a_closed_tab_loses_nothing(registrar, file):
    registrar.goto("/admin/students/mark/import/")
    registrar.set_input_files("[name=import_file]", file)
    registrar.get_by_role("button", name="Preview").click()

    value, most, words, steps = registrar.wait_for_function(SHOWN, arg=ROWS).json_value()
    assert 0 <= value <= ROWS == most
    assert f"of {ROWS:,}" in words
    assert steps == 1
    context = registrar.context
    registrar.close()

    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto("/jobs/")
    page.get_by_role("link", name="Preview of an import: marks.csv").click()
    page.get_by_role("link", name="Go on").or_(
        page.get_by_text(f"{ROWS:,} rows to store")
    ).first.wait_for()


def test_a_cancelled_import_stores_nothing(registrar, installation, file):
    previewed(registrar, file)
    storing(registrar)

    registrar.get_by_role("button", name="Cancel").click()
    registrar.get_by_role("heading", name="Import was cancelled").wait_for()

    assert installation.shell(COUNTS) == "0 0"


def test_a_killed_server_leaves_nothing_and_the_job_is_found_and_run_again(
    registrar, installation, file
):
    previewed(registrar, file)
    storing(registrar)
    job = registrar.url.partition("?")[0]

    installation.kill()

    assert installation.shell(COUNTS) == "0 0"
    installation.serve()
    registrar.goto(job)
    assert registrar.locator("h1").text_content() == "Import was interrupted"
    registrar.get_by_role("button", name="Run again").click()
    registrar.wait_for_url("**/importrun/*/change/")
    assert registrar.locator("h1").text_content() == f"Stored: {ROWS:,} rows"
    assert installation.shell(COUNTS) == f"{ROWS} {ROWS}"
