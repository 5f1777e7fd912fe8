"""Every look at a record is written down, and its student sees it."""

import datetime
import threading

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone

from students import spools, trails
from students.models import ListExport, RecordView, Role
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_file(settings, tmp_path):
    settings.TRAIL_DIR = tmp_path


@pytest.fixture
def term():
    return make.term()


@pytest.fixture
def asha(term):
    student = make.student(term.institution, "A1", "Asha Verma")
    make.mark(make.result(term, student), score=71)
    return student


@pytest.fixture
def registrar(term, client):
    user = make.member(Role.REGISTRAR, term.institution, "kaur")
    user.first_name, user.last_name = "Sahana", "Kaur"
    user.save()
    client.force_login(user)
    return user


def looks():
    assert trails.gather()
    rows = RecordView.objects.order_by("student_id", "what")
    return [(row.student_id, row.viewer_id, row.what, row.times) for row in rows]


def own_page(client, asha):
    asha.user = make.member(Role.STUDENT, asha.institution)
    asha.save()
    client.force_login(asha.user)
    return client.get("/me/").content.decode()


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/students/{}/", "page"),
        ("/api/v1/students/{}/", "api"),
        ("/api/v1/students/", "api"),
        ("/students.csv", "export"),
        ("/admin/students/student/{}/change/", "admin"),
    ],
)
def test_each_way_to_a_record_is_written_down(client, registrar, asha, path, what):
    answer = client.get(path.format(asha.pk))

    assert answer.status_code == 200
    assert looks() == [(asha.pk, registrar.pk, what, 1)]


def test_the_page_of_a_term_and_an_export_in_the_administration_count_too(client, registrar, asha):
    client.get(f"/admin/students/termresult/{asha.results.get().pk}/change/")
    client.post("/admin/students/mark/export/", {"format": "0"})

    assert looks() == [(asha.pk, registrar.pk, "admin", 1), (asha.pk, registrar.pk, "export", 1)]


def test_looks_of_one_day_are_counted_and_another_day_is_another_row(client, registrar, asha):
    client.get(f"/students/{asha.pk}/")
    client.get(f"/students/{asha.pk}/")
    looks()
    client.get(f"/students/{asha.pk}/")
    assert looks() == [(asha.pk, registrar.pk, "page", 3)]

    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        client.force_login(registrar)
        client.get(f"/students/{asha.pk}/")
        assert RecordView.objects.count() == 1
        assert [look[-1] for look in looks()] == [3, 1]


def test_the_student_sees_who_and_in_which_role(client, registrar, asha):
    client.get(f"/students/{asha.pk}/")
    client.get(f"/students/{asha.pk}/")

    page = own_page(client, asha)

    assert "Who looked at your record" in page
    assert "Sahana Kaur" in page
    assert "Registrar" in page
    assert "2 times" in page


def test_another_students_trail_and_ones_own_visits_are_not_shown(client, registrar, asha, term):
    other = make.student(term.institution, "B1")
    make.result(term, other)
    client.get(f"/students/{other.pk}/")

    page = own_page(client, asha)
    client.get("/me/")

    assert "Who looked" not in page
    assert {row.student_id for row in RecordView.objects.all()} == {other.pk}


def test_a_record_that_was_refused_leaves_no_trail(client, asha):
    client.force_login(make.member(Role.REGISTRAR, make.institution("NEXT")))

    assert client.get(f"/students/{asha.pk}/").status_code == 404
    assert looks() == []


def test_a_list_taken_along_is_one_row_with_its_scope(client, registrar, asha, term):
    make.result(term, make.student(term.institution, "B1"), "IT")
    client.get("/students.csv?branch=CSE")
    looks()

    export = ListExport.objects.get()
    assert (export.viewer_id, export.role, export.students) == (registrar.pk, "registrar", 1)
    assert "branch=CSE" in export.scope


def test_a_page_is_shown_though_the_database_is_being_written(client, registrar, asha, monkeypatch):
    def locked(lines):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(trails, "_store", locked)
        patched.setattr(trails, "MANY", 0)
        assert client.get(f"/students/{asha.pk}/").status_code == 200
        assert not trails.gather()

    assert looks() == [(asha.pk, registrar.pk, "page", 1)]


def test_nobody_who_looks_waits_for_whoever_gathers(registrar, asha, monkeypatch):
    sight = trails.Sight(user_id=registrar.pk)
    trails.note_looked(sight, "page", [asha.pk])
    looking, store = [], trails._store

    def slowly(lines):
        view = threading.Thread(target=trails.note_looked, args=(sight, "api", [asha.pk]))
        view.start()
        view.join(5)
        looking.append(view.is_alive())
        assert not trails.gather()
        store(lines)

    with monkeypatch.context() as patched:
        patched.setattr(trails, "_store", slowly)
        assert trails.gather()

    assert looking == [False]
    assert [look[2:] for look in looks()] == [("api", 1), ("page", 1)]


def test_of_many_who_look_while_the_database_is_being_written_one_tries(
    registrar, asha, monkeypatch
):
    sight, tries = trails.Sight(user_id=registrar.pk), []

    def locked(lines):
        tries.append(len(lines))
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(trails, "_store", locked)
        patched.setattr(trails, "MANY", 0)
        for _ in range(6):
            trails.note_looked(sight, "page", [asha.pk])
        assert tries == [1]
        patched.setattr(trails, "PAUSE", -1)
        trails.note_looked(sight, "page", [asha.pk])
        assert tries == [1, 1]

    assert looks() == [(asha.pk, registrar.pk, "page", 7)]


def test_a_line_cut_short_by_a_crash_costs_only_itself(client, registrar, asha, caplog):
    spools.spool().write_text('\n{"at": "2026-')
    client.get(f"/students/{asha.pk}/")

    assert looks() == [(asha.pk, registrar.pk, "page", 1)]
    assert "is broken" in caplog.text


def test_thousands_are_gathered_in_few_queries(registrar, term, django_assert_max_num_queries):
    sight = trails.Sight(user_id=registrar.pk)
    trails.note_looked(sight, "export", range(1, 3001), "students.csv")
    with django_assert_max_num_queries(30):
        trails.gather()
    trails.note_looked(sight, "export", range(1, 3001), "students.csv")

    with django_assert_max_num_queries(30):
        trails.gather()

    assert set(RecordView.objects.values_list("times", flat=True)) == {2}


def test_how_many_entries_are_shown_is_said_of_one_and_of_several(client, registrar, asha):
    client.get(f"/students/{asha.pk}/")
    assert "The last entry;" in own_page(client, asha)

    client.force_login(registrar)
    client.get(f"/api/v1/students/{asha.pk}/")
    assert "The last 2 entries;" in own_page(client, asha)
