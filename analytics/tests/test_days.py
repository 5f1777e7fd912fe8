"""A mentor's, a head's and a student's day in a real browser, from sign-in on."""

import pytest
from django.apps import apps
from playwright.sync_api import Page, expect

from analytics.models import Contact
from analytics.tests.people.conftest import mentor
from students.models import Mark, Role
from students.tests import factories as make
from students.tests.pages import wait_until_it_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AFTER_SIGN_IN = 4  # clicks


@pytest.fixture
def results():
    """The paper's ten; three of them are at high risk, two at medium."""
    return make.paper_ten(make.term())


class Clicks:
    """Clicks and counts them."""

    def __init__(self):
        self.count = 0

    def __call__(self, place):
        place.click()
        self.count += 1


def sign_in(page: Page, name: str):
    page.goto("/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()


def heading(page: Page):
    return expect(page.get_by_role("heading", level=1))


def register():
    """Every row of the register and of what is noted about students."""
    models = [*apps.get_app_config("students").get_models()]
    models += apps.get_app_config("analytics").get_models()
    return {
        model.__name__: list(model._base_manager.order_by("pk").values_list())
        for model in models
        if model.__name__ != "User"  # when somebody signed in last
    }


def test_a_mentor_notes_a_word_within_four_clicks_of_signing_in(browser_page, results):
    person, click = mentor(results[-1]), Clicks()
    sign_in(browser_page, person.username)

    click(browser_page.get_by_role("link", name="Worklist", exact=True))
    heading(browser_page).to_have_text("1 student needs a word")
    click(browser_page.locator("summary", has_text="Log contact"))
    expect(browser_page.locator("textarea:focus")).to_be_visible()  # nothing more to click
    browser_page.keyboard.type("Travels 40 km each way.")
    click(browser_page.get_by_role("button", name="Save contact"))

    expect(browser_page.get_by_role("status")).to_contain_text("logged")
    assert Contact.objects.get().note == "Travels 40 km each way."
    assert click.count <= AFTER_SIGN_IN


def test_a_head_goes_from_a_number_to_one_record_and_asks_what_another_line_would_do(
    browser_page, results
):
    page, branch = browser_page, results[-1].branch
    person = make.member(Role.HEAD, results[0].institution, branch=branch)
    sign_in(page, person.username)
    page.get_by_role("link", name="Overview", exact=True).first.click()
    heading(page).to_have_text("1 of 4 students is at high risk")

    page.locator("a.figure-cell", has_text="High risk").click()
    heading(page).to_have_text("1 student at high risk")
    page.locator("th.name a").click()
    heading(page).to_have_text(results[-1].student.name)
    expect(page.locator("#main")).to_contain_text("34.40")

    page.get_by_role("link", name="Overview", exact=True).first.click()
    page.get_by_role("link", name="What if").click()
    before = register()
    page.locator("fieldset", has_text="Risk, average below").get_by_label("Medium").fill("50")
    page.locator("fieldset", has_text="attendance below").get_by_label("Medium").fill("70")
    page.get_by_role("button", name="Show who would change").click()
    heading(page).to_have_text("1 of 4 students would change, 1 from medium risk to low risk")
    page.locator("table.moves-risk td a").click()
    expect(page.locator("#changed-title")).to_have_text("Students from Medium to Low")
    expect(page.locator("table.changed")).to_contain_text("CSE2107")
    assert register() == before


def test_a_student_reads_the_own_record_on_a_phone(browser_page, results):
    page, one = browser_page, results[-1]
    one.student.user = make.member(Role.STUDENT, one.institution)
    one.student.save()
    with type(one).objects.refreshing([one.pk]):
        Mark.objects.filter(result=one).update(published=True)
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, one.student.user.username)

    expect(page.locator("#main")).to_contain_text("34.40")
    expect(page.locator("#main")).to_contain_text("Mathematics")
    wait_until_it_fits(page)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
