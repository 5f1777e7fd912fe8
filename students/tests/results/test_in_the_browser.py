"""A registrar's day of results in a real browser: declared, revised, published, seen."""

import pytest
from playwright.sync_api import expect

from students.models import Mark, Role, Subject
from students.tests import factories as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def term():
    in_term = make.term()
    make.paper_ten(in_term)
    Subject.objects.update(credits=4)
    return in_term


def test_a_class_is_declared_revised_and_published(browser_page, term):
    make.member(Role.REGISTRAR, term.institution, name="meera")
    page = browser_page
    page.goto("/login/?next=/results/")
    page.get_by_label("Username").fill("meera")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="CSE semester 4").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("3 of 4 would pass")
    page.get_by_role("button", name="Declare these results").press("Enter")
    expect(heading).to_have_text("3 of 4 passed")

    for mark in Mark.objects.filter(result__student__roll_no="CSE2110"):
        mark.score = 41
        mark.save()
    page.reload()
    page.get_by_role("heading", name="1 student differs from what was declared").wait_for()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    reason = page.get_by_label("Reason of the revision")
    reason.fill("Revaluation, order 12")
    reason.press("Enter")
    expect(heading).to_have_text("4 of 4 passed")
    page.get_by_role("button", name="Publish to 4 students").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("20 marks became visible")

    page.get_by_role("link", name="Declaration 1").first.click()
    expect(heading).to_have_text("3 of 4 passed")


def test_a_student_sees_the_result_once_it_is_published(browser_page, sign_in, term):
    registrar = make.member(Role.REGISTRAR, term.institution)
    student = term.results.get(student__roll_no="CSE2101").student
    student.user = make.member(Role.STUDENT, term.institution)
    student.save()
    page = sign_in(registrar)
    page.goto("/results/")
    page.get_by_role("link", name="CSE semester 4").click()
    page.get_by_role("button", name="Declare these results").click()

    sign_in(student.user).goto("/me/")
    expect(page.get_by_text("SGPA")).to_have_count(0)
    sign_in(registrar).goto("/results/")
    page.get_by_role("link", name="CSE semester 4").click()
    page.get_by_role("button", name="Publish to 4 students").click()
    sign_in(student.user).goto("/me/")
    expect(page.get_by_role("heading", name="Pass, SGPA 10.00")).to_be_visible()


def test_the_sheet_fits_a_phone(browser_page, sign_in, term):
    page = sign_in(make.member(Role.PRINCIPAL, term.institution))
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/results/")
    page.get_by_role("link", name="CSE semester 4").click()

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    expect(page.get_by_role("button", name="Declare these results")).to_be_in_viewport()
