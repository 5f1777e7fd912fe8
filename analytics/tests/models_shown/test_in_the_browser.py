"""Trying a model in a real browser: the answer follows what is typed, and the pages are sound."""

import pytest
from playwright.sync_api import expect

from analytics.tests.prediction.trained import trained
from analytics.tests.test_accessibility import violations
from students.tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_answer_follows_what_is_typed_and_the_pages_have_no_violation(sign_in):
    place = factories.institution()
    version = trained(place)
    page = sign_in(factories.member("principal", place))

    page.goto("/dashboards/try/?week=4")
    before = page.locator(".try-chance").inner_text()
    page.get_by_label("Handed in of what was due").fill("20")
    expect(page.get_by_text("Raises it").first).to_be_visible()
    assert page.locator(".try-chance").inner_text() != before
    page.get_by_label("Handed in of what was due").fill("0")
    expect(page.get_by_role("heading", name="This cannot be")).to_be_visible()

    addresses = ("/dashboards/try/?week=4", f"/dashboards/model-card/{version.pk}/")
    assert {one: violations(page, one) for one in addresses} == {one: [] for one in addresses}


def test_without_an_answer_the_old_chance_is_marked_until_there_is_one(sign_in):
    place = factories.institution()
    trained(place)
    page = sign_in(factories.member("principal", place))
    page.goto("/dashboards/try/?week=4")
    told = page.get_by_text("What stands here was said of the amounts before")
    expect(told).to_be_hidden()

    for failing in (lambda route: route.fulfill(status=500), lambda route: route.abort()):
        page.route("**/dashboards/try/?**", failing)
        page.get_by_label("Handed in of what was due").fill("20")
        expect(told).to_be_visible()
        page.unroute("**/dashboards/try/?**")
        page.get_by_label("Handed in of what was due").fill("30")
        expect(told).to_be_hidden()
