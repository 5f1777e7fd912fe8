"""From a key figure to the students, fees, posts and days behind it, for whom these are."""

import datetime

import pytest
from django.utils import timezone

from analytics.tests.dashboards.outreach_worlds import ago, channel, day, post
from students.models import Role
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
