"""What the overview shows is kept as long as nothing changes, for nobody but who asked for it."""

import json
import re

import pytest
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import MessageEncoder
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from analytics.models import Contact
from students.models import Mark, Membership, RecordChange, Role, Student, TermResult, User
from students.tests import factories as make

pytestmark = pytest.mark.django_db
URL = "/dashboards/overview/"
HEADING = re.compile("<h1>(.+?)</h1>")
TOKEN = re.compile(r'csrfmiddlewaretoken" value="(\w+)"')
EACH_TIME_ANOTHER = re.compile(r'(csrfmiddlewaretoken" value|data-live)="[^"]+"')


@pytest.fixture(autouse=True)
def kept(settings):
    settings.PAGES_KEPT_SECONDS = 60
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def term():
    term = make.running_term()
    for score in (20, 45, 90):
        make.mark(make.result(term), score=score)
    return term


@pytest.fixture
def principal(term):
    return make.member(Role.PRINCIPAL, term.institution)


@pytest.fixture
def look(client, principal):
    """Open the overview as the principal: its text, and how many queries that took."""
    client.force_login(principal)

    def looked(query="", **headers):
        with CaptureQueriesContext(connection) as sent:
            page = client.get(URL + query, headers=headers)
        assert page.status_code == 200
        return EACH_TIME_ANOTHER.sub("", page.content.decode()), len(sent)

    return looked


def test_a_second_look_asks_what_has_changed_and_reads_nothing_else(look, settings):
    look()
    first, many = look()
    settings.PAGES_KEPT_SECONDS = 0
    again, all_queries = look()

    assert again == first
    assert many <= 5 < all_queries


def test_a_mark_that_is_saved_shows_at_once(look):
    assert "1 of 3 students is at high risk" in look()[0]
    mark = Mark.objects.get(score=45)
    mark.score = 10
    mark.save()

    assert "2 of 3 students are at high risk" in look()[0]


def test_a_change_that_is_taken_back_never_shows(look):
    before, _ = look()
    with transaction.atomic():
        mark = Mark.objects.get(score=45)
        mark.score = 10
        mark.save()
        transaction.set_rollback(True)

    assert look()[0] == before


def test_a_word_that_is_noted_and_one_taken_back_show_at_once(look, principal):
    result = TermResult.objects.get(risk="High")
    with_all = look()[0]
    assert result.student.roll_no in with_all
    word = Contact(note="Spoke of the lectures.", on=timezone.localdate())
    word.log(principal, result, 0)

    assert result.student.roll_no not in look()[0]
    word.delete()
    assert look()[0] == with_all


def test_a_record_that_is_changed_shows_at_once(look):
    student = TermResult.objects.get(risk="High").student
    look()
    Student.objects.filter(pk=student.pk).update(name="Asha Renamed")
    change = {"kind": "changed", "model": "student", "record_id": student.pk, "field": "name"}
    RecordChange.objects.create(**change, record=student.roll_no, new="Asha Renamed")

    assert "Asha Renamed" in look()[0]


def test_filters_and_languages_have_pages_of_their_own(look):
    english = look()[0]
    hindi = look(accept_language="hi")[0]
    narrowed = look("?semester=4")[0]

    assert len({english, hindi, narrowed}) == 3
    assert 'lang="hi"' in hindi
    assert (look()[0], look(accept_language="hi")[0], look("?semester=4")[0]) == (
        english,
        hindi,
        narrowed,
    )


def test_nobody_is_shown_the_page_of_another(client, term, principal):
    cse = make.member(Role.HEAD, term.institution, branch=make.branch(term.institution, "CSE"))
    ece = make.member(Role.HEAD, term.institution, branch=make.branch(term.institution, "ECE"))
    make.mark(make.result(term, branch_code="ECE"), score=15)
    elsewhere = make.running_term(make.institution("OTHER"))
    make.mark(make.result(elsewhere), score=80)
    other = make.member(Role.PRINCIPAL, elsewhere.institution)
    everybody, found = (principal, cse, ece, other), {}

    for _ in range(2):
        for person in everybody:
            client.force_login(person)
            page = client.get(URL).content.decode()
            found.setdefault(person, []).append(HEADING.search(page)[1])
            assert [one.username for one in everybody if one.username in page] == [person.username]

    assert list(found.values()) == [
        ["2 of 4 students are at high risk"] * 2,
        ["1 of 3 students is at high risk"] * 2,
        ["1 of 1 student is at high risk"] * 2,
        ["None of 1 student is at high risk"] * 2,
    ]


def test_who_has_lost_the_role_is_shown_nothing_kept(client, principal):
    client.force_login(principal)
    assert client.get(URL).status_code == 200
    principal.memberships.all().delete()

    assert client.get(URL).status_code == 403


def test_the_frame_is_its_readers_own_at_every_look(client, principal):
    client.force_login(principal)

    def page():
        return client.get(URL).content.decode()

    before = page()
    assert 'data-theme-choice="auto"' in before
    client.cookies["theme"] = "dark"
    assert 'data-theme-choice="dark"' in page()
    User.objects.filter(pk=principal.pk).update(first_name="Asha", last_name="Rao")
    assert "Asha Rao" in page()
    here = principal.memberships.get().institution
    Membership.objects.create(user=principal, role=Role.REGISTRAR, institution=here)
    assert 'href="/admin/students/importrun/"' in page()
    assert 'href="/admin/students/importrun/"' not in before


def test_a_kept_page_has_forms_that_are_taken(principal):
    client = Client(enforce_csrf_checks=True)
    client.force_login(principal)
    tokens = []
    for _ in range(2):
        tokens.append(set(TOKEN.findall(client.get(URL).content.decode())))
        (token,) = tokens[-1]
        form = {"theme": "dark", "next": "/", "csrfmiddlewaretoken": token}
        assert client.post("/theme/", form).status_code == 302

    assert tokens[0] != tokens[1]


def test_a_message_is_shown_once_and_never_kept(client, principal, settings):
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
    client.force_login(principal)
    client.get(URL)
    session = client.session
    session["_messages"] = json.dumps(
        [Message(messages.SUCCESS, "It is stored.")], cls=MessageEncoder
    )
    session.save()

    shown = ["It is stored." in client.get(URL).content.decode() for _ in range(3)]

    assert shown == [True, False, False]


def test_with_no_seconds_nothing_is_kept(look, settings):
    settings.PAGES_KEPT_SECONDS = 0
    look()

    assert look()[1] > 5
    assert not caches["pages"]._cache
