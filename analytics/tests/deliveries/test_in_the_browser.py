"""A report asked for, watched and fetched; one set to come, with the day its rhythm wants."""

import pytest

from analytics.models import ReportRun, ReportSchedule
from analytics.tests.deliveries.conftest import NAMES, texts
from students.models import Role
from students.tests.pages import wait_until_it_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_head_asks_fetches_and_lets_one_come_on_a_small_screen(sign_in, readers):
    page = sign_in(readers[Role.HEAD])
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/reports/")
    page.get_by_label("Report", exact=True).select_option(NAMES)
    page.get_by_role("button", name="Make it").press("Enter")
    page.wait_for_url("**/reports/")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Fetch").press("Enter")

    words = texts(fetched.value.path().read_bytes())
    assert ("Asha" in words, "Bina" in words) == (True, False)
    assert ReportRun.objects.get().state == "made"
    wait_until_it_fits(page)

    page.get_by_role("link", name="Schedule a report").click()
    assert page.get_by_label("On which weekday").is_hidden()
    page.get_by_label("How often").select_option("weekly")
    assert page.get_by_label("On which day of the month").is_hidden()
    page.get_by_label("On which weekday").select_option("4")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Every week on Friday").wait_for()
    assert ReportSchedule.objects.get().weekday == 4
