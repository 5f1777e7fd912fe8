"""From a key figure to the students, fees, posts and days behind it, for whom these are."""

import datetime

import pytest
from django.utils import timezone

from analytics.tests.dashboards.outreach_worlds import ago, channel, day, post
from students.models import BatchTrainer, Role
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """A batch of two with attendance and fees, another student elsewhere, and a channel."""
    today = timezone.localdate()
    term = make.term(
        starts_on=today - datetime.timedelta(days=60), ends_on=today + datetime.timedelta(days=60)
    )
    of = term.institution
    for code, count in (("B1", 2), ("B2", 1)):
        batch = make.batch(of, code)
        for number in range(count):
            result = make.result(term, make.student(of, f"{code}-{number}"), batch=batch)
            make.attendance(result, percent=80)
            make.mark(result)
            make.fee_due(result.student, due_on=ago(20), amount=400)
    seen = channel(of)
    day(seen, 28, reach=9, followers=100)
    day(seen, 27, reach=10, impressions=20, clicks=1)
    day(seen, 0, reach=10, impressions=20, clicks=1, followers=110)
    for days in (0, 27, 28):
        post(seen, days, 1, 1)
    return of


def leads(client, place, role, query=""):
    client.force_login(make.member(role, place))
    cards = client.get(f"/dashboards/kpis/?{query}").context["cards"]
    return {card.slug: card.lead.url for card in cards if card.lead}


def test_figures_of_a_batch_lead_to_its_students_and_what_they_owe(client, place):
    found = leads(client, place, Role.PRINCIPAL, "batch=B1")
    assert found["attendance_rate"] == "/students/?batch=B1&sort=attendance"
    assert client.get(found["attendance_rate"]).context["heading"] == "2 students"
    assert len(client.get(found["overdue_fees"]).context["rows"]) == 2
    assert len(client.get(found["collection_rate"]).context["rows"]) == 2
    assert not {"engagement_rate", "impressions"} & set(found)


def test_figures_of_an_institution_lead_to_the_posts_and_days_of_the_same_span(client, place):
    found = leads(client, place, Role.PRINCIPAL)
    assert client.get(found["engagement_rate"]).context["cl"].result_count == 2
    assert client.get(found["impressions"]).context["cl"].result_count == 2
    assert client.get(found["reach_growth"]).context["cl"].result_count == 3


def test_the_posts_are_those_of_the_institution_chosen(client, place):
    other = channel(make.institution("NEXT"))
    post(other, 1, 5, 5)
    client.force_login(make.user("root", is_superuser=True, is_staff=True))
    cards = client.get("/dashboards/kpis/?institution=MAIN").context["cards"]
    url = next(card.lead.url for card in cards if card.slug == "engagement_rate")
    assert client.get(url).context["cl"].result_count == 2
    assert client.get(url.split("?")[0]).context["cl"].result_count == 4


def test_whoever_may_not_look_students_up_is_led_to_none(client, place):
    found = leads(client, place, Role.MANAGER)
    assert set(found) <= {
        "engagement_rate",
        "reach_growth",
        "impressions",
        "follower_velocity",
        "ctr",
    }
    assert client.get(found["impressions"]).status_code == 200
    found = leads(client, place, Role.ACCOUNTANT)
    assert set(found) == {"collection_rate", "overdue_fees"}


def test_every_lead_of_a_role_opens_for_it(client, place):
    for role in (Role.PRINCIPAL, Role.REGISTRAR, Role.MANAGER, Role.ACCOUNTANT, Role.FACULTY):
        for url in leads(client, place, role).values():
            assert client.get(url).status_code == 200, (role, url)


def test_figures_without_a_value_come_last_and_a_zero_is_said_to_be_one(client):
    term = make.term()
    for score in (10, 20, 30, 20, 10):
        make.mark(make.result(term), "English", score)
    client.force_login(make.member(Role.PRINCIPAL, term.institution))
    cards = client.get("/dashboards/kpis/").context["cards"]
    empty = [bool(card.empty) for card in cards]
    assert empty == sorted(empty)
    passed = next(card for card in cards if card.slug == "pass_rate")
    assert (passed.value, "not missing" in passed.counted) == ("0.0", True)


def test_a_trainer_of_one_running_batch_begins_with_it(client):
    term = make.term()
    person = make.member(Role.FACULTY, term.institution)
    own = make.staff(term.institution, person=person)
    today = timezone.localdate()
    over = today - datetime.timedelta(days=1)
    for code, ends_on in (("B1", None), ("B2", over)):
        batch = make.batch(term.institution, code, ends_on=ends_on)
        BatchTrainer.objects.create(batch=batch, staff=own)
    client.force_login(person)

    def chosen(query):
        return client.get(f"/dashboards/kpis/?{query}").context["filters"]["words"]

    assert chosen("") == "B1"
    assert chosen("batch=") == "Everything you see"
    assert chosen("batch=B2") == "B2"


@pytest.mark.parametrize("url", ["/dashboards/overview/", "/dashboards/kpis/"])
def test_reports_and_data_quality_are_linked_where_the_work_is(client, url):
    term = make.term()
    client.force_login(make.member(Role.PRINCIPAL, term.institution))
    text = client.get(url).content.decode()
    main = text[text.index("<main") :]
    assert 'href="/reports/"' in main
    assert 'href="/quality/"' in main
