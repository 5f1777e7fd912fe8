"""An open page learns of every change, from one cheap question, and of nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from playwright.sync_api import expect

from analytics.scope import Scope
from analytics.views import live
from students.models import Mark, Role, TermResult
from students.tests import factories as make

pytestmark = pytest.mark.django_db
COUNTED = "[document.querySelectorAll('canvas').length, Object.keys(Chart.instances).length]"


@pytest.fixture(autouse=True)
def no_memory(monkeypatch):
    """Each question looks at the database anew."""
    monkeypatch.setattr(live, "LOOKS", live.Looks(every=0))
    monkeypatch.setattr(live, "LOOKS_AT_WORDS", live.Looks(live.word_pulses, every=0))
    monkeypatch.setattr(live, "LOOKS_AT_STUDENTS", live.LooksAtStudents(every=0))


@pytest.fixture
def result():
    result = make.result(make.term())
    make.mark(result, "Mathematics", 50)
    return result


@pytest.fixture
def principal(result):
    return make.member(Role.PRINCIPAL, result.institution)


def raised(mark: Mark):
    mark.score += 1
    mark.save()


def test_the_stamp_is_another_after_every_change_and_the_same_without(client, principal, result):
    page = live.live(Scope.of(principal, {}))
    asked = [client.get(page["url"]).content.decode()]
    for _ in range(3):
        raised(Mark.objects.get())
        asked.append(client.get(page["url"]).content.decode())

    assert asked[0] == page["stamp"]
    assert len(set(asked)) == 4
    assert client.get(page["url"]).content.decode() == asked[-1]


def test_a_change_that_leaves_the_average_as_it_was_is_seen(client, principal, result):
    make.mark(result, "Physics", 60)
    page = live.live(Scope.of(principal, {}))

    with TermResult.objects.refreshing([result.pk]):
        for mark in Mark.objects.all():
            mark.score = 55
            mark.save()

    assert client.get(page["url"]).content.decode() != page["stamp"]


def test_what_happens_in_another_institution_changes_nothing_here(client, principal):
    page = live.live(Scope.of(principal, {}))
    elsewhere = make.result(make.term(make.institution("OTHER")))

    make.mark(elsewhere, "Mathematics", 50)

    assert client.get(page["url"]).content.decode() == page["stamp"]


def test_the_question_reads_no_session_and_asks_once(client, principal, django_assert_num_queries):
    client.force_login(principal)
    url = live.live(Scope.of(principal, {}))["url"]

    with django_assert_num_queries(1):
        answer = client.get(url)

    assert answer["Cache-Control"] == "no-store"


def test_many_questions_are_answered_from_one_look(monkeypatch):
    looked = []
    looks = live.Looks(look=lambda: looked.append(1) or {(1, 1): 7}, every=60)

    assert {looks.stamp_of([(1, 1)]) for _ in range(50)} == {"7"}
    assert len(looked) == 1


def test_the_pages_of_many_students_are_answered_from_one_look():
    looked = []

    def look(students):
        looked.append(sorted(students))
        return dict.fromkeys(students, "1-0")

    looks = live.LooksAtStudents(look, every=60)
    for _ in range(50):
        assert {looks.stamp_of(one) for one in (1, 2)} == {"1-0"}

    assert looked == [[1], [1, 2]]


def test_a_page_that_asks_no_more_is_looked_at_no_more():
    looked = []
    looks = live.LooksAtStudents(
        lambda some: looked.append(list(some)) or dict.fromkeys(some, ""), 0
    )

    looks.stamp_of(1)
    looks.asked[1] -= live.OPEN_FOR
    looks.stamp_of(2)

    assert looked == [[1], [2]]


@pytest.mark.django_db
def test_the_stamp_of_a_student_is_the_same_among_others_as_alone(result):
    alone = live.student_pulses([result.student_id])[result.student_id]
    other = make.result(result.term)

    both = live.student_pulses([result.student_id, other.student_id])

    assert both[result.student_id] == alone
    make.mark(other, score=20)
    after = live.student_pulses([result.student_id, other.student_id])
    assert after[result.student_id] == alone
    assert after[other.student_id] != both[other.student_id]


@pytest.mark.parametrize("token", ["", "x", "W1sxLDFdXQ:1wMx:nonsense", "../admin"])
def test_a_made_up_token_finds_nothing(client, token):
    assert client.get(f"/live/{token}/").status_code == 404


def test_a_token_signed_for_something_else_finds_nothing(client):
    token = signing.dumps([(1, 1)], salt="another purpose")

    assert client.get(f"/live/{token}/").status_code == 404


def test_an_old_token_finds_nothing(client, principal, settings, time_machine):
    url = live.live(Scope.of(principal, {}))["url"]
    time_machine.move_to(datetime.now(UTC) + timedelta(seconds=settings.SESSION_COOKIE_AGE + 1))

    assert client.get(url).status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
class TestInTheBrowser:
    """What somebody sees who leaves the overview open."""

    @pytest.fixture
    def page(self, sign_in, principal):
        page = sign_in(principal)
        page.goto("/dashboards/overview/")
        page.wait_for_function("document.querySelectorAll('[aria-busy=true]').length === 0")
        return page

    def test_a_stored_mark_appears_without_a_reload(self, page, result):
        average = page.locator(".figure-cell", has_text="Average")
        expect(average).to_contain_text("50.00")
        page.evaluate("window.stays = true")

        raised(Mark.objects.get())

        expect(average).to_contain_text("51.00")
        expect(page.locator(".page-foot .stamp")).to_have_text("Updated just now")
        assert page.evaluate("window.stays")

    def test_many_changes_leave_no_more_canvases_than_one(self, page, result):
        before = page.evaluate(COUNTED)
        average = page.locator(".figure-cell", has_text="Average")
        mark = Mark.objects.get()
        for _ in range(5):
            raised(mark)
            expect(average).to_contain_text(f"{mark.score}")

        assert page.evaluate(COUNTED) == before
        assert before[0] > 0
        expect(page.locator("table", has_text="Mathematics").first).to_contain_text("55.00")

    def test_what_is_pointed_at_stays_until_it_is_left(self, page, result):
        attention = page.locator("[aria-labelledby=attention-title]")
        attention.hover()
        raised(Mark.objects.get())
        expect(page.locator(".figure-cell", has_text="Average")).to_contain_text("51.00")
        expect(attention).to_contain_text("50.00")

        page.hover("h1")

        expect(attention).to_contain_text("51.00")
