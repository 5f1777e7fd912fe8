"""Worklist and student page follow what is stored, and leave alone what is being written."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from analytics.models import Contact
from analytics.scope import Scope
from analytics.views import live
from students.models import Mark
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_memory(monkeypatch):
    """Each question looks at the database anew."""
    monkeypatch.setattr(live, "LOOKS", live.Looks(every=0))
    monkeypatch.setattr(live, "LOOKS_AT_WORDS", live.Looks(live.word_pulses, every=0))
    monkeypatch.setattr(live, "LOOKS_AT_STUDENTS", live.LooksAtStudents(every=0))


@pytest.fixture
def other(result):
    """Another mentee of the same mentor, at high risk as well."""
    one = make.result(result.term, make.student(result.institution, "CSE2111", "Amit Rao"))
    make.mark(one, "Mathematics", 20)
    return one


@pytest.fixture
def asked(client):
    """Give a function from a followed page to what it is answered now."""
    return lambda page: client.get(page["url"]).content.decode()


def noted(result, people):
    one = Contact(note="Spoke of the bus.")
    one.log(people["mentor"], result, Contact.objects.count() and Contact.objects.first().pk)
    return one


def steps(result, people):
    """Changes of what either page shows, each of which has to be noticed."""
    mark = Mark.objects.filter(result=result).first()
    mark.score += 1
    yield mark.save()
    one = noted(result, people)
    yield one
    one.note = "Spoke of the hostel."
    yield one.change(1)
    one.remove()
    again = noted(result, people)
    yield again
    yield again.remove()


@pytest.mark.parametrize("kind", ["worklist", "student"])
def test_every_change_and_every_word_gives_another_stamp(result, people, asked, kind):
    scope = Scope.of(people["mentor"], {})
    of_kind = {"worklist": (live.live_worklist, scope), "student": (live.live_student, None)}
    follow, what = of_kind[kind]
    page = follow(what or result.student_id)
    stamps = [page["stamp"], asked(page)]
    assert stamps[0] == stamps[1]

    for _step in steps(result, people):
        stamps.append(asked(page))
        assert follow(what or result.student_id)["stamp"] == stamps[-1] == asked(page)

    assert len(stamps) == 7
    assert all(one != next_one for one, next_one in pairwise(stamps[1:]))


def test_what_is_of_others_changes_no_stamp(result, people, asked, other):
    page = live.live_student(result.student_id)
    elsewhere = make.result(make.running_term(make.institution("OTHER")))
    worklist = live.live_worklist(Scope.of(people["principal"], {}))

    make.mark(other, "Physics", 20)
    Contact(note="Elsewhere").log(people["mentor"], elsewhere, 0)

    assert asked(page) == page["stamp"]
    _figures, words, day = worklist["stamp"].split("_")
    assert asked(worklist).split("_")[1:] == [words, day]


def test_a_question_about_a_student_needs_two_queries(result, client, django_assert_num_queries):
    url = live.live_student(result.student_id)["url"]

    with django_assert_num_queries(2):
        client.get(url)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
class TestInTheBrowser:
    """What a head sees who leaves a page open while a mentor works."""

    @pytest.fixture
    def worklist(self, sign_in, result, other, people):
        page = sign_in(people["head"])
        page.goto("/worklist/")
        expect(page.locator("h1")).to_have_text("2 students need a word")
        page.evaluate("window.stays = true")
        return page

    def test_who_has_had_a_word_leaves_the_open_list(self, worklist, result, people):
        noted(result, people)

        expect(worklist.locator("h1")).to_have_text("1 student needs a word")
        expect(worklist.locator(f"#row-{result.pk}")).to_have_count(0)
        assert worklist.evaluate("window.stays")

    def test_what_is_written_stays_though_its_row_would_go(self, worklist, result, other, people):
        row = worklist.locator(f"#row-{result.pk}")
        row.locator("summary").click()
        row.get_by_label("What was said").fill("Half a sentence")
        worklist.locator("h1").click()
        noted(result, people)
        expect(worklist.locator("h1")).to_have_text("1 student needs a word")

        expect(row.get_by_label("What was said")).to_have_value("Half a sentence")
        row.get_by_role("button", name="Save contact").click()

        expect(row.get_by_role("alert")).to_contain_text("noted a word of")
        row.get_by_role("button", name="Save contact").click()
        expect(row.get_by_role("status")).to_contain_text("logged")
        worklist.wait_for_timeout(3000)  # it is asked twice, and the way back stays
        row.get_by_role("button", name="Undo").click()
        expect(row.locator(".log-done")).to_have_count(0)
        expect(row.get_by_label("What was said")).to_have_value("Half a sentence")
        assert Contact.objects.count() == 1

    def test_a_row_that_came_later_is_logged_without_leaving_the_list(self, worklist, result):
        new = make.result(result.term, make.student(result.institution, "CSE2112", "Zoya Khan"))
        make.mark(new, "Mathematics", 10)
        row = worklist.locator(f"#row-{new.pk}")
        row.locator("summary").click()
        row.get_by_label("What was said").fill("Spoke of the bus.")
        row.get_by_role("button", name="Save contact").click()

        expect(row.get_by_role("status")).to_contain_text("Contact with Zoya Khan logged")
        assert worklist.evaluate("window.stays")

    def test_a_students_page_shows_a_mark_beside_an_open_form(self, sign_in, result, people):
        page = sign_in(people["head"])
        page.goto(f"/students/{result.student_id}/")
        page.get_by_label("What was said").fill("Half a sentence")
        page.locator("h1").click()
        mark = Mark.objects.filter(result=result, subject__title="Physics").get()
        mark.score = 90
        mark.save()

        expect(page.locator(".figures")).to_contain_text("59.00")
        expect(page.get_by_label("What was said")).to_have_value("Half a sentence")
        noted(result, people)
        expect(page.locator("#contacts-title")).to_contain_text("One word this term")
        expect(page.get_by_label("What was said")).to_have_value("Half a sentence")
