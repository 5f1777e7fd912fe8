"""Who has a mark or a register in a subject is enrolled in it, and no longer than that."""

import pytest
from django.db.models import F

from students.imports import runs
from students.models import Enrolment, SubjectAttendance, Term, TermResult
from students.models.taken_subjects import enrol_takers, implied
from students.tests import factories as make
from students.tests.imports.files import imported, paper_csv, register

pytestmark = pytest.mark.django_db


def enrolled():
    return enrol_takers(Term.objects.all())


def pairs():
    found = Enrolment.objects.values_list("result", "subject__code")
    return sorted(found)


@pytest.fixture
def one():
    return make.result(make.term())


def test_a_mark_or_a_register_makes_one_enrolment_and_an_exemption_none(one):
    make.mark(one)
    make.mark(one, "Physics", score=None, state="exempt")
    for title in ("Mathematics", "Chemistry"):
        subject = make.subject(one.institution, title)
        SubjectAttendance.objects.create(result=one, subject=subject, held=9, attended=8)
    assert enrolled() == 2
    assert pairs() == [(one.pk, "CHEMISTRY"), (one.pk, "MATHEMATICS")]
    assert enrolled() == 0


def test_only_the_terms_asked_for_are_looked_at(one):
    make.mark(one)
    later = make.result(make.term(one.institution, "2027-ODD", 2027), one.student)
    make.mark(later)
    assert enrol_takers(Term.objects.filter(pk=later.term_id)) == 1
    assert [result for result, _ in pairs()] == [later.pk]


def test_an_enrolment_that_somebody_made_stays_as_it_is(one):
    said = make.enrolment(one, outcome="withdrawn")
    bare = make.enrolment(one, "Physics")
    make.mark(one)
    assert enrolled() == 0
    said.refresh_from_db()
    assert said.outcome == "withdrawn"
    assert Enrolment.objects.filter(pk=bare.pk).exists()  # told of, though it says nothing


def test_an_enrolment_goes_with_the_mark_that_made_it(one):
    mark = make.mark(one)
    enrolled()
    mark.delete()
    assert enrolled() == 0
    assert pairs() == []


def test_an_enrolment_on_which_something_hangs_stays(one):
    mark = make.mark(one)
    enrolled()
    make.week(Enrolment.objects.get())
    mark.delete()
    enrolled()
    assert len(pairs()) == 1
    assert not implied(Enrolment.objects.all()).exists()


def test_an_import_is_taken_back_whole_though_its_students_were_enrolled_meanwhile():
    make.term()
    before = register()
    run = imported(paper_csv()).run
    assert enrolled() == 50
    runs.undo(run)
    assert register() == before
    assert not TermResult.objects.exists()
    assert not Enrolment.objects.exists()


def test_the_number_of_queries_depends_on_no_number_of_students(django_assert_num_queries):
    make.paper_ten(make.term())
    with django_assert_num_queries(9):
        assert enrolled() == 50
    with django_assert_num_queries(3):
        assert enrolled() == 0
    wrong = Enrolment.objects.exclude(subject__institution=F("result__institution"))
    assert not wrong.exists()
