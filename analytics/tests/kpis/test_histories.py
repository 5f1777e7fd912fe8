"""Figures day by day: kept once, read as a line, and told to whom the figure is told."""

import datetime
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from analytics.kpis import KPIS
from analytics.kpis.histories import histories, store_snapshots
from analytics.models import KpiSnapshot
from analytics.tests.kpis.worlds import TODAY, batch, readings, two_batches, worked
from students.models import BatchTrainer, Group, Membership, TermResult
from students.tests import factories as make

pytestmark = pytest.mark.django_db
EARLIER = TODAY - datetime.timedelta(days=30)


def line(person, slug, **params):
    precinct = readings(person, **params).precinct
    return [(one.day, one.value) for one in histories(precinct, [KPIS[slug]])[slug]]


def test_a_second_run_leaves_the_same_rows():
    institution = worked().institution
    first = store_snapshots(institution, TODAY)
    kept = set(KpiSnapshot.objects.values_list("place", "kpi", "numerator", "denominator"))
    assert store_snapshots(institution, TODAY) == first == len(kept)
    again = set(KpiSnapshot.objects.values_list("place", "kpi", "numerator", "denominator"))
    assert again == kept


def test_what_is_kept_is_what_is_read_of_institution_branch_and_batch():
    institution = worked().institution
    store_snapshots(institution, TODAY)
    person = make.member("principal", institution)
    for params in ({}, {"branch": "CSE"}, {"batch": "B1"}):
        for one in readings(person, **params).all():
            found = [value for _, value in line(person, one.kpi.slug, **params)]
            assert found == ([] if one.value is None else [one.value])


def test_fees_are_as_they_were_on_the_day():
    institution = worked().institution
    for day in (EARLIER, TODAY):
        store_snapshots(institution, day)
    person = make.member("principal", institution)
    # On 22 August nobody had paid; the due of that day was not overdue yet.
    assert line(person, "overdue_fees") == [(EARLIER, 40_000), (TODAY, 35_000)]


def test_a_trainer_has_the_line_of_the_own_batch():
    term = two_batches()
    store_snapshots(term.institution, TODAY)
    person = make.member("faculty", term.institution)
    assert line(person, "trainer_effectiveness", **{}) == []
    own = make.staff(term.institution, person=person)
    BatchTrainer.objects.create(batch=batch(term.institution), staff=own)
    assert line(person, "trainer_effectiveness") == [(TODAY, 5)]
    assert line(person, "pass_rate") == [(TODAY, 100)]


def test_a_manager_has_no_line_of_few():
    institution = worked().institution
    store_snapshots(institution, TODAY)
    person = make.member("manager", institution)
    assert line(person, "attendance_rate") == []
    assert line(person, "impressions") == [(TODAY, 5000)]


def test_the_line_of_an_institution_does_not_tell_of_the_few_of_another():
    group = Group.objects.create(name="Trust")
    for code, size in (("FEW", 3), ("MID", 6), ("BIG", 20)):
        term = make.term(make.institution(code, group=group))
        with TermResult.objects.refreshing():
            for _ in range(size):
                make.attendance(make.result(term), percent=50)
        store_snapshots(term.institution, TODAY)
    person = make.user("manager")
    Membership.objects.create(user=person, role="manager", group=group)

    lines = {code: line(person, "attendance_rate", institution=code) for code in ("MID", "BIG")}
    assert lines == {"MID": [], "BIG": [(TODAY, 50)]}


def test_the_line_reads_in_few_queries(django_assert_max_num_queries):
    institution = worked().institution
    store_snapshots(institution, TODAY)
    precinct = readings(make.member("principal", institution)).precinct
    with django_assert_max_num_queries(3):
        histories(precinct, KPIS.values())


def snapshot(*arguments):
    out = StringIO()
    call_command("snapshot_kpis", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_keeps_a_day_and_refuses_one_to_come():
    institution = worked().institution
    told = json.loads(snapshot("--day", TODAY.isoformat(), "--json"))
    assert told["kept"] == {"MAIN": KpiSnapshot.objects.filter(institution=institution).count()}
    assert told["problems"] == []
    for arguments in (("--day", "2999-01-01"), ("--institution", "NONE")):
        with pytest.raises(CommandError):
            snapshot(*arguments)
