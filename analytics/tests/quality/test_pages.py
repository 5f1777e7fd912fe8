"""The pages about data quality: what they show to whom, and what is settled there."""

import re
from html import unescape

import pytest
from django.urls import reverse

from students.models import Doubt, ImportRun, Membership, Payment, RecordView, Role, SamePerson
from students.tests import factories as make
from students.tests.pages import steady
from students.trails import gather

pytestmark = pytest.mark.django_db
NAME = re.compile(r'<th scope="row" class="name"><span><a [^>]+>([^<]+)<')
NEXT = re.compile(r'rel="next" href="([^"]+)"')


@pytest.fixture
def home():
    return make.institution("HOME", name="Home College")


@pytest.fixture
def away():
    return make.institution("AWAY", name="Away College")


@pytest.fixture
def registrar(home):
    return make.member(Role.REGISTRAR, home, name="registrar")


@pytest.fixture
def pair(home, away):
    """One person's records in both institutions."""
    mail = {"email": "asha@example.org"}
    return make.student(home, "H1", "Asha Rao", **mail), make.student(
        away, "A1", "Asha Rao", **mail
    )


def page(client, user, url):
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == 200
    return steady(answer.content).decode()


def doubt_in(place, model="payment", record_id=None):
    run = ImportRun.objects.create(institution=place, kind="payments", state="stored")
    paid = make.payment(make.student(place), 12500)
    return Doubt.objects.create(
        institution=place,
        run=run,
        model=model,
        record_id=record_id or paid.pk,
        record=paid.receipt,
        column="amount",
        value="12500",
        proposal="1250",
        reason="Ten times a due.",
    )


def test_a_number_leads_to_the_list_behind_it_and_the_files_hold_the_same(client, home, registrar):
    make.batch(home, "B1")
    url = reverse("quality-records", args=["batch-days"])

    assert f'href="{url}?institution=HOME"' in page(client, registrar, "/quality/")
    shown = page(client, registrar, f"{url}?institution=HOME")
    assert "Batches without first and last day" in shown
    assert ">B1<" in shown
    lines = client.get(f"{url[:-1]}.csv?institution=HOME").content.decode("utf-8-sig").split()
    assert "B1,,Home" in lines[1]
    table = client.get("/quality/tables/missing.csv").content.decode("utf-8-sig")
    assert "Batches without first and last day,1,of 1," in table


def test_every_record_comes_once_page_by_page_in_one_institution_and_in_several(
    client, home, away, registrar, monkeypatch
):
    monkeypatch.setattr("analytics.views.quality.PAGE", 3)
    for place in (home, away):
        term = make.term(place)
        for number in range(4):
            make.result(term, make.student(place, f"R{number}", f"{place.code} {number}"))
    Membership.objects.create(user=registrar, role=Role.REGISTRAR, institution=away)
    both = [f"R{number} {place} {number}" for place in ("AWAY", "HOME") for number in range(4)]

    for query, names in (("", both), ("?institution=HOME", both[4:])):
        seen, url = [], f"/quality/records/mentor/{query}"
        while url:
            shown = page(client, registrar, url)
            seen += NAME.findall(shown)
            following = NEXT.search(shown)
            url = following and f"/quality/records/mentor/{unescape(following[1])}"
        assert seen == names


def test_of_very_many_records_it_is_said_that_there_are_more(client, home, registrar, monkeypatch):
    monkeypatch.setattr("students.keyed_pages.MOST_COUNTED", 2)
    monkeypatch.setattr("analytics.views.quality.MOST_COUNTED", 2)
    monkeypatch.setattr("analytics.views.quality.PAGE", 2)
    term = make.term(home)
    for number in range(3):
        make.result(term, make.student(home, f"R{number}", f"Student {number}"))

    assert "More than 2 found." in page(client, registrar, "/quality/records/mentor/")
    last = page(client, registrar, "/quality/records/mentor/?page=77")
    assert "Records 3–3 of more than 2" in last
    assert NAME.findall(last) == ["R2 Student 2"]


def test_more_institutions_cost_no_more_queries(client, home, away, django_assert_max_num_queries):
    user = make.member(Role.PRINCIPAL, home, name="principal")
    client.force_login(user)
    client.get("/quality/")
    with django_assert_max_num_queries(50) as one:
        client.get("/quality/")
    user.memberships.create(role=Role.PRINCIPAL, institution=away)
    with django_assert_max_num_queries(50) as two:
        client.get("/quality/")

    assert len(two) == len(one)


def test_an_accountant_is_shown_the_fees_and_a_head_the_branch(client, home):
    make.result(make.term(home))
    accountant = make.member(Role.ACCOUNTANT, home, name="accountant")
    head = make.member(Role.HEAD, home, name="head", branch=make.branch(home))

    fees, branch = (page(client, one, "/quality/") for one in (accountant, head))

    assert "Payments without a way of paying" in fees
    assert "Students without a mentor" not in fees
    assert "Students without a mentor" in branch
    assert "Pairs of students" not in branch + fees
    assert "fee due" not in branch


@pytest.mark.parametrize("role", [Role.FACULTY, Role.MENTOR, Role.MANAGER, Role.STUDENT])
def test_others_are_shown_nothing(client, home, role):
    client.force_login(make.member(role, home, name="somebody"))

    for url in ("/quality/", "/doubts/", "/same-people/", "/quality/records/mentor/"):
        assert client.get(url).status_code == 403


def test_a_check_of_fees_is_no_check_of_records(client, registrar):
    client.force_login(registrar)

    assert client.get("/quality/records/dues/").status_code == 404
    assert client.get("/quality/fees/mentor/").status_code == 404
    assert client.get("/quality/records/doubts/").status_code == 404
    assert client.get("/quality/?institution=NOWHERE").status_code == 404


def test_a_doubt_names_the_student_to_those_who_may_see_who_it_is(client, home, registrar):
    doubt_in(home)
    student = Payment.objects.get().student
    named = f"{student.roll_no} {student.name}"
    assert named in page(client, registrar, "/doubts/")
    assert named in page(client, make.member(Role.ACCOUNTANT, home, name="desk"), "/doubts/")
    manager = make.member(Role.MANAGER, home, name="manager")
    client.force_login(manager)
    assert named not in client.get("/doubts/").content.decode()


def test_a_proposal_is_taken_and_asked_anew_by_a_click(client, home, registrar):
    doubt = doubt_in(home)
    url = reverse("doubt-settle", args=[doubt.pk])
    client.force_login(registrar)
    assert "Take 1250" in page(client, registrar, "/doubts/")

    client.post(url, {"as": "taken"})
    assert Payment.objects.get().amount == 1250
    settled = page(client, registrar, "/doubts/?show=settled")
    assert "Proposal taken, said registrar on" in settled

    client.post(url, {"as": "anew"})
    assert Payment.objects.get().amount == 12500
    assert "Take 1250" in page(client, registrar, "/doubts/")


def test_a_doubt_is_settled_by_who_may_bring_it_in(client, home, away):
    principal = make.member(Role.PRINCIPAL, home, name="principal")
    accountant = make.member(Role.ACCOUNTANT, home, name="accountant")
    payment, other = doubt_in(home), doubt_in(away)
    of_batch = doubt_in(home, model="batch", record_id=7)

    def settled(user, doubt):
        client.force_login(user)
        status = client.post(reverse("doubt-settle", args=[doubt.pk]), {"as": "right"}).status_code
        doubt.refresh_from_db()
        return status, bool(doubt.settled_at)

    assert settled(principal, payment) == (404, False)
    assert settled(accountant, of_batch) == (404, False)
    assert settled(accountant, other) == (404, False)
    assert settled(accountant, payment) == (302, True)


def test_a_registrar_of_one_institution_is_told_nothing_of_another(client, registrar, pair, away):
    assert "Asha" not in page(client, registrar, "/same-people/")

    registrar.memberships.create(role=Role.REGISTRAR, institution=away)
    both = page(client, registrar, "/same-people/")
    assert "Home College" in both
    assert "Away College" in both
    assert "For one person: the same name and the same mail address." in both


def test_nobody_judges_a_record_out_of_sight(client, registrar, pair):
    one, other = pair
    client.force_login(registrar)

    told = {"first": one.pk, "second": other.pk, "verdict": "same", "seen": 0}
    assert client.post("/same-people/", told).status_code == 404
    assert not SamePerson.objects.exists()


def test_what_is_said_of_a_pair_is_stored_shown_and_taken_back(client, registrar, pair, away):
    registrar.memberships.create(role=Role.REGISTRAR, institution=away)
    one, other = pair
    client.force_login(registrar)
    told = {"first": other.pk, "second": one.pk, "verdict": "same", "reason": "Saw the papers"}

    client.post("/same-people/", told | {"seen": 0})
    said = SamePerson.objects.get()
    assert (said.first, said.second, said.said_by) == (one, other, registrar)
    page(client, registrar, "/same-people/")  # with the message, which names them once
    assert "Asha Rao" not in page(client, registrar, "/same-people/")
    settled = page(client, registrar, "/same-people/?show=settled")
    assert "One person, said registrar on" in settled
    assert "Saw the papers" in settled

    client.post(reverse("same-people-back", args=[said.pk]))
    assert not SamePerson.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"first": "x", "second": "y", "verdict": "same"},
        {"first": "1", "second": "1", "verdict": "same"},
        {"first": "9" * 40, "second": "1", "verdict": "same"},
    ],
)
def test_junk_stores_nothing(client, registrar, fields):
    client.force_login(registrar)

    assert client.post("/same-people/", fields).status_code == 404


def test_who_is_shown_beside_another_is_noted_as_looked_at(
    client, registrar, pair, away, settings, tmp_path
):
    settings.TRAIL_DIR = tmp_path
    registrar.memberships.create(role=Role.REGISTRAR, institution=away)

    page(client, registrar, "/same-people/")

    assert gather()
    seen = set(RecordView.objects.values_list("student_id", flat=True))
    assert seen == {student.pk for student in pair}


def test_what_an_institution_does_not_keep_is_said_of_it_in_words(client):
    one, other = make.institution(), make.institution("NEXT")
    make.batch(one, "B1")
    person = make.member(Role.PRINCIPAL, one)
    Membership.objects.create(user=person, role=Role.PRINCIPAL, institution=other)
    client.force_login(person)
    tables = [table for table, _files in client.get("/quality/").context["tables"]]
    lines = {line.label: line for table in tables for line in table.lines}
    texts = [cell.text for cell in lines["Batches without a course"].cells]
    assert texts[:2] == ["1", "not kept here"]
