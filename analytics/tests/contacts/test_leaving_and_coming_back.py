"""After any sequence of changes, words and days the list is what the rules say of what was seen."""

import datetime
from unittest import mock

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from analytics.metrics.spells import note_spells
from analytics.metrics.worklists import waiting
from analytics.models import Contact, RiskSpell
from students.models import Mark, Role, SubjectAttendance, TermAttendance, TermResult
from students.rules.evidence import Evidence, news
from students.rules.spells import spells
from students.tests import factories as make

scores = st.sampled_from([24, 25, 26, 30, 31, 39, 40, 50, 55, None, 80])
percents = st.sampled_from([50, 54, 55, 56, 60, 65, 70, 75])


class OneStudent(RuleBasedStateMachine):
    """A student of two subjects and the words with them; the days go by."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now = timezone.now()
        self.clock = mock.patch("django.utils.timezone.now", side_effect=lambda: self.now)
        self.clock.start()
        self.result = make.result(make.running_term())
        self.mentor = make.member(Role.MENTOR, self.result.institution)
        self.words, self.days = [], {}
        make.mark(self.result, "Mathematics", 30)
        make.attendance(self.result, percent=70)

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @property
    def today(self):
        return timezone.localdate(self.now)

    @property
    def evidence(self):
        one = TermResult.objects.get(pk=self.result.pk)
        return Evidence(one.risk_bits, one.average, one.attendance)

    @rule(title=st.sampled_from(["Mathematics", "Mathematics", "Physics"]), score=scores)
    def save_mark(self, title, score):
        known = self.result.marks.filter(subject__title=title).first()
        subject = make.subject(self.result.institution, title)
        mark = known or Mark(result=self.result, subject=subject)
        mark.state = "withheld" if score == 55 else "present" if score else "pending"
        mark.score = score if mark.state == "present" else None
        mark.save()

    @rule(percent=percents)
    def report_attendance(self, percent):
        known = TermAttendance.objects.filter(result=self.result).first()
        row = known or TermAttendance(result=self.result)
        row.percent = percent
        row.save()

    @rule(attended=percents)
    def keep_a_register(self, attended):
        subject = make.subject(self.result.institution)
        known = SubjectAttendance.objects.filter(result=self.result).first()
        row = known or SubjectAttendance(result=self.result, subject=subject)
        row.held, row.attended = 100, attended
        row.save()

    @rule(model=st.sampled_from([Mark, SubjectAttendance, TermAttendance]))
    def delete_a_fact(self, model):
        if row := model.objects.filter(result=self.result).last():
            row.delete()

    @rule(days=st.sampled_from([1, 1, 4]))
    def days_go_by(self, days):
        self.now += datetime.timedelta(days=days)

    @rule(ago=st.sampled_from([0, 0, 0, 2]), ahead=st.sampled_from([None, 1, 4]))
    def have_a_word(self, ago, ahead):
        on = self.today - datetime.timedelta(days=ago)
        follow_up = ahead and on + datetime.timedelta(days=ahead)
        word = Contact(note="A word", on=on, follow_up_on=follow_up)
        word.log(self.mentor, self.result, self.words[-1][0].pk if self.words else 0)
        self.words.append((word, self.evidence))

    @precondition(lambda self: self.words)
    @rule()
    def take_it_back(self):
        self.words.pop()[0].remove()

    @precondition(lambda self: self.words and self._is_open(self.words[-1][0]))
    @rule()
    def end_the_follow_up(self):
        self.words[-1][0].close(self.mentor)
        self.words[-1][0].refresh_from_db()

    @invariant()
    def the_list_and_the_noted_days_are_what_the_rules_say(self):
        self.days[self.today] = self.evidence.bits
        results = TermResult.objects.filter(pk=self.result.pk)
        assert note_spells(results)

        assert waiting(results, self.today).exists() == self._should_wait()
        if self.evidence.bits:
            assert RiskSpell.objects.get().spells == spells(list(self.days.items()))

    def _should_wait(self):
        if not self.evidence.bits:
            return False
        if not self.words:
            return True
        word, then = self.words[-1]
        due = self._is_open(word) and word.follow_up_on <= self.today
        since = spells(list(self.days.items()))
        return due or bool(news(then, word.on, self.evidence, since))

    def _is_open(self, word):
        return word.follow_up_on is not None and word.closed_at is None


@pytest.mark.django_db
def test_the_list_after_any_sequence_of_changes_words_and_days():
    run_state_machine_as_test(
        OneStudent,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
