"""Alerts as pages: for whom, in how many queries, ticked by each person, exported as shown."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from analytics.alerts.settings import fingerprint
from analytics.models import Alert, AlertDesk, AlertRule, AlertSeen, DigestChoice
from analytics.tests.alerts.conftest import ago
from students.models import ListExport, Role
from students.tests import factories as make
from students.tests.pages import steady
from students.trails import gather

pytestmark = pytest.mark.django_db
URL = "/alerts/"
MOST_QUERIES = 19
WHOLE = ("principal", "registrar", "head", "mentor", "class teacher")
SEES_NOBODY = ("subject teacher", "other head", "stranger")
NOT_FOR = ("accountant", "manager", "administrator", "student")


@pytest.fixture
def raised(result, people, night):
    """Two alerts about one student, and a college next door with its own."""
    night(result.institution)
    night(people["stranger"].memberships.get().institution)
    return Alert.objects.filter(result=result)


def text_of(client, person, address=URL):
    client.force_login(person)
    return steady(client.get(address).content).decode()


def rules_url(result):
    return reverse("alert-rules", args=[result.institution_id])


def typed(result, **values):
    usual = {"seen": fingerprint(result.institution)}
    usual |= {"new_high-on": "on", "attendance_below-on": "on", "no_contact-on": "on"}
    usual |= {"attendance_below-number": 75, "no_contact-number": 14}
    return {name: value for name, value in (usual | values).items() if value is not None}


@pytest.mark.parametrize("who", WHOLE)
def test_who_sees_the_whole_record_finds_the_alerts_with_their_reasons(client, raised, people, who):
    page = text_of(client, people[who])

    assert "2 new alerts" in page
    assert "Nisha Tiwari" in page
    assert "Average 30.00, below 40" in page
    assert "Attendance 55.0\u00a0%, below 75\u00a0%" in page
    assert f"/students/{raised[0].result.student_id}/?term={raised[0].result.term_id}" in page


@pytest.mark.parametrize("who", SEES_NOBODY)
def test_who_sees_a_part_or_nothing_finds_none(client, raised, people, who):
    page = text_of(client, people[who])

    assert "No new alerts" in page or "CANARY" in page
    assert "Nisha" not in page


@pytest.mark.parametrize("who", NOT_FOR)
def test_they_are_not_for_other_roles(client, raised, result, people, who):
    client.force_login(people[who])
    seen = reverse("alert-seen", args=[raised[0].pk])

    for address in (URL, "/alerts.csv", "/alerts/mail/", rules_url(result)):
        assert client.get(address).status_code == 403
    for address in (seen, "/alerts/seen/", "/alerts/mail/", rules_url(result)):
        assert client.post(address, {"newest": 99, "often": "daily"}).status_code == 403
    assert not any(model.objects.exists() for model in (AlertSeen, DigestChoice))


def test_ticking_one_is_ones_own_and_can_be_taken_back(client, raised, people):
    seen = reverse("alert-seen", args=[raised[0].pk])
    client.force_login(people["mentor"])

    assert client.post(seen, {"back": "/alerts/?show=new"}).url == "/alerts/?show=new"
    client.post(seen)

    assert "1 new alert" in text_of(client, people["mentor"])
    assert "2 new alerts" in text_of(client, people["head"])
    client.force_login(people["mentor"])
    client.post(seen, {"seen": "no"})
    assert "2 new alerts" in text_of(client, people["mentor"])


@pytest.mark.parametrize("who", SEES_NOBODY)
def test_an_alert_of_others_is_as_if_it_were_not(client, raised, people, who):
    client.force_login(people[who])

    answers = [
        client.post(reverse("alert-seen", args=[pk])).status_code for pk in (raised[0].pk, 99999)
    ]

    assert answers == [404, 404]
    assert not AlertSeen.objects.exists()


def test_ticking_all_leaves_what_came_since_the_page_was_made(
    client, raised, result, people, night
):
    client.force_login(people["mentor"])
    newest = client.get(URL).context["newest"]
    later = make.result(result.term)
    make.mark(later, score=10)
    night(result.institution)

    client.post("/alerts/seen/", {"newest": newest})
    client.force_login(people["principal"])
    client.post("/alerts/seen/?kind=new_high", {"newest": newest})

    assert "No new alerts" in text_of(client, people["mentor"])
    page = text_of(client, people["principal"])
    assert "2 new alerts" in page
    assert page.index("alerts-new") < page.index(later.student.name) < page.index("alerts-seen")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("kind=new_high", ["New high risk"]),
        ("kind=attendance_below&show=new", ["Attendance fell"]),
        ("show=seen", []),
        ("kind=nonsense&page=x", ["Attendance fell", "New high risk"]),
    ],
)
def test_filters_narrow_the_list_and_nonsense_is_as_if_it_were_not(
    client, raised, people, query, titles
):
    client.force_login(people["mentor"])

    groups = client.get(f"{URL}?{query}").context["groups"]

    assert sorted(row.title for group in groups for row in group["rows"]) == titles


def test_the_file_holds_what_the_page_shows_and_is_written_down(client, raised, people):
    client.force_login(people["mentor"])
    body = b"".join(client.get("/alerts.csv?kind=new_high").streaming_content)

    heads, row = csv.reader(io.StringIO(body.decode("utf-8-sig")))
    assert dict(zip(heads, row, strict=True)) == {
        "State": "New",
        "Roll number": "CSE2110",
        "Name": "Nisha Tiwari",
        "Institution": "MAIN",
        "Class": "CSE 4",
        "Alert": "New high risk",
        "Reasons": "Average 30.00, below 40 · Attendance 55.0\u00a0%, below 60\u00a0%",
        "Since": f"{ago(0).day} {ago(0):%b %Y}",
        "Raised": f"{ago(0).day} {ago(0):%b %Y}",
        "Now": "",
    }
    gather()
    told = ListExport.objects.filter(name__startswith="alerts")  # others may still be in the spool
    assert [(one.name, one.students) for one in told] == [("alerts.csv", 1)]
    assert client.get("/alerts.xlsx").status_code == 200


def test_the_page_takes_as_many_queries_for_many_as_for_one(
    client, raised, result, people, night, django_assert_max_num_queries
):
    for _ in range(12):
        more = make.result(result.term)
        make.mark(more, score=20)
        make.attendance(more, held=100, attended=20)
    night(result.institution)
    client.force_login(people["principal"])

    with django_assert_max_num_queries(MOST_QUERIES):
        assert "26 new alerts" in steady(client.get(URL).content).decode()


def test_an_empty_list_says_what_would_be_there(client, people):
    assert "No night has looked yet" in text_of(client, people["head"])
    AlertDesk.objects.create(
        institution=people["head"].memberships.get().institution, looked_at=timezone.now()
    )
    assert "Nothing has been raised this term" in text_of(client, people["head"])
    assert "no student is your mentee" in text_of(client, people["subject teacher"]).replace(
        "\n", " "
    )


def test_the_worklist_says_how_many_are_new(client, raised, people):
    assert "2 new alerts" in text_of(client, people["mentor"], "/worklist/")


def test_the_students_page_holds_theirs_for_who_sees_the_whole_record(
    client, raised, result, people
):
    address = f"/students/{result.student_id}/"

    assert "2 alerts this term" in text_of(client, people["mentor"], address)
    assert "this term" not in text_of(client, people["subject teacher"], address)


def test_one_chooses_how_often_the_mail_comes(client, result, people):
    mentor = people["mentor"]
    client.force_login(mentor)
    assert client.get("/alerts/mail/").context["form"]["often"].value() == "weekly"

    assert client.post("/alerts/mail/", {"often": "daily"}).status_code == 302
    client.post("/alerts/mail/", {"often": "hourly"})

    stored = DigestChoice.objects.get(user=mentor)
    assert (stored.often, stored.language) == ("daily", "en")
    client.post("/alerts/mail/", {"often": "daily", "language": "hi"})
    client.post("/alerts/mail/", {"often": "daily", "language": "xx"})
    assert DigestChoice.objects.get(user=mentor).language == "hi"
    assert "no e-mail address" in text_of(client, mentor, "/alerts/mail/")


@pytest.mark.parametrize("who", ["principal", "registrar"])
def test_the_rules_are_set_after_a_look_at_what_they_would_find(client, result, people, who):
    client.force_login(people[who])
    new = typed(result, **{"attendance_below-number": 50, "no_contact-on": None, "names": "on"})

    page = steady(client.post(rules_url(result), new | {"preview": "yes"}).content).decode()
    assert "Nothing is stored yet" in page
    assert "This line would have raised 0 alerts this term." in page
    assert not AlertRule.objects.exists()

    assert client.post(rules_url(result), new).status_code == 302
    rows = AlertRule.objects.values_list("kind", "on", "number")
    assert set(rows) == {("attendance_below", True, 50), ("no_contact", False, 14)}
    result.institution.refresh_from_db()
    assert result.institution.alert_desk.names_in_mail


def test_rules_that_somebody_else_changed_meanwhile_are_not_stored_over(client, result, people):
    client.force_login(people["principal"])
    late = typed(result, **{"no_contact-number": 20})
    client.post(rules_url(result), typed(result, **{"attendance_below-number": 60}))

    page = steady(client.post(rules_url(result), late, follow=True).content).decode()

    assert "Nothing was stored: somebody has changed these rules" in page
    assert [(one.kind, one.number) for one in AlertRule.objects.all()] == [("attendance_below", 60)]
    client.post(rules_url(result), typed(result, **{"no_contact-number": 20}))
    assert AlertRule.objects.count() == 2


def test_rules_sent_without_what_was_seen_are_refused(client, result, people):
    client.force_login(people["principal"])

    assert client.post(rules_url(result), typed(result, seen="")).context["form"].errors
    client.post(rules_url(result), typed(result, seen="x" * 2000, names="on"))
    assert not AlertDesk.objects.filter(names_in_mail=True).exists()


@pytest.mark.parametrize("who", ["head", "mentor", "class teacher", "subject teacher"])
def test_others_do_not_set_the_rules(client, result, people, who):
    client.force_login(people[who])

    assert client.get(rules_url(result)).status_code == 403
    assert client.post(rules_url(result), typed(result)).status_code == 403
    assert "alerts/rules" not in text_of(client, people[who])


def test_the_rules_of_another_institution_are_as_if_they_were_not(client, result, people):
    client.force_login(people["stranger"])

    assert client.get(rules_url(result)).status_code == 404
    assert client.post(rules_url(result), typed(result)).status_code == 404


@pytest.mark.parametrize("number", ["0", "101", "7.5", "", "9" * 40])
def test_a_number_that_cannot_be_is_refused_with_what_was_typed(client, result, people, number):
    client.force_login(people["principal"])

    answer = client.post(rules_url(result), typed(result, **{"attendance_below-number": number}))

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not AlertRule.objects.exists()


def test_an_alert_is_kept_from_who_is_the_student_as_well(client, raised, result, people):
    student = result.student
    student.user = people["mentor"]
    student.save()
    people["mentor"].memberships.create(role=Role.STUDENT, institution=result.institution)

    assert "No new alerts" in text_of(client, people["mentor"])
