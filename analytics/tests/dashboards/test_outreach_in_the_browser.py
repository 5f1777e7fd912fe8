"""Outreach in a browser: charts are drawn, fit the paper and come back, and nothing leads away."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from analytics.tests.dashboards.outreach_worlds import channel, post, told
from students.models import Role
from students.tests import factories as make
from students.tests.pages import wait_until_it_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = "[...document.querySelectorAll('.chart canvas')].map((one) => one.clientWidth)"
DRAWN = "document.querySelectorAll('.chart canvas[width]').length >= 3"


@pytest.fixture
def page(sign_in):
    place = make.institution()
    of = channel(place)
    told(of, 120, 0, reach=100, impressions=200, clicks=3, followers=500)
    post(of, 3, 20, 5, reach=300, title="Open day", link="https://i.example/1")
    page = sign_in(make.member(Role.PRINCIPAL, place))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/dashboards/outreach/")
    page.wait_for_function(DRAWN)
    return page


def test_charts_are_as_wide_as_the_paper_while_it_is_printed(page):
    before = page.evaluate(WIDTHS)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    on_paper = page.evaluate(WIDTHS)
    assert max(on_paper) <= 310 < max(before)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"JSON.stringify({WIDTHS}) === {str(before).replace(' ', '')!r}")


def test_the_page_stands_up_to_the_audit_and_leads_nowhere_else(page):
    assert page.locator("a[href^='https://']").count() == 0
    found = Axe().run(page, options={"preload": False})
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 360, "height": 800})
    wait_until_it_fits(page)
