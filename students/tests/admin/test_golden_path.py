"""A registrar in a real browser: the paper's file in, Table I on the overview."""

import pytest
from playwright.sync_api import expect

from students.models import Role, TermResult
from students.tests import factories as make
from students.tests.imports.files import PAPER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def registrar():
    return make.member(Role.REGISTRAR, make.term().institution, name="meera")


def test_the_papers_ten_come_in_through_the_admin(browser_page, registrar):
    page = browser_page
    page.goto("/admin/")
    page.get_by_label("Username").fill("meera")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Import marks").click()
    page.get_by_label("File").set_input_files(PAPER)
    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Nothing is stored yet: 10 rows to store"
    )
    expect(page.get_by_text("Branches: CSE, ECE, IT")).to_be_visible()
    assert not TermResult.objects.exists()

    page.get_by_role("button", name="Store 10 rows").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stored: 10 rows")
    results = TermResult.objects.all()
    assert results.filter(risk="High").count() == 3
    assert results.filter(grade="A+").count() == 1
    assert results.filter(grade="A").count() == 3

    page.goto("/dashboards/overview/")
    figures = page.locator("main").inner_text()
    for figure in ("65.36", "75.1", "80.0"):
        assert figure in figures
    page.goto("/admin/")
    page.get_by_role("link", name="Import runs").first.click()
    page.get_by_role("link", name="Run 1").click()
    page.get_by_role("button", name="Take this import back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Taken back: 10 rows")
    assert not TermResult.objects.exists()
