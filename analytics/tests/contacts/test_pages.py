"""The worklist and the words with students as pages: for whom, in how many queries, in one step."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from analytics.models import Contact
from students.models import ListExport, Mentorship, RecordView, Role, TermResult
from students.tests import factories as make
from students.tests.pages import steady
from students.trails import gather

pytestmark = pytest.mark.django_db
URL = "/worklist/"
MOST_QUERIES = 17
WHOLE = ("principal", "registrar", "head", "mentor", "class teacher")
SEES_NOBODY = ("subject teacher", "other head", "stranger")
NOT_FOR = ("accountant", "manager", "administrator", "student")


def page_of(client, person, address=URL):
    client.force_login(person)
    return client.get(address)


def text_of(client, person, address=URL):
    return steady(page_of(client, person, address).content).decode()


def log_url(result):
    return reverse("contact-log", args=[result.pk])


def said(**values):
    usual = {"note": "Spoke of the bus.", "on": timezone.localdate().isoformat()}
    return usual | {"kind": "talk", "last": 0, **values}


def logged(result, by, **values):
    word = Contact(**{"note": "Spoke of the bus.", **values})
    word.log(by, result, 0)
    return word


@pytest.mark.parametrize("who", WHOLE)
def test_who_sees_the_whole_record_finds_the_student_with_the_reasons(client, result, people, who):
    page = text_of(client, people[who])

    assert "1 student needs a word" in page
    assert "Nisha Tiwari" in page
    assert "30.00" in page
    assert "below 40 is High" in page
    assert "55.0\u00a0%" in page
    assert f"/students/{result.student_id}/?term={result.term_id}#marks" in page


@pytest.mark.parametrize("who", SEES_NOBODY)
def test_who_sees_a_part_or_nothing_finds_nobody(client, result, people, who):
    page = text_of(client, people[who])

    assert "Nobody needs a word now" in page or "CANARY" in page
    assert "Nisha" not in page


def test_a_subject_teacher_is_told_whom_to_turn_to(client, result, people):
    assert "goes to their mentor" in text_of(client, people["subject teacher"])


@pytest.mark.parametrize("who", NOT_FOR)
def test_it_is_not_for_other_roles(client, result, people, who):
    for address in (URL, "/worklist.csv", log_url(result)):
        assert page_of(client, people[who], address).status_code == 403


@pytest.mark.parametrize("who", [*SEES_NOBODY, *NOT_FOR])
def test_who_does_not_see_the_whole_record_notes_nothing(client, result, people, who):
    client.force_login(people[who])

    answer = client.post(log_url(result), said())

    assert answer.status_code == (403 if who in NOT_FOR else 404)
    assert not Contact.objects.exists()


@pytest.mark.parametrize("who", WHOLE)
def test_a_word_is_noted_in_one_step_and_taken_back_in_another(client, result, people, who):
    client.force_login(people[who])
    answer = client.post(log_url(result), said(back="/worklist/?level=high"), follow=True)

    assert answer.redirect_chain[-1][0].startswith("/worklist/?level=high&logged=")
    page = answer.content.decode()
    assert "Contact with Nisha Tiwari logged." in page
    assert "Nobody needs a word now" in page
    word = Contact.objects.get()
    assert (word.by, word.note) == (people[who], "Spoke of the bus.")
    assert (word.risk_bits, word.average) == (result.risk_bits, result.average)

    client.post(reverse("contact-remove", args=[word.pk]), {"back": URL})

    assert "1 student needs a word" in client.get(URL).content.decode()


def test_the_script_of_the_page_is_answered_in_words(client, result, people):
    client.force_login(people["mentor"])
    as_json = {"headers": {"accept": "application/json"}}
    refused = client.post(log_url(result), said(note=" "), **as_json)
    assert refused.status_code == 409
    assert refused.json()["problems"] == ["What was said: This field is required."]

    stored = client.post(log_url(result), said(), **as_json)
    twice = client.post(log_url(result), said(), **as_json)

    word = Contact.objects.get()
    assert stored.json() == {
        "words": "Contact with Nisha Tiwari logged.",
        "undo": reverse("contact-remove", args=[word.pk]),
    }
    assert "you noted a word" in twice.json()["problems"][0]
    assert twice.json()["last"] == word.pk
    assert client.post(stored.json()["undo"], **as_json).json() == {"removed": word.pk}


def test_a_word_older_than_a_reason_leaves_the_student_on_the_list(client, result, people):
    client.force_login(people["mentor"])
    before = timezone.localdate() - datetime.timedelta(days=2)

    answer = client.post(log_url(result), said(on=before.isoformat(), back=URL), follow=True)

    page = answer.content.decode()
    assert "so Nisha Tiwari stays on the list" in page
    assert "had recovered and is a reason again" in page


def test_a_colleagues_word_is_shown_before_the_own_is_stored(client, result, people):
    logged(result, people["class teacher"], note="Met the father.")
    client.force_login(people["mentor"])

    page = client.post(log_url(result), said())

    assert page.status_code == 409
    text = page.content.decode()
    assert "the-class-teacher" in text or "class-teacher noted a word" in text
    assert "Met the father." in text
    assert "Spoke of the bus." in text
    again = page.context["form"]["last"].value()
    assert client.post(log_url(result), said(last=again)).status_code == 302
    assert Contact.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on": "2030-01-01"}, "still to come"),
        ({"on": "1999-01-01"}, "more than a year ago"),
        ({"follow_up_on": "2000-01-01"}, "A follow-up comes after the contact"),
        ({"follow_up_on": "2999-01-01"}, "more than a year away"),
        ({"note": "\u202eevil"}, "hidden sign"),
        ({"note": "x" * 2001}, "at most 2000"),
        ({"kind": "shout"}, "Select a valid choice"),
        ({"last": "x"}, "Enter a whole number"),
        ({"last": "9" * 30}, "less than or equal"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(client, result, people, wrong, words):
    client.force_login(people["mentor"])

    page = client.post(log_url(result), said(**wrong), headers={"accept": "application/json"})

    assert page.status_code == 409
    assert words in " ".join(page.json()["problems"])
    assert not Contact.objects.exists()


def test_only_its_author_changes_or_takes_back_a_word(client, result, people):
    word = logged(result, people["mentor"])
    for who in set(people) - {"mentor"}:
        client.force_login(people[who])
        for name in ("contact", "contact-remove"):
            answer = client.post(reverse(name, args=[word.pk]), said(last=1))
            assert answer.status_code in (403, 404), (who, name)

    client.force_login(people["mentor"])
    client.post(reverse("contact", args=[word.pk]), said(note="Spoke of the train.", last=1))

    assert Contact.objects.get().note == "Spoke of the train."
    stale = client.post(reverse("contact", args=[word.pk]), said(last=1))
    assert "changed or removed since" in stale.content.decode()


@pytest.mark.parametrize("who", WHOLE)
def test_the_students_page_tells_colleagues_of_each_word(client, result, people, who):
    today = timezone.localdate()
    logged(result, people["mentor"], follow_up_on=today + datetime.timedelta(days=1))

    page = text_of(client, people[who], f"/students/{result.student_id}/")

    assert "One word this term" in page
    assert "Spoke of the bus." in page
    assert ("Take back" in page) == (who == "mentor")


def test_neither_a_subject_teacher_nor_the_student_reads_what_was_noted(client, result, people):
    logged(result, people["mentor"])

    for who, address in (
        ("subject teacher", f"/students/{result.student_id}/"),
        ("student", "/me/"),
    ):
        page = text_of(client, people[who], address)
        assert "Spoke of the bus." not in page
        assert "contact" not in page.lower().replace("contact us", "")


def test_a_follow_up_is_ended_by_any_who_may_note(client, result, people):
    on = timezone.localdate() - datetime.timedelta(days=3)
    word = logged(result, people["mentor"], on=on, follow_up_on=on + datetime.timedelta(days=1))
    client.force_login(people["head"])
    assert "1 follow-up is due" in client.get(URL).content.decode()

    client.post(reverse("contact-close", args=[word.pk]), {"back": "//evil.example/"})

    assert "No follow-up is due" in client.get(URL).content.decode()
    again = client.post(reverse("contact-close", args=[word.pk]), {"back": URL}, follow=True)
    assert "no open follow-up" in again.content.decode()


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_the_way_back_never_leaves_the_house(client, result, people, back):
    client.force_login(people["mentor"])

    answer = client.post(log_url(result), said(back=back))

    assert answer.url.startswith(f"/students/{result.student_id}/")


def many(result, count):
    """So many more students at risk; each second one had a word that is to be followed up."""
    for number in range(count):
        other = make.result(result.term)
        make.mark(other, "Mathematics", 20 + number)
        make.attendance(other, held=100, attended=50)
        Mentorship.objects.create(staff=make.staff(result.institution), student=other.student)
        if number % 2:
            on = timezone.localdate() - datetime.timedelta(days=3)
            logged(other, None, on=on, follow_up_on=on + datetime.timedelta(days=1))


def test_it_takes_as_many_queries_for_many(client, result, people, django_assert_max_num_queries):
    for count in (3, 27):
        many(result, count)
        for who in ("principal", "mentor"):
            client.force_login(people[who])
            client.get(URL)  # since when they are at risk is noted at the first look
            with django_assert_max_num_queries(MOST_QUERIES):
                assert client.get(URL).status_code == 200


def test_the_pages_of_a_long_list_hold_everybody_once(client, result, people):
    many(result, 29)
    names = []
    for number in (1, 2):
        page = page_of(client, people["principal"], f"{URL}?page={number}")
        names += [row["is"].name for group in page.context["groups"] for row in group["rows"]]

    assert len(names) == len(set(names)) == 30
    assert page_of(client, people["principal"], f"{URL}?page=99").status_code == 200


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 4),
        ("level=high", 3),
        ("level=medium", 1),
        ("word=never", 3),
        ("word=due", 1),
        ("mentor=none", 2),
        ("wait=7", 0),
        ("branch=CSE", 4),
        ("level=x&word=x&wait=x&mentor=x", 4),
    ],
)
def test_filters_lie_in_the_address(client, result, people, query, count):
    many(result, 2)
    Mentorship.objects.filter(student__results__marks__score=20).delete()
    medium = make.result(result.term)
    make.mark(medium, "Mathematics", 50)

    page = page_of(client, people["principal"], f"{URL}?{query}")

    shown = [row for group in page.context["groups"] for row in group["rows"]]
    assert len(shown) == count


def test_a_mentor_is_chosen_by_code(client, result, people):
    many(result, 2)
    code = Mentorship.objects.get(student=result.student).staff.code

    page = page_of(client, people["principal"], f"{URL}?mentor={code.lower()}")

    (group,) = page.context["groups"]
    assert [row["is"].name for row in group["rows"]] == ["Nisha Tiwari"]


def test_the_file_holds_what_the_page_shows_and_leaves_a_trail(client, result, people):
    many(result, 2)
    client.force_login(people["head"])
    shown = client.get(f"{URL}?level=high").context["groups"]

    answer = client.get("/worklist.csv?level=high")

    lines = b"".join(answer.streaming_content).decode().splitlines()
    rows = [row["is"] for group in shown for row in group["rows"]]
    assert len(lines) == len(rows) + 1
    for row, line in zip(rows, lines[1:], strict=True):
        assert line.startswith(f"{row.roll_no},{row.name},MAIN,CSE 4,")
        assert row.reasons_words in line
        assert all(words in line for words in row.why_again)
    gather()
    export = ListExport.objects.get()
    assert (export.name, export.scope, export.students) == ("worklist.csv", "level=high", len(rows))
    assert RecordView.objects.filter(what="export").count() == len(rows)


def test_an_empty_register_says_what_will_stand_here(client):
    place = make.institution()
    for role in (Role.PRINCIPAL, Role.MENTOR, Role.FACULTY):
        page = page_of(client, make.member(role, place))
        assert page.status_code == 200
        assert "Nobody needs a word now" in page.content.decode()


def test_who_withdrew_is_on_no_list(client, result, people):
    gone = TermResult.objects.get(pk=result.pk)
    gone.status = "withdrawn"
    gone.save()

    assert "Nobody needs a word now" in text_of(client, people["principal"])
