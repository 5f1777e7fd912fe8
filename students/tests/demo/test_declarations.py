"""The demo's past terms are declared as its registrar would have left them."""

import datetime

import pytest

from students.models import Declaration, DeclaredResult, Institution, MarkChange, User
from students.models.copies import differences
from students.models.declaring import declared_lines
from students.models.sheets import Cohort, sheet_rows
from students.tests.demo.seeds import seed

pytestmark = pytest.mark.django_db

OPTIONS = ("--students", "60", "--date", "2026-11-22")


@pytest.fixture(scope="module")
def demo(module_database):
    seed(*OPTIONS)


def newest(institution):
    found = Declaration.objects.newest().filter(institution=institution).select_related("branch")
    return {Cohort(one.term, one.branch, one.semester): one for one in found}


def test_every_class_of_every_past_term_is_declared_and_published(demo):
    for place in Institution.objects.all():
        current, *past = place.terms.all()
        taken = {
            (one.term_id, one.branch_id, one.semester)
            for one in place.results.filter(term__in=past)
        }
        declared = Declaration.objects.filter(institution=place)

        assert {(one.term_id, one.branch_id, one.semester) for one in declared} == taken
        assert not current.declarations.exists()
        assert all(one.is_published for one in newest(place).values())


def test_what_is_declared_is_what_the_marks_come_to(demo):
    for place in Institution.objects.all():
        for cohort, declaration in newest(place).items():
            rows = sheet_rows(cohort.results())
            assert differences(rows, declared_lines(declaration)) == {}
    assert not any(one.marks_changed for one in Declaration.objects.newest().with_changes())


def test_one_class_is_revised_with_its_reason_by_the_registrar(demo):
    registrar = User.objects.get(username="registrar")

    assert set(Declaration.objects.values_list("user_id", flat=True)) == {registrar.pk}
    (revision,) = Declaration.objects.filter(number=2)
    first = Declaration.objects.get(term=revision.term, branch=revision.branch, number=1)
    assert revision.reason == "Revaluation of one answer book"
    was, now = declared_lines(first), declared_lines(revision)
    moved = [pk for pk in now if now[pk].papers != was[pk].papers]
    assert len(moved) == 1
    assert now[moved[0]].backlog_count == was[moved[0]].backlog_count - 1
    end = datetime.datetime.combine(revision.term.ends_on, datetime.time(), datetime.UTC)
    of_term = MarkChange.objects.filter(term_id=revision.term_id, component="")
    (change,) = of_term.filter(old_state="present")
    assert end < first.at < change.at < revision.at < revision.publication.at


def test_the_sheets_have_something_of_everything(demo):
    lines = list(DeclaredResult.objects.all())

    assert {"pass", "fail"} < {line.verdict for line in lines}
    assert {"First class", "Second class"} < {line.class_title for line in lines}
    assert any(paper["grace"] for line in lines for paper in line.papers)
    assert any(line.promoted is False for line in lines) or any(line.backlogs for line in lines)
