"""A file that looks like the wrong one raises an alarm; it is stored once somebody has looked."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from students.imports import runs
from students.imports.refusals import NotStorable
from students.models import Mark, Role
from students.tests import factories as make
from students.tests.imports.files import csv_of, imported, long

pytestmark = pytest.mark.django_db
PEOPLE = 20


def marks(scores, subject="Physics") -> bytes:
    """A wide file of so many students, one subject."""
    rows = [["roll_no", "name", "branch", "semester", subject]]
    rows += [[f"R{n}", f"Student {n}", "CSE", 4, score] for n, score in enumerate(scores)]
    return csv_of(rows)


def alarms(content: bytes) -> tuple[str, ...]:
    return runs.plan_of(runs.preview("marks", content, "file.csv")).alarms


def test_ten_changed_marks_raise_none_and_eleven_do():
    imported(marks([50] * PEOPLE))

    assert alarms(marks([51] * 10 + [50] * 10)) == ()
    assert alarms(marks([51] * 11 + [50] * 9)) == (
        "11 of the 20 marks that are in the register and in the file would change.",
    )


def test_one_in_ten_of_many_raises_none_and_one_more_does():
    imported(marks([50] * 110))

    assert alarms(marks([51] * 11 + [50] * 99)) == ()
    assert alarms(marks([51] * 12 + [50] * 98)) == (
        "12 of the 110 marks that are in the register and in the file would change.",
    )


def test_marks_that_are_only_new_change_none():
    imported(marks([""] * PEOPLE))

    assert alarms(marks([50] * PEOPLE)) == ()


def test_publishing_changes_no_mark():
    imported(marks([50] * PEOPLE))
    published = marks([50] * PEOPLE).replace(b"Physics", b"Physics,published")
    published = published.replace(b",50", b",50,yes")

    plan = runs.plan_of(runs.preview("marks", published, "file.csv"))

    assert (plan.counts["changed"], plan.alarms) == (PEOPLE, ())


def test_a_mean_may_move_by_ten_points_and_no_more():
    imported(marks([50, 50]))

    assert alarms(marks([60, 60])) == ()
    assert alarms(marks([60, "60.01"])) == (
        "The mean of Physics would move from 50.00 to 60.01, over 2 marks.",
    )


def test_the_mean_is_that_of_the_whole_term():
    imported(marks([50] * PEOPLE))

    assert alarms(marks([90])) == ()


def test_one_absent_in_five_raises_none_and_more_do():
    assert alarms(marks(["AB", 50, 50, 50, 50])) == ()
    assert alarms(marks(["AB", "AB", 50, 50, 50])) == ("2 of 5 in Physics are absent.",)


def test_absent_marks_that_are_known_raise_none():
    imported(marks(["AB", "AB", 50, 50, 50]))

    assert alarms(marks(["AB", "AB", 50, 50, 51])) == ()


def test_a_component_counts_by_what_its_mark_comes_to():
    imported(long("component,score,max,weight", "Physics,QUIZ,18,20,20", "Physics,END,72,80,80"))

    assert alarms(long("component,score", "Physics,END,40")) == (
        "The mean of Physics would move from 90.00 to 58.00, over 1 mark.",
    )


def test_nothing_is_stored_before_somebody_says_that_they_have_looked():
    imported(marks([50, 50]))
    run = runs.preview("marks", marks([70, 70]), "file.csv")

    with pytest.raises(NotStorable, match="Look at the rows"):
        runs.commit(run)
    assert set(Mark.objects.values_list("score", flat=True)) == {50}

    runs.commit(run, despite_alarms=True)
    assert set(Mark.objects.values_list("score", flat=True)) == {70}


@pytest.fixture
def wrong(tmp_path):
    """Where two marks of 50 are stored, the path of a file that says 70."""
    imported(marks([50, 50]))
    path = tmp_path / "wrong.csv"
    path.write_bytes(marks([70, 70]))
    return path


def test_a_script_is_told_and_goes_on(wrong):
    out, err = io.StringIO(), io.StringIO()

    call_command("import_marks", wrong, "--json", stdout=out, stderr=err)

    (alarm,) = json.loads(out.getvalue())["alarms"]
    assert err.getvalue() == f"Alarm: {alarm}\n"
    assert set(Mark.objects.values_list("score", flat=True)) == {70}


def test_a_script_can_ask_to_be_stopped(wrong):
    err = io.StringIO()

    with pytest.raises(CommandError, match="the alarms are listed above"):
        call_command("import_marks", wrong, "--stop-on-alarm", stderr=err)

    assert err.getvalue().startswith("Alarm: The mean of Physics")
    assert set(Mark.objects.values_list("score", flat=True)) == {50}


def test_the_page_stores_only_what_somebody_has_looked_at(client):
    imported(marks([50, 50]))
    institution = Mark.objects.first().result.institution
    client.force_login(make.member(Role.REGISTRAR, institution))
    run = runs.preview("marks", marks([70, 70]), "file.csv")
    store = reverse("admin:students_mark_process_import")
    pressed = {"run": f"{run.pk}-{run.plan_digest}"}

    page = client.get(reverse("admin:students_importrun_change", args=[run.pk])).content.decode()
    assert "The mean of Physics would move from 50.00 to 70.00, over 2 marks." in page
    assert 'name="despite_alarms"' in page

    answer = client.post(store, pressed, follow=True).content.decode()
    assert "Look at the rows, then say so." in answer
    assert set(Mark.objects.values_list("score", flat=True)) == {50}

    client.post(store, pressed | {"despite_alarms": "1"})
    assert set(Mark.objects.values_list("score", flat=True)) == {70}


def test_columns_that_would_become_subjects_beside_known_ones_raise_one():
    imported(marks([50]))

    assert alarms(marks([50], "Shoe size")) == (
        "Shoe size is no subject so far, and would become one.",
    )
    assert alarms(marks([50])) == ()


def test_the_first_subjects_of_a_register_raise_none():
    assert alarms(marks([50], "Shoe size")) == ()


def test_what_a_sheet_says_of_people_is_no_mark():
    imported(
        csv_of(
            [
                ["roll_no", "name", "branch", "semester", "Age", "Year", "Physics"],
                ["R1", "Asha", "CSE", 4, 19, 20, 55],
            ]
        )
    )

    assert list(Mark.objects.values_list("subject__title", flat=True)) == ["Physics"]
