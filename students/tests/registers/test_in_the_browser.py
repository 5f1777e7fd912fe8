"""A teacher's minute in a real browser: marked by keyboard and by thumb, stored, corrected."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from students.models import SessionPresence
from students.models.removal import remove_results
from students.tests.pages import wait_until_it_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


def stored():
    rows = SessionPresence.objects.order_by("result")
    return [one.state for one in rows]


@pytest.fixture
def teacher(lesson, sign_in):
    return sign_in(lesson.people["teacher"])


def counts(page):
    return " ".join(page.locator("[data-counts]").inner_text().split())


def test_a_class_is_marked_by_keyboard_alone(lesson, teacher):
    page = teacher
    page.goto("/attendance/")
    page.get_by_role("link", name="Take today").click()
    page.wait_for_load_state("networkidle")
    assert counts(page) == "3 present 0 absent"

    page.keyboard.press("ArrowDown")
    page.keyboard.press("a")  # marks Bhavna and moves on
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    page.keyboard.press("e")
    assert counts(page) == "1 present 1 absent 1 excused"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_text("Attendance of 3 students is stored.").wait_for()
    assert stored() == ["present", "absent", "excused"]


def test_a_class_is_marked_by_thumb_and_nothing_hangs_over(lesson, teacher):
    page = teacher
    page.set_viewport_size(PHONE)
    page.goto(lesson.sheet())
    row = page.locator(".register-row", has_text="Chetan Iyer")
    button = row.locator("label", has_text="Late")
    assert button.bounding_box()["height"] >= 40
    button.click()
    wait_until_it_fits(page)
    page.get_by_role("button", name="Save attendance").click()

    page.get_by_text("Attendance of 3 students is stored.").wait_for()
    assert stored() == ["present", "present", "late"]


def test_what_a_colleague_stored_meanwhile_stands_beside_what_was_typed(lesson, teacher):
    page = teacher
    page.goto(lesson.sheet())
    lesson.take("colleague", "PAP")
    page.get_by_role("button", name="Save attendance").click()

    differing = page.locator(".register-differs")
    differing.wait_for()
    assert "colleague stored Absent, you typed Present." in differing.inner_text()
    page.get_by_role("button", name="Save changes").click()
    page.get_by_text("Attendance of 1 student is stored.").wait_for()
    assert stored() == ["present"] * 3


def test_leaving_with_marks_not_stored_asks_first(lesson, teacher):
    page = teacher
    page.goto(lesson.sheet())
    page.keyboard.press("a")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Back").click()
    page.wait_for_url(f"**{lesson.address}")
    assert asked == ["beforeunload"]


def test_the_register_of_a_class_without_students_breaks_no_script(lesson, teacher):
    remove_results([one.pk for one in lesson.results])

    teacher.goto(lesson.sheet())

    assert "No student is in this class yet." in teacher.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_attendance_has_a_violation(lesson, sign_in, scheme):
    lesson.take("teacher", "PAE")
    short = lesson.results[1].pk
    person = lesson.people["teacher"]
    person.is_superuser = True  # opens all of them
    person.save()
    page = sign_in(person)
    page.emulate_media(color_scheme=scheme)
    addresses = ["/attendance/", lesson.address, lesson.sheet()]
    addresses += ["/attendance/shortage/", f"/attendance/condonations/{short}/"]

    assert {address: violations(page, address) for address in addresses} == {
        address: [] for address in addresses
    }


def violations(page, address):
    page.goto(address)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]
