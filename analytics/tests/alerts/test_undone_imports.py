"""An import that is taken back and mended tells nobody again what they were told."""

import pytest

from analytics.alerts.rows import rows_of
from analytics.models import Alert, AlertSeen
from analytics.tests.alerts.conftest import ago, at, kinds
from students.imports import runs
from students.models import TermResult
from students.models.removal import remove_student
from students.tests import factories as make
from students.tests.imports.files import imported, wide

pytestmark = pytest.mark.django_db

FILE = wide("Mathematics", "20")


@pytest.fixture
def place():
    """A college that knew the student before any mark came."""
    term = make.running_term()
    make.branch(term.institution, "CSE")
    make.student(term.institution, "CSE2101", "Aarav Sharma")
    return term.institution


def test_what_was_told_is_not_told_again_when_the_import_is_undone_and_made_anew(place, night):
    with at(2):
        run = imported(FILE).run
    assert kinds(night(place, 1)) == ["new_high"]
    alert = Alert.objects.get()
    AlertSeen.objects.create(alert=alert, user=make.user("reader"))

    runs.undo(run)
    assert not TermResult.objects.exists()
    imported(FILE)

    assert kinds(night(place)) == []
    alert.refresh_from_db()
    assert alert.result == TermResult.objects.get()
    assert alert.ticks.count() == 1
    assert rows_of(Alert.objects.all())[0].since


def test_of_a_day_without_the_result_the_new_one_tells_anew(place, night):
    with at(9):
        run = imported(FILE).run
    night(place, 8)
    with at(6):
        runs.undo(run)
    with at(3):
        imported(FILE)

    assert kinds(night(place)) == ["new_high"]
    assert sorted(Alert.objects.values_list("since", flat=True)) == [ago(9), ago(3)]


def test_the_alerts_of_a_student_go_with_the_student(place, night):
    imported(FILE)
    night(place)

    remove_student(place.students.get())

    assert not Alert.objects.exists()
