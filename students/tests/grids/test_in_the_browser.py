"""A teacher's class in a real browser: typed, pasted, taken back, stored, and nothing lost."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from students.models import Mark, User
from students.models.changes import acting
from students.tests import factories as make
from students.tests.grids.classes import (
    a_class,
    component,
    mathematics,
    name_of,
    scores,
    teacher_of,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTE = """([selector, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(event);
}"""


@pytest.fixture
def results():
    return a_class()


@pytest.fixture
def place(results):
    return mathematics(results)


@pytest.fixture
def page(sign_in, place):
    return sign_in(teacher_of(place))


def selector(key):
    return f"#cell-{name_of(key)}"


def paste(page, key, text):
    page.focus(selector(key))
    page.evaluate(PASTE, [selector(key), text])


def figures(page, result):
    row = page.locator(f'tr[data-row="{result.pk}"]')
    return [one.inner_text() for one in row.locator("[data-figure]").all()]


def store(page):
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("[data-grid-save]").click()


def test_a_class_is_typed_and_pasted_while_a_colleague_edits(page, place, results):
    one, two, _ = results
    mark = make.mark(two, score=50)
    page.goto(place.url)
    page.focus(selector(one))
    page.keyboard.type("89.995")
    expect(page.locator(selector(one))).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Backspace")
    assert figures(page, one) == ["89.99", "A"]
    page.keyboard.press("Enter")
    expect(page.locator(selector(two))).to_be_focused()
    paste(page, two, "55\nAB\n")
    expect(page.locator("[data-grid-status]")).to_have_text("3 unsaved")
    colleague = User.objects.create_user("bela", first_name="Bela", last_name="Nair")
    colleague_saves(mark, 61, colleague)

    store(page)

    conflict = page.locator(".conflict")
    expect(conflict).to_contain_text("Keep mine: 55")
    expect(conflict).to_contain_text("Take theirs: 61 of 100 Bela Nair")
    assert scores(place) == [("present", "61.00")]
    conflict.get_by_label("Keep mine: 55").check()
    store(page)
    expect(page.locator("[data-grid-note]")).to_have_text("3 marks stored.")
    assert scores(place) == [("present", "89.99"), ("present", "55.00"), ("absent", None)]
    expect(page.locator("h1")).to_have_text("Mathematics: 3 of 3 entered")


def colleague_saves(mark, score, user):
    with acting(user_id=user.pk, door="admin"):
        mark.score = score
        mark.save()


def test_what_a_colleague_changed_appears_with_the_next_store(page, place, results):
    mark = make.mark(results[1], score=50)
    page.goto(place.url)
    colleague_saves(mark, 61, User.objects.create_user("bela"))
    page.fill(selector(results[0]), "70")

    store(page)

    expect(page.locator(selector(results[1]))).to_have_value("61")
    expect(page.locator("[data-grid-note]")).to_contain_text("1 mark changed meanwhile by bela")


def test_keys_move_restore_and_take_back(page, place, results):
    quiz, midterm = component(place, "QUIZ", 20), component(place, "MID", 80)
    one, two, three = results
    page.goto(place.url)
    press = page.keyboard.press
    page.focus(selector((one, quiz)))
    page.keyboard.type("15")
    press("ArrowRight")
    page.keyboard.type("60")
    assert figures(page, one) == ["75 of 100", "75.00", "A", ""]
    for key, at in (
        ("ArrowDown", (two, midterm)),
        ("Home", (two, quiz)),
        ("Control+End", (three, midterm)),
        ("Shift+Enter", (two, midterm)),
        ("Control+Home", (one, quiz)),
        ("Shift+Enter", (one, quiz)),
        ("Tab", (one, midterm)),
    ):
        press(key)
        expect(page.locator(selector(at))).to_be_focused()
    page.keyboard.type("7")
    press("Escape")
    expect(page.locator(selector((one, midterm)))).to_have_value("60")
    press("F2")
    press("ArrowLeft")
    press("ArrowLeft")
    page.keyboard.type("1")
    expect(page.locator(selector((one, midterm)))).to_have_value("160")
    press("Control+z")
    expect(page.locator(selector((one, midterm)))).to_have_value("60")
    press("Delete")
    press("Enter")
    press("Control+z")
    press("Control+z")
    expect(page.locator(selector((one, midterm)))).to_have_value("")
    expect(page.locator("[data-grid-status]")).to_have_text("1 unsaved")


def test_a_block_that_does_not_fit_is_not_pasted(page, place, results):
    page.goto(place.url)
    paste(page, results[1], "1\n2\n3")

    expect(page.locator("[data-grid-note]")).to_have_text(
        "The block has 3 rows, and from R2 Bela Nair on there are 2. Nothing was pasted."
    )
    paste(page, results[0], "Roll no\tMarks\nR3\t33\nR1\t11\nR2\t22")
    values = [page.input_value(selector(one)) for one in results]
    assert values == ["11", "22", "33"]


def test_nothing_invalid_is_sent_and_the_reason_leads_to_the_cell(page, place, results):
    page.goto(place.url)
    page.fill(selector(results[0]), "70")
    page.fill(selector(results[1]), "101")
    page.locator("[data-grid-save]").click()

    expect(page.locator("[data-grid-note]")).to_contain_text("nothing was sent")
    page.get_by_role("link", name="R2 Bela Nair, Mathematics").click()
    expect(page.locator(selector(results[1]))).to_be_focused()
    assert not Mark.objects.exists()


def test_what_is_typed_outlives_a_reload_and_a_lost_session(sign_in, place, results):
    teacher = teacher_of(place)
    page = sign_in(teacher)
    page.goto(place.url)
    page.fill(selector(results[0]), "70")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator(selector(results[0]))).to_have_value("70")
    expect(page.locator("[data-grid-status]")).to_have_text("1 unsaved")
    page.context.clear_cookies()

    page.locator("[data-grid-save]").click()

    expect(page.locator("[data-grid-note]")).to_contain_text("You have been signed out.")
    expect(page.locator(selector(results[0]))).to_have_value("70")
    sign_in(teacher)
    page.keyboard.press("Control+s")
    expect(page.locator("[data-grid-note]")).to_have_text("1 mark stored.")
    assert scores(place) == [("present", "70.00")]


def test_what_one_person_typed_is_not_stored_by_the_next(sign_in, place, results):
    page = sign_in(teacher_of(place))
    page.goto(place.url)
    page.fill(selector(results[0]), "70")
    sign_in(teacher_of(place))

    store(page)

    expect(page.locator("[data-grid-note]")).to_contain_text("typed by somebody else")
    assert not Mark.objects.exists()


def test_a_student_who_left_meanwhile_is_named_and_nothing_is_lost(page, place, results):
    page.goto(place.url)
    page.fill(selector(results[0]), "70")
    results[0].section = "B"
    results[0].save()

    store(page)

    expect(page.locator("[data-grid-note]")).to_contain_text("R1 Asha Rao, Mathematics: “70”.")
    expect(page.locator(selector(results[0]))).to_have_value("70")


def test_marks_out_of_what_a_colleague_settled_otherwise_are_looked_at_again(page, place, results):
    page.goto(place.url)
    page.fill("#maximum", "20")
    page.fill(selector(results[1]), "18")
    make.mark(results[0], score=40, max_score=50)

    store(page)
    expect(page.locator("[data-grid-note]")).to_contain_text("Marks here are out of 50 by now.")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("[data-grid-note]")).to_contain_text("are out of 50 by now, not 20")

    assert scores(place) == [("present", "40.00")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_neither_the_list_nor_the_grid_has_a_violation(page, place, results, scheme):
    make.mark(results[0], score=50)
    page.emulate_media(color_scheme=scheme)
    for address in ("/marks/", place.url):
        page.goto(address)
        if address == place.url:
            page.fill(selector(results[1]), "7o")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_leaving_with_unsaved_marks_is_asked_about(page, place, results):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(place.url)
    page.focus(selector(results[0]))
    page.keyboard.type("70")

    page.goto("/marks/")

    assert asked == ["beforeunload"]


def test_on_a_phone_only_the_box_of_the_grid_scrolls_sideways(page, place, results):
    for code in ("ASSIGNMENT", "QUIZ", "MID", "END"):
        component(place, code, 25)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(place.url)

    widths = page.evaluate(
        "[document.documentElement, document.querySelector('.grid-box')]"
        ".map((one) => [one.scrollWidth, one.clientWidth])"
    )

    assert widths[0][0] == widths[0][1]
    assert widths[1][0] > widths[1][1]


def test_the_form_works_where_no_script_runs(live_server, new_context, place, results):
    client = Client()
    client.force_login(teacher_of(place))
    context = new_context(base_url=live_server.url, java_script_enabled=False)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_server.url}
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([cookie | {"value": value}])
    page = context.new_page()
    page.goto(place.url)
    page.fill(selector(results[0]), "70")
    page.click("[data-grid-save]")

    assert "1 mark stored." in page.content()
    assert scores(place) == [("present", "70.00")]
