"""A mentor takes the list from the top: a word is noted in the row, and nothing hinders anybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from analytics.models import Contact
from students.tests.pages import wait_until_it_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
URL = "/dashboards/early-warning/"


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


def test_a_word_is_noted_in_the_row_and_taken_back(sign_in, people, enrolment):
    page = sign_in(people["mentor"])
    page.goto(URL)
    page.locator("summary", has_text="Log contact").press("Enter")
    page.get_by_label("What was said").fill("Travels 40 km each way.")
    page.get_by_role("button", name="Save contact").press("Enter")
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    assert Contact.objects.get().note == "Travels 40 km each way."
    undo.press("Enter")
    expect(page.locator("summary", has_text="Log contact")).to_be_focused()
    assert not Contact.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_with_a_chance_has_a_violation_or_is_too_wide(sign_in, people, enrolment, scheme):
    page = sign_in(people["mentor"])
    page.emulate_media(color_scheme=scheme)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        for address in (URL, f"/students/{enrolment.result.student_id}/"):
            page.goto(address)
            assert (address, violations(page)) == (address, [])
            wait_until_it_fits(page)
