"""Who sees which key figure, of whom."""

import datetime

import pytest
from django.utils import timezone

from analytics.kpis import KPIS
from analytics.precincts import Precinct
from analytics.tests.kpis.worlds import batch, readings, two_batches, values, worked
from students.access import visible_to
from students.models import BatchTrainer, Group, Institution, Membership, Role, TermResult
from students.tests import factories as make

pytestmark = pytest.mark.django_db
FEES = {"collection_rate", "overdue_fees"}
OUTREACH = {"engagement_rate", "reach_growth", "impressions", "follower_velocity", "ctr"}
TRAINING = {"batch_quality_index", "trainer_effectiveness"}
LEARNING = {
    "attendance_rate",
    "pass_rate",
    "student_efficiency_score",
    "active_learner_score",
}


@pytest.mark.parametrize(
    ("role", "slugs"),
    [
        ("principal", set(KPIS)),
        ("manager", set(KPIS)),
        ("registrar", set(KPIS) - TRAINING),
        ("accountant", FEES),
        ("faculty", LEARNING | TRAINING),
    ],
)
def test_each_role_sees_its_figures(role, slugs):
    term = worked()
    person = make.member(role, term.institution)
    if role == "faculty":
        make.staff(term.institution, person=person)
    assert set(values(person)) == slugs


def test_a_head_sees_the_learning_of_the_branch():
    term = worked()
    make.attendance(make.result(term, branch_code="IT"), percent=10)
    person = make.member(
        "head", term.institution, branch=make.branch(term.institution), name="the-head"
    )
    found = values(person)
    assert set(found) == LEARNING
    assert found["attendance_rate"] == 70


def test_a_trainer_sees_the_own_batch_and_nothing_of_another():
    term = two_batches()
    person = make.member("faculty", term.institution)
    own = make.staff(term.institution, person=person)
    BatchTrainer.objects.create(batch=batch(term.institution, "B2"), staff=own)
    one = readings(person).of(KPIS["pass_rate"])
    assert one.found.count == 10
    one = readings(person, batch="B2").of(KPIS["trainer_effectiveness"])
    assert one.found.count == 10
    with pytest.raises(ValueError, match="no batch"):
        readings(person, batch="B1")


@pytest.mark.parametrize(
    ("days", "trains"),
    [((None, None), True), ((-9, 0), True), ((None, -1), False), ((1, None), False)],
)
def test_a_trainer_sees_the_batch_on_the_days_of_training_and_no_others(days, trains):
    term = make.term()
    person = make.member("faculty", term.institution)
    starts_on, ends_on = (
        None if number is None else timezone.localdate() + datetime.timedelta(days=number)
        for number in days
    )
    of, own = batch(term.institution), make.staff(term.institution, person=person)
    BatchTrainer.objects.create(batch=of, staff=own, starts_on=starts_on, ends_on=ends_on)
    sight = visible_to(person)
    assert sight.batches().exists() == trains
    assert Precinct.of(sight, {}).own_batches == ({of.pk} if trains else set())


def test_a_stranger_sees_nothing_of_it():
    worked()
    person = make.member("principal", make.institution("FAR"))
    assert set(values(person).values()) == {None}


def test_a_manager_is_told_nothing_of_one_to_four_students():
    term = worked()
    found = {one.kpi.slug: one for one in readings(make.member("manager", term.institution)).all()}
    assert found["attendance_rate"].few
    assert found["collection_rate"].few
    assert found["attendance_rate"].value is None
    assert found["impressions"].value == 5000


def test_what_is_left_of_a_wider_look_is_not_given_away():
    term = make.term()
    with TermResult.objects.refreshing():
        for code, size in (("B1", 3), ("B2", 20), ("B3", 30)):
            for _ in range(size):
                result = make.result(term, batch=batch(term.institution, code))
                make.attendance(result, percent=50)
    person = make.member("manager", term.institution)
    told = {
        code: not readings(person, batch=code).of(KPIS["attendance_rate"]).few
        for code in ("B1", "B2", "B3")
    }
    assert told == {"B1": False, "B2": False, "B3": True}


def test_an_institution_does_not_tell_by_subtraction_what_is_withheld_of_another():
    group = Group.objects.create(name="Trust")
    for code, size in (("FEW", 3), ("MID", 6), ("BIG", 20)):
        term = make.term(make.institution(code, group=group))
        with TermResult.objects.refreshing():
            for _ in range(size):
                make.attendance(make.result(term), percent=50)
    person = make.user("manager")
    Membership.objects.create(user=person, role=Role.MANAGER, group=group)

    def told():
        return {
            code: not readings(person, institution=code).of(KPIS["attendance_rate"]).few
            for code in ("", "FEW", "MID", "BIG")
        }

    assert told() == {"": True, "FEW": False, "MID": False, "BIG": True}
    few = Institution.objects.get(code="FEW")
    Membership.objects.create(user=person, role=Role.REGISTRAR, institution=few)
    assert told() == {"": True, "FEW": True, "MID": True, "BIG": True}  # they may look the few up


def test_who_may_look_up_one_institution_is_not_told_of_the_few_of_another_in_a_sum():
    homes = [make.institution(code) for code in ("MAIN", "NEXT")]
    for home, size in zip(homes, (9, 2), strict=True):
        term = make.term(home)
        with TermResult.objects.refreshing():
            for _ in range(size):
                make.attendance(make.result(term), percent=50)
    person = make.member("principal", homes[0])
    Membership.objects.create(user=person, role=Role.MANAGER, institution=homes[1])

    assert readings(person).of(KPIS["attendance_rate"]).few
    assert not readings(person, institution="MAIN").of(KPIS["attendance_rate"]).few


PAGES = ("/dashboards/kpis/", "/dashboards/kpis.csv", "/api/v1/kpis/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("role", "status"), [("principal", 200), ("accountant", 200), ("mentor", 403), ("student", 403)]
)
def test_pages_are_for_those_who_have_figures(client, page, role, status):
    client.force_login(make.member(role, worked().institution))
    assert client.get(page).status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_theirs_is_as_what_does_not_exist(client, page):
    client.force_login(make.member("principal", worked().institution))
    make.institution("FAR")
    theirs, nowhere = (client.get(f"{page}?institution={code}") for code in ("FAR", "NONE"))
    assert theirs.status_code == nowhere.status_code == 404


def test_the_history_of_a_figure_is_for_those_who_see_the_figure(client):
    client.force_login(make.member("accountant", worked().institution))
    for slug, status in (("overdue_fees", 200), ("pass_rate", 403), ("nothing", 404)):
        assert client.get(f"/dashboards/kpis/{slug}.csv").status_code == status


def test_the_accountant_reads_no_mark_on_the_page(client):
    client.force_login(make.member("accountant", worked().institution))
    text = client.get("/dashboards/kpis/").content.decode()
    assert "Collection rate" in text
    for word in ("Pass rate", "Attendance rate", "Efficiency"):
        assert word not in text


def test_the_api_gives_the_figures_of_the_page(client):
    client.force_login(make.member("principal", worked().institution))
    rows = client.get("/api/v1/kpis/?institution=MAIN").json()["results"]
    shown = {row["kpi"]: row for row in rows}
    assert set(shown) == set(KPIS)
    assert shown["attendance_rate"]["value"] == 70.0
    assert shown["pass_rate"]["parts"] == [{"name": "all_passed", "value": 33.3}]
    assert shown["trainer_effectiveness"]["value"] is None
    assert shown["trainer_effectiveness"]["empty"]
