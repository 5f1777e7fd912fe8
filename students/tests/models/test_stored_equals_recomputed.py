"""After any sequence of operations all that is stored is what a fresh derivation gives."""

import contextlib
import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from students.imports import runs
from students.imports.refusals import UndoRefused
from students.models import (
    ClassSession,
    Component,
    ComponentMark,
    ImportRun,
    Mark,
    PolicyVersion,
    SessionPresence,
    SubjectAttendance,
    TermAttendance,
    TermResult,
)
from students.models.recompute import mend_summaries, recomputed
from students.rules import grading, risk
from students.rules.presence import PRESENCES, Tally, tally
from students.tests import factories as make
from students.tests.grids.classes import class_subject, typed
from students.tests.rules import strategies

TITLES = ("Mathematics", "Physics", "English")
titles = st.sampled_from(TITLES)
days = st.integers(0, 2)


class Register(RuleBasedStateMachine):
    """A class of three whose marks, attendance, place and policy are changed in any order."""

    results = Bundle("results")

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.term = make.term()
        self.subjects = {title: make.subject(self.term.institution, title) for title in TITLES}

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize(target=results)
    def first_student(self):
        return make.result(self.term).pk

    @rule(target=results, branch=st.sampled_from(["CSE", "IT"]))
    def add_student(self, branch):
        return make.result(self.term, branch_code=branch).pk

    @rule(pk=results, title=titles, typed=strategies.marks)
    def save_mark(self, pk, title, typed):
        mark = self._mark(pk, title) or Mark(result_id=pk, subject=self.subjects[title])
        mark.state = typed.state
        mark.score = None if typed.score is None else Decimal(typed.score).scaleb(-2)
        mark.max_score = Decimal(typed.max_score).scaleb(-2)
        mark.save()

    @rule(pk=results, title=titles)
    def delete_mark(self, pk, title):
        mark = self._mark(pk, title)
        if mark and not mark.has_components:
            mark.delete()

    @rule(pk=results, title=titles, score=st.integers(0, 2000))
    def save_component(self, pk, title, score):
        mark = self._mark(pk, title)
        if mark is None:
            return
        component, _ = Component.objects.get_or_create(
            subject=mark.subject,
            term=self.term,
            code_key="QUIZ",
            defaults={"kind": "quiz", "code": "Quiz", "max_score": 20, "weight": 40},
        )
        known = mark.component_marks.first()
        part = known or ComponentMark(mark=mark, component=component)
        part.score = Decimal(score).scaleb(-2)
        part.save()

    @rule(pk=results, title=titles, text=st.sampled_from(["55.5", "AB", "WH", "EX", "", "200"]))
    def type_into_the_grid(self, pk, title, text):
        result = TermResult.objects.get(pk=pk)
        typed(class_subject(result, title), {result: text})

    @rule(pk=results, percent=st.integers(0, 10000))
    def report_attendance(self, pk, percent):
        known = TermAttendance.objects.filter(result=pk).first()
        attendance = known or TermAttendance(result_id=pk)
        attendance.percent = Decimal(percent).scaleb(-2)
        attendance.save()

    @rule(pk=results, title=titles, held=st.integers(0, 60), missed=st.integers(0, 60))
    def keep_register(self, pk, title, held, missed):
        rows = SubjectAttendance.objects.filter(result=pk, subject=self.subjects[title])
        register = rows.first() or SubjectAttendance(result_id=pk, subject=self.subjects[title])
        register.held, register.attended = held, max(0, held - missed)
        if register.by_session:
            with pytest.raises(ValidationError):
                register.save()
        else:
            register.save()

    @rule(pk=results, title=titles, day=days, state=st.sampled_from(PRESENCES))
    def take_attendance(self, pk, title, day, state):
        result = TermResult.objects.get(pk=pk)
        where = {name: getattr(result, name) for name in ("term", "branch", "semester", "section")}
        on = datetime.date(2026, 8, 1 + day)
        session, _ = ClassSession.objects.get_or_create(
            subject=self.subjects[title], on=on, period=1, **where
        )
        known = SessionPresence.objects.filter(session=session, result=pk).first()
        presence = known or SessionPresence(session=session, result=result)
        presence.state = state
        presence.save()

    @rule(day=days, held=st.booleans())
    def cancel_classes(self, day, held):
        for session in ClassSession.objects.filter(on=datetime.date(2026, 8, 1 + day)):
            session.held = held
            session.save()

    @rule(day=days)
    def remove_classes(self, day):
        for session in ClassSession.objects.filter(on=datetime.date(2026, 8, 1 + day)):
            session.delete()

    @rule(pk=results)
    def forget_attendance(self, pk):
        for attendance in TermAttendance.objects.filter(result=pk):
            attendance.delete()

    @rule(pk=results, section=st.sampled_from(["", "A", "b"]), withdrawn=st.booleans())
    def move(self, pk, section, withdrawn):
        result = TermResult.objects.get(pk=pk)
        result.section = section
        result.status = "withdrawn" if withdrawn else "active"
        result.save()

    @rule(policy=strategies.policies, pks=st.lists(results, min_size=1, max_size=3, unique=True))
    def rebind(self, policy, pks):
        number = PolicyVersion.objects.filter(institution=self.term.institution).count() + 1
        version = make.policy_version(self.term.institution, policy.definition(), number)
        list(recomputed(pks, rebind=version))

    @rule(
        roll_no=st.sampled_from(["N1", "N2"]),
        cells=st.lists(
            st.sampled_from(["", "0", "39.99", "40", "88.5", "AB", "-"]), min_size=3, max_size=3
        ),
        percent=st.sampled_from(["", "59.99", "75", "100"]),
    )
    def import_file(self, roll_no, cells, percent):
        header = ["roll_no", "name", "branch", "semester", *TITLES, "attendance"]
        row = [roll_no, "Asha", "CSE", "4", *cells, percent]
        content = f"{','.join(header)}\n{','.join(row)}\n".encode()
        runs.run_at_once("marks", content, "marks.csv", institution=self.term.institution)

    @rule()
    def undo_import(self):
        stored = ImportRun.objects.filter(state="stored").exclude(kind="undo")
        if stored:
            with contextlib.suppress(UndoRefused):
                runs.undo(stored[0])

    @rule()
    def recompute(self):
        ids = list(TermResult.objects.values_list("pk", flat=True))
        assert [one for chunk in recomputed(ids) for one in chunk] == []

    @invariant()
    def results_are_what_the_rules_say(self):
        for result in TermResult.objects.select_related("policy_version"):
            policy = result.policy_version.policy
            figures = grading.result_figures(policy, [_fact(mark) for mark in result.marks.all()])
            stored = {name: getattr(result, name) for name in figures.__dataclass_fields__}
            assert grading.ResultFigures(**stored) == figures
            attendance = _attendance(result)
            assert result.exact_attendance == attendance
            judged = risk.risk(policy, figures.mark_sum, figures.mark_count, attendance)
            assert (result.risk, result.risk_bits) == (judged.level, judged.bits)

    @invariant()
    def registers_are_what_their_classes_come_to(self):
        for row in SubjectAttendance.objects.all():
            taken = SessionPresence.objects.filter(
                result=row.result_id, session__subject=row.subject_id, session__held=True
            )
            counted = tally(list(taken.values_list("state", flat=True)))
            assert row.by_session == (counted is not None)
            if counted:
                assert Tally(row.held, row.attended, row.excused) == counted

    @invariant()
    def summaries_are_the_full_aggregate(self):
        assert mend_summaries(self.term.institution_id, dry_run=True) == 0

    def _mark(self, pk, title):
        return Mark.objects.filter(result=pk, subject=self.subjects[title]).first()


def _fact(mark):
    score = mark.score and int(mark.score.scaleb(2))
    percent = grading.mark_percent(mark.state, score, int(mark.max_score.scaleb(2)))
    return grading.MarkFact(mark.state, percent)


def _attendance(result):
    """Registers by subject first, then the term's counts, then the reported percent."""
    registers = [row for row in result.subject_attendances.all() if row.held]
    if registers:
        attended = sum(row.attended for row in registers)
        return risk.Attendance(attended, sum(row.held for row in registers))
    term = TermAttendance.objects.filter(result=result).first()
    if term is None:
        return None
    if term.percent is not None:
        return risk.reported_attendance(term.percent)
    return risk.attendance_of(term.held, term.attended)


@pytest.mark.django_db
def test_stored_equals_recomputed_after_any_sequence():
    run_state_machine_as_test(
        Register,
        settings=settings(
            max_examples=8,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
