"""A mentor’s morning with alerts in a real browser: to a record and back, all of them ticked."""

import pytest
from playwright.sync_api import expect

from analytics.alerts.raising import raise_alerts
from analytics.models import AlertSeen
from analytics.tests.alerts.conftest import ago
from analytics.tests.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_mentor_reads_an_alert_opens_the_record_and_ticks_all(sign_in, result, people):
    raise_alerts(result.institution, ago(0))
    page = sign_in(people["mentor"])

    page.goto("/worklist/")
    page.get_by_role("link", name="2 new alerts").click()
    page.get_by_role("link", name="Nisha Tiwari").first.click()
    expect(page.get_by_role("heading", name="2 alerts this term")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Seen Nisha Tiwari, New high risk").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 new alert")
    page.get_by_role("button", name="Mark 1 as seen").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("No new alerts")
    assert AlertSeen.objects.filter(user=people["mentor"]).count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_alerts_has_a_violation(sign_in, result, people, scheme):
    raise_alerts(result.institution, ago(0))
    page = sign_in(people["principal"])
    page.emulate_media(color_scheme=scheme)
    rules = f"/alerts/rules/{result.institution_id}/"
    addresses = ("/alerts/", "/alerts/?show=seen", "/alerts/mail/", rules)

    assert {one: violations(page, one) for one in addresses} == {one: [] for one in addresses}
