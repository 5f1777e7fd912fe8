"""What the demo has in it, read in one that was made once."""

from statistics import correlation

import pytest
from django.db.models import Max
from django.utils import timezone

from students.access import visible_to
from students.models import (
    AttendanceChange,
    EngagementChange,
    Enrolment,
    Institution,
    Mark,
    MarkChange,
    Student,
    SubjectAttendance,
    Teaching,
    TermResult,
    User,
)
from students.models.recompute import mend_summaries, recomputed
from students.tests.demo.seeds import seed

pytestmark = pytest.mark.django_db

COLLEGES = "DEMO", "DEMO-2"


@pytest.fixture(scope="module")
def demo(module_database):
    """Sixty students in two colleges, the institute, and everybody's accounts."""
    seed("--students", "60")


def of_colleges():
    """The students asked for; the institute has its own."""
    return Student.objects.filter(institution__code__in=COLLEGES)


def test_what_is_stored_is_what_recomputing_gives(demo):
    moved = list(recomputed(TermResult.objects.values_list("pk", flat=True), dry_run=True))

    assert moved == [[]]
    assert [mend_summaries(one.pk, dry_run=True) for one in Institution.objects.all()] == [0, 0, 0]


def test_marks_are_what_their_components_come_to(demo):
    marks = Mark.objects.filter(component_marks__isnull=False).distinct()

    assert marks.exists()
    assert not [mark for mark in marks.prefetch_related("component_marks") if mark.combine()]


def test_the_stored_figures_are_those_of_the_plan(demo):
    code = Institution.objects.first().terms.first().code
    newest = TermResult.objects.filter(term__code=code, institution__code__in=COLLEGES)
    known = newest.filter(average__isnull=False, attendance__isnull=False)
    pairs = known.values_list("average", "attendance")

    assert newest.count() == of_colleges().count() == 60
    assert {"A+", "A", "B", "C", "D", "F"} <= set(newest.values_list("grade", flat=True))
    assert 0.08 <= newest.filter(risk="High").count() / 60 <= 0.2
    assert 0.4 <= correlation(*zip(*pairs, strict=True)) <= 0.7


def test_history_leads_step_by_step_to_what_stands(demo):
    told = {}
    for one in MarkChange.objects.order_by("at", "pk"):
        place = one.student_id, one.term_id, one.subject_id, one.component
        assert (one.old_state, one.old_score) == told.get(place, ("", None))
        told[place] = one.new_state, one.new_score
    taken = {}
    for one in AttendanceChange.objects.order_by("at", "pk"):
        place = one.student_id, one.term_id, one.subject_id
        held, attended = taken.get(place, (None, None))
        assert (one.old_held, one.old_attended) == (held, attended)
        assert (one.new_held or 0) >= (held or 0)
        assert (one.new_attended or 0) >= (attended or 0)
        taken[place] = one.new_held, one.new_attended

    for mark in Mark.objects.select_related("result"):
        place = mark.result.student_id, mark.result.term_id, mark.subject_id, ""
        assert told[place] == (mark.state, mark.score)
    for one in SubjectAttendance.objects.select_related("result"):
        place = one.result.student_id, one.result.term_id, one.subject_id
        assert taken[place] == (one.held, one.attended)
    for history in (MarkChange, AttendanceChange, EngagementChange):
        last = history.objects.aggregate(last=Max("at"))["last"]
        assert timezone.localdate(last) < timezone.localdate(), history


def test_every_student_learns_online_and_who_withdrew_had_faded(demo):
    enrolments = Enrolment.objects.prefetch_related("weeks")
    withdrawn = enrolments.filter(outcome="withdrawn")

    assert enrolments.count() == TermResult.objects.count()
    assert 1 <= withdrawn.count() <= enrolments.count() * 0.15
    for one in withdrawn:
        left_in = (one.left_on - one.result.term.starts_on).days // 7
        assert all(week.week < left_in for week in one.weeks.all())
    shares = [[one.weeks.filter(week=week).exists() for one in withdrawn] for week in (0, 12)]
    assert sum(shares[0]) > 0 == sum(shares[1])
    assert set(enrolments.values_list("outcome", flat=True)) >= {"", "passed", "withdrawn"}
    made = EngagementChange.objects.filter(kind="enrolment", old="", door="command")
    assert made.count() == enrolments.count()


def test_every_subject_of_every_class_is_taught_by_one_teacher(demo):
    place = ("term", "branch", "semester", "section")
    taken = set(Mark.objects.values_list(*(f"result__{name}" for name in place), "subject"))
    taught = list(Teaching.objects.values_list(*place, "subject"))

    assert set(taught) == taken
    assert len(set(taught)) == len(taught)


def test_marks_of_earlier_terms_are_published_and_some_of_the_newest(demo):
    newest = Institution.objects.first().terms.first()
    in_newest = Mark.objects.filter(result__term__code=newest.code)
    earlier = Mark.objects.exclude(result__term__code=newest.code)

    assert set(earlier.values_list("published", flat=True)) == {True}
    assert set(in_newest.values_list("published", flat=True)) == {True, False}
    assert not in_newest.filter(published=True, component_marks__published=False).exists()


def test_somebody_of_the_demo_can_say_who_in_two_institutions_is_one_person(demo):
    people = User.objects.get(username="groupregistrar")
    students = visible_to(people).judged_students()
    homes = students.order_by().values_list("institution__code", flat=True)

    assert set(homes) == {"DEMO", "DEMO-2", "DEMO-3"}


def test_people_of_the_demo_have_somebody_to_look_at(demo):
    faculty, class_teacher, mentor = (
        User.objects.get(username=name).staff_records.get()
        for name in ("faculty", "classteacher", "mentor")
    )

    assert faculty.teachings.exists()
    assert class_teacher.class_charges.exists()
    assert mentor.mentorships.exists()
    assert User.objects.get(username="student").student.results.count() == 3
    assert len({faculty, class_teacher, mentor}) == 3
