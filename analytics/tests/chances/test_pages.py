"""Early warning as a page and as files: for whom, what it says, in how many queries."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from analytics.chances import lists
from analytics.models import Contact
from analytics.tests.chances.conftest import LAST, guessed, in_use
from analytics.tests.chances.shown import URL, classmate, page_of, text_of
from analytics.tests.writers.books import texts_of
from students.models import Membership, RecordView, Role
from students.tests import factories as make
from students.trails import gather

pytestmark = pytest.mark.django_db
FILE = "/dashboards/early-warning.csv"
MOST_QUERIES = 29
WHOLE = ("principal", "registrar", "head", "mentor", "class teacher")
SEES_NOBODY = ("subject teacher", "other head", "stranger")
NOT_FOR = ("accountant", "manager", "administrator", "student")


@pytest.mark.parametrize("who", WHOLE)
def test_who_sees_the_whole_record_finds_the_chance_with_its_reasons(
    client, people, enrolment, who
):
    page = text_of(client, people[who])

    assert "1 student likely to fail or withdraw" in page
    assert "Nisha Tiwari" in page
    assert "<strong>78 %</strong>" in page
    assert "About 8 of 10 such students failed or withdrew (30 of 40 in the test; 58–87 %)." in page
    assert "Handed in 25 % of what was due, the last 3 are missing" in page
    assert "34 pts more" in page
    assert "With as much work handed in as is usual, the guess would be about 44 %." in page
    assert "62 % on 29 Jul 2026, 78 % on 5 Aug 2026" in page
    assert "A guess of version 1, as known on 5 Aug 2026; it changes no grade" in page
    assert "By the rules: High" in page


@pytest.mark.parametrize("who", SEES_NOBODY)
def test_who_sees_a_part_or_nothing_finds_nobody(client, people, enrolment, who):
    for address in (URL, FILE):
        page = page_of(client, people[who], address)
        assert page.status_code == 200
        assert "Nisha" not in b"".join(page).decode()


def test_a_subject_teacher_is_told_whom_to_turn_to(client, people, enrolment):
    assert "goes to their mentor" in text_of(client, people["subject teacher"])


@pytest.mark.parametrize("who", NOT_FOR)
def test_it_is_not_for_other_roles(client, people, enrolment, who):
    for address in (URL, FILE):
        assert page_of(client, people[who], address).status_code == 403


def test_nobody_reads_a_guess_about_themselves(client, people, enrolment):
    student = enrolment.result.student
    student.user = people["principal"]
    student.save()
    Membership.objects.create(user=student.user, role=Role.STUDENT, institution=student.institution)
    assert "Nisha" not in text_of(client, people["principal"])
    assert "by the model" not in text_of(client, people["principal"], f"/students/{student.pk}/")


def test_the_students_own_page_shows_no_guess(client, people, enrolment):
    page = text_of(client, people["student"], "/me/")
    assert "by the model" not in page
    assert "78 %" not in page


def test_the_highest_come_first_and_no_more_than_there_is_time_for(
    client, result, people, version, monkeypatch
):
    monkeypatch.setattr(lists, "TOPS", (2, 10))
    for name, chance in (("Asha", 30), ("Bina", 90), ("Chitra", 60)):
        classmate(result, name, chance, version)
    page = text_of(client, people["principal"], f"{URL}?top=2")
    assert "The 2 students likeliest to fail or withdraw" in page
    assert page.index("Bina") < page.index("Chitra")
    assert "Asha" not in page
    # 0.75 of the two guessed high, 0.1 of the third
    assert "reaches about 94 % of the courses that will be lost" in page
    assert "about 2 of the 3 courses taken here will be failed or left" in page


def test_a_chance_higher_than_any_in_the_test_is_counted_as_the_highest(
    client, result, people, version
):
    classmate(result, "Bina", 99, version)
    page = text_of(client, people["principal"])
    assert "Nobody in the test was given so high a chance" in page
    assert "about 1 of the 1 courses taken here will be failed or left" in page


def test_a_student_of_several_courses_is_one_row(client, people, enrolment, version):
    guessed(version, make.enrolment(enrolment.result, "Physics"), 41)
    page = text_of(client, people["mentor"])
    assert page.count('class="work chance"') == 1
    assert "Other subjects: PHYSICS <strong>41 %</strong>" in page


def test_a_subject_narrows_it_to_its_own_course(client, people, enrolment, version):
    guessed(version, make.enrolment(enrolment.result, "Physics"), 41)
    page = text_of(client, people["principal"], f"{URL}?subject=PHYSICS")
    assert "<strong>41 %</strong>" in page
    assert "78 %" not in page


@pytest.mark.parametrize("who", WHOLE)
def test_every_subject_that_is_guessed_of_is_offered_also_without_a_mark(
    client, people, enrolment, version, who
):
    guessed(version, make.enrolment(enrolment.result, "Physics"), 41)
    assert '<option value="PHYSICS">' in text_of(client, people[who])
    assert "<strong>41 %</strong>" in text_of(client, people[who], f"{URL}?subject=PHYSICS")


def test_a_subject_of_other_classes_is_offered_to_nobody_else(client, people, enrolment, version):
    guessed(version, make.enrolment(enrolment.result, "Physics"), 41)
    for who in ("other head", "stranger"):
        assert "PHYSICS" not in text_of(client, people[who])
        page = page_of(client, people[who], f"{URL}?subject=PHYSICS")
        assert (page.status_code, "Nisha" in page.content.decode()) == (404, False)


def test_each_target_has_its_own_version(client, result, people, enrolment):
    guessed(in_use(result.institution, target="dropout"), enrolment, 33)
    page = text_of(client, people["mentor"], f"{URL}?target=dropout")
    assert "1 student likely to withdraw" in page
    assert "<strong>33 %</strong>" in page
    assert (
        "target=dropout"
        in page_of(client, people["mentor"], f"{URL}?target=dropout").context["csv_url"]
    )


@pytest.mark.parametrize("junk", ["?target=x&top=-1", "?top=7%00", "?target[]=1&top=1e9"])
def test_what_cannot_be_meant_is_as_if_it_were_not_there(client, people, enrolment, junk):
    assert "78 %" in text_of(client, people["mentor"], URL + junk)


def test_a_word_is_logged_from_the_row_in_one_step(client, people, enrolment):
    client.force_login(people["mentor"])
    row = client.get(URL).context["rows"][0]
    said = {"note": "Asked why.", "on": datetime.date.today(), "kind": "talk", "back": URL}
    log = reverse("contact-log", args=[row["is"].result_id])
    page = client.post(log, said | {"last": row["form"]["last"].value()}, follow=True)
    assert Contact.objects.get().note == "Asked why."
    assert page.redirect_chain[-1][0] == URL
    assert "Last word on" in page.content.decode()


def test_it_follows_marks_and_words(client, people, enrolment):
    before = page_of(client, people["mentor"]).context["live"]["stamp"]
    assert page_of(client, people["mentor"]).context["live"]["stamp"] == before
    make.mark(enrolment.result, "Physics", 40)
    assert page_of(client, people["mentor"]).context["live"]["stamp"] != before


def test_the_files_hold_what_the_page_shows(client, people, enrolment):
    text = page_of(client, people["mentor"], FILE).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["Chance"] == "78\u00a0%"
    assert row["Name"] == "Nisha Tiwari"
    assert "34 pts more" in row["Raised by"]
    book = page_of(client, people["mentor"], FILE.replace("csv", "xlsx"))
    assert list(row.values()) == [text or "" for text in texts_of(book.content)[1]]


def test_a_file_is_told_to_the_students_in_it(client, people, enrolment, settings, tmp_path):
    settings.TRAIL_DIR = tmp_path
    page_of(client, people["mentor"], FILE)
    gather()
    assert RecordView.objects.get().student_id == enrolment.result.student_id


def test_as_many_queries_for_one_as_for_many(client, result, people, enrolment, version):
    def queries():
        client.force_login(people["principal"])
        client.get(URL)
        with CaptureQueriesContext(connection) as few:
            client.get(URL)
        return len(few)

    few = queries()
    for number in range(12):
        one = classmate(result, f"Mate {number}", 40 + number, version)
        guessed(version, one, 20, LAST - datetime.timedelta(days=7))
    assert queries() == few <= MOST_QUERIES
