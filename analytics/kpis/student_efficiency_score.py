"""Student Efficiency Score: attendance, tests and submissions of a student in one number.

student: (w1 × attendance + w2 × average + w3 × work handed in of work due) / (w1 + w2 + w3)
place: sum of the students' scores / students who have one

All three are percents, so the score lies between 0 and 100. A part that an institution does not
keep is given the weight 0; a student of whom a part with a weight is unknown has no score: what is
missing is not taken for nothing. Usual weights 40, 40, 20. Source: the customer's second paper
("weighted blend of attendance, tests, submissions"); the weights are a convention.
"""

from django.utils.translation import gettext_lazy as _

from analytics.kpis.kpi import MEAN_MARKS, MEAN_PERCENT, POINTS, Cells, Kpi, Part, Weight
from analytics.kpis.students import means
from analytics.kpis.weighing import blended, numbers_of
from analytics.metrics.learners import Learner
from analytics.metrics.office_facts import OfficeFacts
from analytics.precincts import LEARNING

SLUG = "student_efficiency_score"
ATTENDANCE, TESTS, SUBMISSIONS = "attendance", "tests", "submissions"
WEIGHTS = (
    Weight(ATTENDANCE, _("Attendance"), "40"),
    Weight(TESTS, _("Tests"), "40"),
    Weight(SUBMISSIONS, _("Submissions"), "20"),
)


def parts_of(one: Learner) -> dict[str, int | None]:
    """The percents of one student."""
    return {ATTENDANCE: one.attendance, TESTS: one.average, SUBMISSIONS: one.submissions}


def cells(facts: OfficeFacts) -> Cells:
    """By cell, of the students who have a score."""

    def score(one: Learner) -> int | None:
        return blended(parts_of(one), numbers_of(facts, SLUG, WEIGHTS, one.cell.institution))

    return means(facts.learners, score, parts_of)


KPI = Kpi(
    slug=SLUG,
    title=_("Student Efficiency Score"),
    why=_(
        "Marks alone come too late and attendance alone says little: together with the work handed"
        " in they tell who makes something of the course."
    ),
    unit=POINTS,
    of=frozenset({LEARNING}),
    counted=_("students with all parts known"),
    formula=_(
        "(attendance × its weight + average × its weight + share of work handed in × its weight)"
        " ÷ sum of the weights; the mean of the students"
    ),
    nobody=_(
        "Of no student all parts are known. A part that is not kept here can be given the weight 0."
    ),
    cells=cells,
    parts=(
        Part(ATTENDANCE, _("Attendance"), MEAN_PERCENT),
        Part(TESTS, _("Tests"), MEAN_MARKS),
        Part(SUBMISSIONS, _("Submissions"), MEAN_PERCENT),
    ),
    weights=WEIGHTS,
)
