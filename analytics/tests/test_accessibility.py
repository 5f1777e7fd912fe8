"""Every kind of page stands up to an audit of its accessibility, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from analytics.dashboards.catalogue import DASHBOARDS
from students.models import Role
from students.tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPTIONS = {"preload": False}  # else it fetches the stylesheets anew, against our policy


@pytest.fixture
def results():
    return make.paper_ten(make.term())


def violations(page, address):
    page.goto(address)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_staff_has_a_violation(results, sign_in, scheme):
    page = sign_in(make.member(Role.REGISTRAR, results[0].institution))
    page.emulate_media(color_scheme=scheme)
    student = results[-1].student_id
    one = results[-1]
    sheet = f"/results/{one.term_id}/{one.branch_id}/{one.semester}/"
    addresses = ("/", "/dashboards/overview/", "/students/?risk=High", f"/students/{student}/")
    addresses += ("/results/", sheet, "/results/backlogs/")
    addresses += ("/tokens/", "/api/v1/docs/")
    addresses += tuple(f"/dashboards/{slug}/" for slug in DASHBOARDS)
    addresses += (
        "/dashboards/views/?page=heatmap",
        "/dashboards/heatmap/?show=difference",
        "/dashboards/subject/?subject=PHYSICS",
    )

    assert {address: violations(page, address) for address in addresses} == {
        address: [] for address in addresses
    }


def test_neither_the_sign_in_page_nor_a_students_own_has_one(results, browser_page, sign_in):
    assert violations(browser_page, "/login/") == []
    student = results[0].student
    student.user = make.member(Role.STUDENT, results[0].institution)
    student.save()

    assert violations(sign_in(student.user), "/me/") == []


def test_neither_a_list_nor_a_form_of_the_administration_has_one(results, sign_in):
    page = sign_in(make.member(Role.REGISTRAR, results[0].institution))
    page.emulate_media(color_scheme="dark")
    admin = "/admin/students/"
    addresses = (
        f"{admin}student/",
        f"{admin}student/add/",
        f"{admin}termresult/add/",
        f"{admin}termresult/{results[0].pk}/change/",
        f"{admin}institution/{results[0].institution_id}/change/",
    )

    assert {address: violations(page, address) for address in addresses} == {
        address: [] for address in addresses
    }
