"""A registrar's day of results in a real browser: declared, revised, published, seen."""

import pytest
from playwright.sync_api import expect

from students.models import Mark, Role, Subject
from students.tests import factories as make
from students.tests.pages import wait_until_it_fits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def term():
    in_term = make.term()
    make.paper_ten(in_term)
    Subject.objects.update(credits=4)
    return in_term


def revalued(roll_no, score):
    for mark in Mark.objects.filter(result__student__roll_no=roll_no):
        mark.score = score
        mark.save()


def the_sheet(page):
    page.goto("/results/")
    page.get_by_role("link", name="CSE semester 4").click()
    return page.get_by_role("heading", level=1)


def test_a_class_is_declared_published_revised_and_its_student_sees_each(
    browser_page, sign_in, term
):
    registrar = make.member(Role.REGISTRAR, term.institution, name="meera")
    student = term.results.get(student__roll_no="CSE2110").student
    student.user = make.member(Role.STUDENT, term.institution)
    student.save()
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
    sign_in(student.user).goto("/me/")
    expect(page.get_by_text("SGPA")).to_have_count(0)

    sign_in(registrar)
    the_sheet(page)
    page.get_by_role("button", name="Publish to 4 students").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("20 marks became visible")
    sign_in(student.user).goto("/me/")
    page.get_by_role("link", name="Grade card").click()
    expect(page.get_by_role("article")).to_contain_text("ResultFail")

    revalued("CSE2110", 41)
    sign_in(registrar)
    the_sheet(page)
    page.get_by_role("heading", name="1 student differs from what was declared").wait_for()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    reason = page.get_by_label("Reason of the revision")
    reason.fill("Revaluation, order 12")
    reason.press("Enter")
    expect(heading).to_have_text("4 of 4 passed")
    page.get_by_role("button", name="Publish to 4 students").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Published")
    page.get_by_role("link", name="Declaration 1").first.click()
    expect(heading).to_have_text("3 of 4 passed")

    sign_in(student.user).goto("/me/")
    expect(page.get_by_role("heading", name="Pass, SGPA 6.00")).to_be_visible()
    page.get_by_role("link", name="Grade card").click()
    card = page.get_by_role("article")
    expect(card).to_contain_text("Declaration 2 (Revaluation, order 12)")
    expect(card).to_contain_text("ResultPass")


def test_the_sheet_fits_a_phone(browser_page, sign_in, term):
    page = sign_in(make.member(Role.PRINCIPAL, term.institution))
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/results/")
    page.get_by_role("link", name="CSE semester 4").click()

    expect(page.get_by_role("button", name="Declare these results")).to_be_in_viewport()
    wait_until_it_fits(page)
