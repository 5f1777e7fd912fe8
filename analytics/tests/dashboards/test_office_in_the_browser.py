"""Batches, trainers, key figures and data quality in a browser: from a figure to the students
behind it, by keyboard, on a phone, and under the audit."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from analytics.tests.kpis.worlds import two_batches
from students.models import Role
from students.tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BATCHES, TRAINERS, KPIS = (f"/dashboards/{name}/" for name in ("batches", "trainers", "kpis"))
QUALITY = "/quality/"
LOOKS = (("light", 1280), ("dark", 360))
# Each value of a block on a phone with its second line or bar under it, in one column at the right.
APART = """[...document.querySelectorAll('.table-blocks td')].filter(
  (cell) => cell.querySelectorAll(':scope > *').length > 1).length"""
OUTSIDE = """[...document.querySelectorAll('.page-tabs a')].filter((tab) => {
  const strip = tab.parentElement.getBoundingClientRect(), own = tab.getBoundingClientRect();
  return own.right > strip.right + 1 || own.bottom > strip.bottom + 1;
}).length"""
# An amount as wide as they come, in each of the figures.
FIGURES_CUT = """[...document.querySelectorAll('.figure-value')].filter((value) => {
  value.textContent = '₹\\u00a010.13 crore';
  return value.scrollWidth > value.clientWidth;
}).length"""
PAPER = {"width": 703, "height": 1000}  # A4 without its margins
CUT = """[...document.querySelectorAll('main table')].filter((table) => table.checkVisibility()
  && table.getBoundingClientRect().right
    > table.closest('.card').getBoundingClientRect().right + 1).length"""


@pytest.fixture
def page(sign_in):
    page = sign_in(make.member(Role.PRINCIPAL, two_batches().institution))
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


def test_a_figure_of_a_batch_leads_to_its_students_by_keyboard(page):
    page.goto(BATCHES)
    figure = page.locator("table.batches tbody tr").first.locator("td a").first
    count = int(figure.inner_text())
    figure.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/students/\?.*batch=B1"))
    expect(page.locator("main table tbody tr")).to_have_count(count)


def test_a_key_figure_leads_to_its_students(page):
    page.goto(KPIS)
    page.locator("[aria-labelledby=kpi-pass_rate] a").first.click()
    page.wait_for_url(re.compile("/students/"))
    expect(page.locator("main table tbody tr").first).to_be_visible()


def test_a_trainer_leads_to_what_was_said_of_them(page):
    page.goto(TRAINERS)
    name = page.locator("main table tbody th a").first
    words = name.inner_text()
    name.click()
    page.wait_for_url(re.compile(r"/dashboards/trainers/\?.*trainer="))
    expect(page.locator("main table").first.locator("tbody tr")).to_have_count(1)
    expect(page.locator("main table").first).to_contain_text(words)


def test_a_check_leads_to_the_records_and_these_to_where_they_are_mended(page):
    page.goto(QUALITY)
    found = page.locator("tr", has_text="Students without a mentor").locator("a").first
    count = int(found.inner_text())
    found.click()
    page.wait_for_url(re.compile("/quality/records/mentor/"))
    expect(page.locator("main table tbody tr")).to_have_count(count)
    page.locator("main table tbody a").first.click()
    page.wait_for_url(re.compile("/students/[0-9]+/"))


def test_blocks_of_a_phone_hold_together_and_tabs_stay_in_their_strip(page):
    page.goto(BATCHES)
    assert page.evaluate(OUTSIDE) == 0
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate(APART) == 0
    assert page.evaluate(OUTSIDE) == 0
    assert page.evaluate(FIGURES_CUT) == 0
    heads = page.locator("table.batches tbody th > :first-child")
    assert {heads.nth(n).evaluate("(one) => one.getClientRects().length") for n in (0, 1)} == {1}


def test_on_paper_no_table_is_cut_and_its_sum_stands_once_at_its_end(page):
    page.goto(BATCHES)
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    assert page.locator("main table").count() > 3
    assert page.evaluate(CUT) == 0
    foot = page.locator("table.batches tfoot").first
    assert foot.evaluate("(one) => getComputedStyle(one).display") == "table-row-group"


@pytest.mark.parametrize("url", [BATCHES, TRAINERS, KPIS, QUALITY])
@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_the_pages_stand_up_to_the_audit(page, url, theme, width):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(url)
    found = Axe().run(page, options={"preload": False})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
