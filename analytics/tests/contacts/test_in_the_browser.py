"""A mentor's word with a student: by keyboard, without the list being left, and taken back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from analytics.models import Contact
from students.tests.pages import wait_until_it_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


def test_a_mentor_logs_a_contact_by_keyboard_and_takes_it_back(sign_in, result, people):
    page = sign_in(people["mentor"])
    page.goto("/")
    press = page.keyboard.press
    page.get_by_role("link", name="Worklist", exact=True).focus()
    press("Enter")
    expect(page.locator("h1")).to_have_text("1 student needs a word")
    page.locator("summary", has_text="Log contact").focus()
    press("Enter")
    expect(page.get_by_label("What was said")).to_be_focused()
    press("Tab")
    press("Shift+Tab")
    page.keyboard.type("Travels 40 km each way.")
    page.get_by_label("What was agreed").focus()
    page.keyboard.type("Asks for a hostel place.")
    press("Shift+Tab")
    assert violations(page) == []
    page.get_by_role("button", name="Save contact").focus()
    press("Enter")

    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Contact with Nisha Tiwari logged.")
    assert Contact.objects.get().agreed == "Asks for a hostel place."
    press("Enter")
    expect(page.locator("summary", has_text="Log contact")).to_be_focused()
    assert not Contact.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_contacts_has_a_violation(sign_in, result, people, scheme):
    Contact(note="Spoke of the bus.").log(people["mentor"], result, 0)
    page = sign_in(people["mentor"])
    page.emulate_media(color_scheme=scheme)
    addresses = ("/worklist/", f"/worklist/{result.pk}/", f"/students/{result.student_id}/")
    for address in addresses:
        page.goto(address)
        assert (address, violations(page)) == (address, [])
    page.set_viewport_size({"width": 360, "height": 740})
    for address in addresses:
        page.goto(address)
        wait_until_it_fits(page)


def test_the_form_of_a_row_works_where_no_script_runs(live_server, new_context, result, people):
    client = Client()
    client.force_login(people["mentor"])
    context = new_context(base_url=live_server.url, java_script_enabled=False)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto("/worklist/")
    page.locator("summary", has_text="Log contact").click()
    page.fill("textarea[name=note]", "Spoke of the bus.")
    page.click("text=Save contact")
    expect(page.locator("h1")).to_have_text("Nobody needs a word now")
    page.click("text=Undo")
    expect(page.locator("h1")).to_have_text("1 student needs a word")
    context.close()
