"""Weights and targets: looked at first, stored once, by the principal alone."""

import pytest

from analytics.kpis import KPIS
from analytics.kpis.readings import Readings
from analytics.kpis.settings import ChangedMeanwhileError, setting_of, store
from analytics.models import KpiTarget, KpiWeights
from analytics.tests.kpis.worlds import TODAY, readings, worked
from students.tests import factories as make

pytestmark = pytest.mark.django_db
SCORE = "student_efficiency_score"
TYPED = {"seen": "0-0", "attendance": "1", "tests": "1", "submissions": "0", "target": "50"}


@pytest.fixture
def institution():
    return worked().institution


def address(institution, slug=SCORE):
    return f"/dashboards/kpis/{institution.pk}/{slug}/"


def score(person) -> Readings:
    return readings(person).of(KPIS[SCORE]).value


def test_a_look_stores_nothing_and_shows_what_it_comes_to(client, institution):
    client.force_login(make.member("principal", institution))
    page = client.post(address(institution), TYPED | {"preview": "yes"})
    assert "Nothing is stored yet" in page.content.decode()
    assert not KpiWeights.objects.exists()
    line = page.context["lines"][0]
    assert line.label == "All of it"


def test_what_is_stored_holds_and_what_was_before_is_kept(client, institution):
    person = make.member("principal", institution)
    client.force_login(person)
    assert client.post(address(institution), TYPED).status_code == 302
    assert score(person) == 60  # (90 + 60 + 75 + 60 + 45 + 30) / 6
    now = setting_of(institution, KPIS[SCORE])
    assert (now.target, now.said.by) == (50, person)
    assert client.post(address(institution), TYPED | {"seen": now.seen, "tests": "2"}).url
    assert KpiWeights.objects.count() == 2
    assert KpiTarget.objects.count() == 1


def test_whoever_was_slower_stores_nothing(institution):
    by = {"user": None, "seen": "0-0", "today": TODAY}
    assert store(institution, KPIS["pass_rate"], {}, 80, **by)
    with pytest.raises(ChangedMeanwhileError):
        store(institution, KPIS["pass_rate"], {}, 90, **by)
    assert [one.value for one in KpiTarget.objects.all()] == [80]


@pytest.mark.parametrize(
    "typed",
    [
        {"attendance": "0", "tests": "0", "submissions": "0"},
        {"attendance": "-1"},
        {"attendance": "1e5"},
        {"attendance": "١"},
        {"attendance": ""},
        {"target": "1.234"},
        {"target": "9" * 30},
        {"target": "nan"},
    ],
)
def test_what_makes_no_formula_is_refused(client, institution, typed):
    client.force_login(make.member("principal", institution))
    assert client.post(address(institution), TYPED | typed).status_code == 200
    assert not KpiWeights.objects.exists()
    assert not KpiTarget.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"), [("principal", 200), ("registrar", 403), ("manager", 403), ("faculty", 403)]
)
def test_it_is_for_the_principal(client, institution, role, status):
    client.force_login(make.member(role, institution))
    assert client.get(address(institution)).status_code == status
    assert client.post(address(institution), TYPED).status_code in (302, 403)
    assert KpiWeights.objects.exists() == (status == 200)


def test_another_institution_is_as_one_that_does_not_exist(client, institution):
    client.force_login(make.member("principal", institution))
    assert client.get(address(make.institution("FAR"))).status_code == 404
    assert client.get("/dashboards/kpis/999999/pass_rate/").status_code == 404
    assert client.get(address(institution, "nothing")).status_code == 404


def test_the_page_says_in_words_how_far_a_target_is(client, institution):
    person = make.member("principal", institution)
    where = {"institution": institution, "from_day": TODAY}
    KpiTarget.objects.create(kpi="attendance_rate", value=80, **where)
    KpiTarget.objects.create(kpi="impressions", value=0, **where)
    client.force_login(person)
    page = client.get("/dashboards/kpis/")
    told = {card.slug: card.target for card in page.context["cards"]}
    assert told["attendance_rate"] == "Missed: 10.0 points below the target of 80.0\u00a0%"
    text = page.content.decode()
    assert "▲" in text
    assert "Set weights and target" in text
