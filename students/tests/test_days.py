"""The day of a registrar and of a teacher in a real browser, from sign-in to signing out."""

import pytest
from playwright.sync_api import Page, expect

from students.models import ImportRun, Mark, Role, SessionPresence, StructureAlias, User
from students.models.changes import acting
from students.tests import factories as make
from students.tests.grids.classes import a_class, mathematics, scores, teacher_of
from students.tests.grids.test_in_the_browser import paste, selector, store

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UGLY = """Shri College,,,,
Marks of the first sessional,,,,
Kennung,Student,Mathmatics,Total,Attendance
A1,Asha Rao,80,80,81.5
A2,प्रिया यादव,AB,0,88
A3,Bela Nair,830,83,90
,Average,80,80,
"""


def sign_in(page: Page, name: str):
    page.goto("/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()


def sign_out(page: Page):
    page.goto("/")
    page.locator("summary", has=page.locator(".chip")).click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/marks/")
    expect(page.get_by_label("Password")).to_be_visible()


def heading(page: Page):
    return expect(page.get_by_role("heading", level=1))


def states():
    return dict(Mark.objects.values_list("result__student__roll_no", "state"))


def test_a_registrar_brings_a_departments_ugly_file_in_and_takes_it_back(browser_page, tmp_path):
    page, term = browser_page, make.term()
    make.subject(term.institution, "Mathematics")
    make.member(Role.REGISTRAR, term.institution, name="meera")
    (tmp_path / "ugly.csv").write_text(UGLY)

    sign_in(page, "meera")
    page.get_by_role("link", name="Import marks").click()
    page.get_by_label("File", exact=True).set_input_files(tmp_path / "ugly.csv")
    page.get_by_role("button", name="Preview").click()
    say_what_the_columns_hold(page)
    confirm_the_subject(page)
    store_the_good_rows(page)
    assert states() == {"A1": "present", "A2": "absent"}

    mend_and_bring_the_refused_row(page, tmp_path / "refused.csv")
    assert states() == {"A1": "present", "A2": "absent", "A3": "present"}

    take_back_both(page)
    assert states() == {}
    assert not StructureAlias.objects.exists()
    assert ImportRun.objects.count() == 4
    sign_out(page)


def say_what_the_columns_hold(page):
    heading(page).to_contain_text("say what the columns hold")
    page.get_by_label("Column A is read as").select_option(label="Roll number")
    page.get_by_label("Branch of all").fill("CSE")
    page.get_by_label("Semester of all").fill("4")
    page.get_by_role("button", name="Preview as chosen").click()


def confirm_the_subject(page):
    heading(page).to_contain_text("1 name to confirm")
    page.get_by_label("is the same as Mathematics").check()
    page.get_by_role("button", name="Preview with these answers").click()
    expect(page.get_by_text("Row 7 is not a student")).to_be_visible()
    assert not Mark.objects.exists()


def store_the_good_rows(page):
    problem = page.locator("#problems tbody tr")
    expect(problem).to_have_count(1)
    expect(problem).to_contain_text("830")
    page.get_by_label("I have looked").check()
    page.get_by_role("button", name="Store 2 rows").click()
    heading(page).to_contain_text("Stored: 2 rows")


def mend_and_bring_the_refused_row(page, path):
    with page.expect_download() as download:
        page.get_by_role("link", name="Refused rows").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "830" in text
    path.write_text(text.replace("830", "83"))
    page.goto("/")
    page.get_by_role("link", name="Import marks").click()
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_role("button", name="Preview").click()
    heading(page).to_contain_text("1 row to store")
    page.get_by_label("I have looked").check()
    page.get_by_role("button", name="Store 1 row").click()
    heading(page).to_contain_text("Stored: 1 row")


def take_back_both(page):
    for run in list(ImportRun.objects.order_by("-pk")):
        page.goto(f"/admin/students/importrun/{run.pk}/change/")
        page.get_by_role("button", name="Take this import back").click()
        heading(page).to_contain_text("Taken back")


def test_a_teacher_takes_the_class_and_enters_its_marks_while_a_colleague_edits(browser_page):
    page, results = browser_page, a_class()
    place = mathematics(results)
    teacher = teacher_of(place, name="tara")

    sign_in(page, teacher.username)
    take_the_class(page)
    assert list(SessionPresence.objects.order_by("result").values_list("state", flat=True)) == [
        "present",
        "absent",
        "present",
    ]

    mark = make.mark(results[1], score=50)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Marks").click()
    page.get_by_role("link", name="Mathematics").first.click()
    page.wait_for_url("**/marks/*/*/*/*/**")  # to its load: before its scripts run, Enter stores
    page.focus(selector(results[0]))
    page.keyboard.type("89.99")
    page.keyboard.press("Enter")
    paste(page, results[1], "55\nAB\n")
    a_colleague_saves(mark, 61)
    store(page)
    conflict = page.locator(".conflict")
    expect(conflict).to_contain_text("Take theirs: 61 of 100 Bela Nair")
    conflict.get_by_label("Keep mine: 55").check()
    store(page)
    expect(page.locator("[data-grid-note]")).to_have_text("3 marks stored.")
    assert scores(place) == [("present", "89.99"), ("present", "55.00"), ("absent", None)]
    sign_out(page)


def take_the_class(page):
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Attendance").click()
    page.get_by_role("link", name="Take today").click()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("a")
    page.get_by_role("button", name="Save attendance").click()
    page.get_by_text("Attendance of 3 students is stored.").wait_for()


def a_colleague_saves(mark, score):
    colleague = User.objects.create_user("bela", first_name="Bela", last_name="Nair")
    with acting(user_id=colleague.pk, door="admin"):
        mark.score = score
        mark.save()
