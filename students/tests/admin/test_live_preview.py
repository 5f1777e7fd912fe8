"""Grade and risk as they are typed, in a real browser, are what is then stored."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from students.models import Role, Student
from students.rules.reasons import gaps, reasons
from students.rules.shown import shown_attendance, shown_average
from students.tests import factories as make
from students.tests.admin.pages import term_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def result():
    result = make.result(make.term())
    for title, score in (("Mathematics", 50), ("Physics", 60)):
        make.mark(result, title, score)
    make.attendance(result, held=50, attended=43)
    return result


@pytest.fixture
def page(result, sign_in):
    return sign_in(make.member(Role.REGISTRAR, result.institution))


def shown(page) -> tuple:
    """The panel as read: average, grade, attendance, risk, sentences."""
    panel = page.locator("#live-preview")
    texts = [panel.locator(f'[data-live="{name}"]').inner_text() for name in ("average", "grade")]
    attendance = panel.locator('[data-live="attendance"]').inner_text()
    risk = panel.locator("[data-level]:visible").get_attribute("data-level")
    return (*texts, attendance, risk, panel.locator("li").all_inner_texts())


def stored(result) -> tuple:
    """The same from what is stored, by the rules in Python."""
    result.refresh_from_db()
    policy, attendance = result.policy_version.policy, result.exact_attendance
    average = shown_average(result.mark_sum, result.mark_count, policy)
    percent = shown_attendance(attendance, policy)
    found = [one.sentence for one in reasons(policy, result, attendance)]
    return (
        average or "–",
        result.grade or "–",
        f"{percent}\u00a0%" if percent else "–",
        result.risk,
        found or list(gaps(result, attendance)),
    )


def field(page, mark, name):
    row = page.locator("tr.form-row", has=page.locator(f'input[name$="-id"][value="{mark.pk}"]'))
    return row.locator(f'[name^="marks-"][name$="-{name}"]')


def save(page):
    page.locator('input[name="_continue"]').click()
    page.wait_for_load_state()


def test_the_page_opens_with_what_is_stored(page, result):
    page.goto(term_page(result))

    assert shown(page) == stored(result)


def test_every_keypress_moves_grade_and_risk_and_saving_stores_the_same(page, result):
    first, second = result.marks.all()
    page.goto(term_page(result))
    field(page, first, "score").fill("")
    for key, average in (("3", "31.50"), ("1", "45.50"), (".", "45.50"), ("5", "45.75")):
        field(page, first, "score").press(key)
        expect(page.locator('[data-live="average"]')).to_have_text(average)
    field(page, second, "state").select_option("absent")
    field(page, second, "score").fill("")
    page.locator('[name="term_attendance-0-attended"]').fill("29")
    before = shown(page)

    save(page)

    assert before == shown(page) == stored(result)
    assert before[3] == "High"
    assert len(before[4]) == 2


def test_what_cannot_be_stored_is_named_at_the_field(page, result):
    page.goto(term_page(result))
    score = field(page, result.marks.first(), "score")
    score.fill("101")

    expect(page.locator(".live-problem")).to_have_text("It is above its maximum.")
    assert score.get_attribute("aria-invalid") == "true"
    assert shown(page)[:2] == ("–", "–")
    score.fill("99")
    expect(page.locator(".live-problem")).to_have_count(0)


def test_components_are_combined_as_typed(page, result):
    mark = result.marks.first()
    quiz = make.component_mark(mark, "QUIZ", 5, max_score=10)
    make.component_mark(mark, "MID", 20, max_score=40, kind="midterm")
    page.goto(term_page(result))
    row = page.locator(
        "#parts-group tr", has=page.locator(f'input[name$="-id"][value="{quiz.pk}"]')
    )
    row.locator('[name$="-score"]').fill("7.75")
    before = shown(page)
    combined = page.locator('#marks-group [data-field="score"]').inner_text()

    save(page)

    mark.refresh_from_db()
    assert str(mark.score) == combined == "27.75"
    assert before == shown(page) == stored(result)


def test_a_withheld_mark_withholds_the_result(page, result):
    page.goto(term_page(result))
    field(page, result.marks.first(), "state").select_option("withheld")
    before = shown(page)

    save(page)

    assert before == shown(page) == stored(result)
    assert before[:2] == ("–", "–")


def test_adding_a_student_shows_it_too(page, result):
    page.goto(reverse("admin:students_student_add"))
    page.locator("#id_roll_no").fill("CSE99")
    page.locator("#id_name").fill("प्रिया यादव")
    page.locator("#id_term").select_option("")
    expect(page.locator('[data-live="sentences"]')).to_contain_text("Choose the term")
    page.locator("#id_term").select_option(str(result.term_id))
    page.locator("#id_branch").select_option(str(result.branch_id))
    page.locator("#id_semester").fill("4")
    for place, score in enumerate(("74.99", "75.01")):
        subject = result.marks.all()[place].subject_id
        page.locator(f"#id_marks-{place}-subject").select_option(str(subject))
        page.locator(f"#id_marks-{place}-score").fill(score)
    page.locator("#id_term_attendance-0-percent").fill("74.99")
    before = shown(page)
    page.locator('input[name="_save"]').click()
    page.wait_for_load_state()

    made = Student.objects.get(roll_key="CSE99").results.get()
    assert before == stored(made)
    assert before[:2] == ("75.00", "A")
    assert before[3] == "Medium"


def test_a_row_added_on_the_page_counts(page, result):
    make.subject(result.institution, "English")
    page.goto(term_page(result))
    page.locator("#marks-group .add-row a").click()
    page.locator("#id_marks-2-subject").select_option(label="English")
    page.locator("#id_marks-2-score").fill("100")
    before = shown(page)

    save(page)

    assert before == stored(result)
    assert before[0] == "70.00"
