"""A worklist of very many: the same people in the same order, and nobody looked at unshown."""

import datetime
from unittest import mock

import pytest
from django.utils import timezone

from analytics.alerts.nights import night
from analytics.metrics.spells import note_spells
from analytics.models import Contact, RiskSpell
from analytics.people import worklists
from analytics.people.worklists import Worklist
from analytics.scope import Scope
from students.access import visible_to
from students.models import Mark, Membership, Mentorship, Role, TermResult
from students.tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate  # asked when it is needed: a run may go past midnight
HIGH, MEDIUM, LOW = 30, 45, 80


def at(days):
    moment = timezone.now() - datetime.timedelta(days=days)
    return mock.patch("django.utils.timezone.now", return_value=moment)


@pytest.fixture
def term():
    return make.running_term()


@pytest.fixture
def principal(term):
    return make.member(Role.PRINCIPAL, term.institution)


def student(term, score, days):
    """A student with this mark since so many days."""
    one = make.result(term)
    with at(days):
        make.mark(one, score=score)
    return TermResult.objects.get(pk=one.pk)


def word(result, by, days=0, **values):
    on = TODAY() - datetime.timedelta(days=days)
    Contact(**{"note": "Spoke of the lectures.", "on": on, **values}).log(by, result, 0)


def mentors(staff, of):
    Mentorship.objects.create(staff=staff, student=of)


def listed(principal, long, monkeypatch, size=3, **params):
    """All pages of the list, read as one of many or of few."""
    monkeypatch.setattr(worklists, "LONG", 0 if long else 2_000)
    pages, start = [], 0
    while True:
        # A list of its own for each page, as each request has one.
        one = Worklist.of(Scope.of(visible_to(principal), {}), params)
        assert one.is_long == long
        if start >= one.counts.total:
            return pages
        pages += one.page(start, start + size)
        start += size


@pytest.fixture
def many(term, principal):
    """Of both levels, some spoken with: answered, to be followed up, or fallen further since."""
    days = iter(range(3, 40))
    results = [student(term, score, next(days)) for score in (HIGH, MEDIUM, LOW) for _ in range(6)]
    word(results[0], principal)
    word(results[1], principal, days=1, follow_up_on=TODAY())
    word(results[7], principal)
    word(results[8], principal, days=2, follow_up_on=TODAY())
    mark = Mark.objects.get(result=results[7])
    mark.score = 36
    mark.save()
    return results


def test_a_long_list_has_the_people_of_a_short_one_in_their_order(many, principal, monkeypatch):
    short = listed(principal, False, monkeypatch)

    assert len(short) == 11
    assert listed(principal, True, monkeypatch) == short
    assert listed(principal, True, monkeypatch, size=100) == short


@pytest.mark.parametrize("params", [{"level": "high"}, {"level": "medium"}])
def test_a_long_list_of_one_level_is_that_part_of_it(many, principal, monkeypatch, params):
    short = listed(principal, False, monkeypatch, **params)

    assert short
    assert listed(principal, True, monkeypatch, **params) == short


@pytest.mark.parametrize("params", [{"word": "never"}, {"word": "due"}, {"wait": "14"}])
def test_other_conditions_find_the_same_in_a_long_list(many, principal, monkeypatch, params):
    short = listed(principal, False, monkeypatch, **params)

    assert short
    assert listed(principal, True, monkeypatch, **params) == short


def test_who_came_to_the_level_since_the_night_stands_last_of_it(term, principal, monkeypatch):
    noted = [student(term, MEDIUM, days) for days in (2, 9)]
    note_spells(TermResult.objects.all())
    new = student(term, MEDIUM, 0)
    worse = student(term, HIGH, 0)

    found = listed(principal, True, monkeypatch, size=10)

    order = [worse.pk, noted[1].pk, noted[0].pk, new.pk]
    assert [row.result_id for row in found] == order
    assert [row.days for row in found] == [0, 9, 2, 0]


def test_a_page_notes_since_when_for_whom_it_shows_and_for_nobody_else(
    many, principal, monkeypatch
):
    monkeypatch.setattr(worklists, "LONG", 0)
    one = Worklist.of(Scope.of(visible_to(principal), {}), {})
    RiskSpell.objects.all().delete()

    shown = one.page(0, 3)

    assert RiskSpell.objects.count() == 3
    assert {row.result_id for row in shown} == set(RiskSpell.objects.values_list("pk", flat=True))
    assert all(row.days is not None for row in shown)


def test_who_left_the_level_is_not_in_the_list_though_it_is_still_noted(
    term, principal, monkeypatch
):
    results = [student(term, HIGH, days) for days in (5, 4)]
    note_spells(TermResult.objects.all())
    mark = Mark.objects.get(result=results[0])
    mark.score = LOW
    mark.save()

    (row,) = listed(principal, True, monkeypatch)

    assert row.result_id == results[1].pk


def test_mentors_of_a_long_list_are_those_of_its_students(many, term, principal, monkeypatch):
    mentor, other = (make.staff(term.institution, name) for name in ("Asha", "Bina"))
    mentors(mentor, many[0].student)
    elsewhere = make.running_term(make.institution("OTHER"))
    mentors(other, student(elsewhere, HIGH, 1).student)
    monkeypatch.setattr(worklists, "LONG", 0)

    found = Worklist.of(Scope.of(visible_to(principal), {}), {}).mentors()

    assert found == [mentor]


def test_the_night_notes_since_when_for_all_though_no_rule_is_on(many, monkeypatch):
    monkeypatch.setattr("analytics.alerts.raising.settings_of", lambda institution: {})

    night(TODAY(), None, mails=False)

    at_risk = TermResult.objects.at_risk().values_list("pk", flat=True)
    assert set(RiskSpell.objects.values_list("pk", flat=True)) == set(at_risk)


def test_who_manages_elsewhere_is_shown_those_they_may_look_up_alone(many, term, monkeypatch):
    person = make.member(Role.MANAGER, term.institution)
    of_one = make.running_term(make.institution("OTHER"))
    Membership.objects.create(user=person, role=Role.PRINCIPAL, institution=of_one.institution)
    theirs = student(of_one, HIGH, 2)
    monkeypatch.setattr(worklists, "LONG", 0)

    one = Worklist.of(Scope.of(visible_to(person), {}), {})

    assert (one.counts.high, one.counts.medium) == (1, 0)
    assert [row.result_id for row in one.page(0, 10)] == [theirs.pk]
