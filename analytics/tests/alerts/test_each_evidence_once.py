"""After any sequence of changes, words, days and nights each piece of evidence has one alert."""

import datetime
from itertools import combinations
from unittest import mock

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from analytics.alerts.raising import raise_alerts
from analytics.models import Alert, Contact
from students.models import Role, TermAttendance
from students.tests import factories as make

scores = st.sampled_from([20, 39, 40, 54, 55, 80])
percents = st.sampled_from([50, 60, 74, 75, 80])
NO_CONTACT_AFTER = 14
HALF_A_YEAR = datetime.timedelta(days=180)


class Nights(RuleBasedStateMachine):
    """A student and the nights after their days; `states` is how each day ended.

    A night comes at the end of its day, or is missed. The model knows stretches of days alone: an
    alert of the first two kinds is due on a night of a stretch that has none yet.
    """

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now = timezone.now().replace(hour=12)
        self.clock = mock.patch("django.utils.timezone.now", side_effect=lambda: self.now)
        self.clock.start()
        about = {"starts_on": self.today - HALF_A_YEAR, "ends_on": self.today + 2 * HALF_A_YEAR}
        self.result = make.result(make.term(**about))  # which no sequence of days leaves
        self.mark = make.mark(self.result, score=80)
        self.attendance = make.attendance(self.result, percent=80)
        self.mentor = make.member(Role.MENTOR, self.result.institution)
        self.told = {"new_high": False, "attendance_below": False}
        self.expected = {"new_high": 0, "attendance_below": 0}

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @property
    def today(self):
        return timezone.localdate(self.now)

    @rule(score=scores)
    def save_mark(self, score):
        self.mark.score = score
        self.mark.save()

    @rule(percent=percents)
    def report_attendance(self, percent):
        row = TermAttendance.objects.get(result=self.result)
        row.percent = percent
        row.save()
        self.attendance = row

    @rule(ago=st.sampled_from([0, 0, 1, 9, 30]), later=st.sampled_from([0, 3]))
    def have_a_word(self, ago, later):
        """One of today, or one of before that is noted late; it may have a follow-up."""
        last = Contact.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        follow_up = self.today + datetime.timedelta(days=later) if later else None
        day = self.today - datetime.timedelta(days=ago)
        word = Contact(note="A word", on=day, follow_up_on=follow_up)
        word.log(self.mentor, self.result, last)

    @rule(nights=st.sampled_from([1, 2]))
    def night(self, nights):
        """The end of a day, at which the command runs once or more."""
        self._end_of_day()
        for kind, holds in self._states().items():
            if holds and not self.told[kind]:
                self.told[kind] = True
                self.expected[kind] += 1
        for _ in range(nights):
            raise_alerts(self.result.institution, self.today)
        self.now += datetime.timedelta(days=1)

    @rule(days=st.sampled_from([1, 8]))
    def nights_are_missed(self, days):
        self._end_of_day()
        self.now += datetime.timedelta(days=days)

    @rule(ago=st.sampled_from([1, 3]))
    def make_up_for_a_missed_night(self, ago):
        """By the facts of now: what stands since that day is told, what began later is not."""
        before = {kind: Alert.objects.filter(kind=kind).count() for kind in self.told}
        raise_alerts(self.result.institution, self.today - datetime.timedelta(days=ago))
        for kind in self.told:
            if Alert.objects.filter(kind=kind).count() > before[kind]:
                assert not self.told[kind]
                assert self._states()[kind]
                self.told[kind] = True
                self.expected[kind] += 1

    def _states(self):
        low = self.mark.score < 40 or self.attendance.percent < 60
        return {"new_high": low, "attendance_below": self.attendance.percent < 75}

    def _end_of_day(self):
        for kind, holds in self._states().items():
            self.told[kind] = self.told[kind] and holds

    @invariant()
    def each_stretch_has_one_alert(self):
        for kind, count in self.expected.items():
            assert Alert.objects.filter(kind=kind).count() == count

    @invariant()
    def nobody_is_told_twice_of_a_wait_without_a_word_between(self):
        rows = list(Alert.objects.filter(kind="no_contact").order_by("pk"))
        for first, second in combinations(rows, 2):
            began = Contact.objects.filter(pk__gt=first.word, on__gte=second.since)
            assert second.since > first.raised_on or began.exists()
        for alert in rows:
            assert (alert.raised_on - alert.since).days >= NO_CONTACT_AFTER


@pytest.mark.django_db
def test_each_piece_of_evidence_has_one_alert_whatever_happens():
    run_state_machine_as_test(
        Nights,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
