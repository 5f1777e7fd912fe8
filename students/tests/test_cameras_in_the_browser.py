"""The consent page as a principal uses it: turned on, the sign on one sheet, turned off."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from students.models import Role
from students.tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_principal_turns_it_on_prints_the_sign_and_turns_it_off(sign_in):
    college = make.institution()
    page = sign_in(make.member(Role.PRINCIPAL, college))
    page.goto(f"/classroom/{college.pk}/")
    page.get_by_label("Where the rooms are").select_option("india")
    page.get_by_label("Purpose").fill("Find the hours that hold a room. " * 12)
    page.get_by_label("Notice to those in the room").fill("Faces are counted. " * 30)
    page.get_by_label("Lawful basis").fill("Consent in writing")
    page.get_by_label("Whom to ask").fill("Office, room 4")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("button", name="Store the change")).to_be_visible()

    page.get_by_role("link", name="Sign for the door").click()
    page.wait_for_url("**/sign/")
    sheets = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", sheets)) == 1

    page.goto(f"/classroom/{college.pk}/")
    page.get_by_role("button", name="Turn off, delete sessions on their days").click()
    expect(page.get_by_role("button", name="Turn on")).to_be_visible()
