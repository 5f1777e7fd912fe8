"""What a demo comes to by the rules, without a database."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from statistics import correlation

from students.demo.classes import TermRecord, students_of
from students.demo.plans import plan_of
from students.rules.grading import MarkFact, mark_percent, result_figures
from students.rules.policy import PAPER_POLICY
from students.rules.risk import attendance_of, reported_attendance, risk

DAY = datetime.date(2026, 11, 22)


@dataclass
class Figures:
    """The newest term of a demo."""

    students: int = 0
    grades: Counter = field(default_factory=Counter)
    risks: Counter = field(default_factory=Counter)
    states: Counter = field(default_factory=Counter)
    pairs: list = field(default_factory=list)

    def share_of_states(self, *states):
        return sum(self.states[state] for state in states) / self.states.total()

    @property
    def high_share(self):
        return self.risks["High"] / self.students

    @property
    def correlation(self):
        return correlation(*zip(*self.pairs, strict=True))


def figures(students, seed=1):
    """The figures of a demo of this size."""
    plan, found = plan_of(students, seed, DAY), Figures()
    for institution in plan.institutions:
        for group in institution.classes:
            for student in students_of(plan, institution, group):
                add(found, student.records[0])
    return found


def add(found: Figures, record: TermRecord):
    facts = [
        MarkFact(mark.state, mark_percent(mark.state, mark.score, mark.max_score))
        for mark in record.marks
    ]
    result, attendance = result_figures(PAPER_POLICY, facts), attendance_in(record)
    level = risk(PAPER_POLICY, result.mark_sum, result.mark_count, attendance).level
    found.students += 1
    found.grades[result.grade] += 1
    found.risks[level] += 1
    found.states.update(mark.state for mark in record.marks)
    if result.average is not None and attendance is not None:
        found.pairs.append((result.average, attendance.percent))


def attendance_in(record: TermRecord):
    if record.percent is not None:
        return reported_attendance(f"{record.percent / 100:.2f}")
    counted = [*record.registers, *filter(None, [record.total])]
    return attendance_of(sum(one.held for one in counted), sum(one.attended for one in counted))
