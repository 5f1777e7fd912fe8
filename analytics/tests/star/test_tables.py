"""The tables of the star: stable names, everybody's own rows, the figures of the pages."""

import csv
import datetime
import importlib.util
import io
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from analytics.kpis import KPIS
from analytics.models import KpiSnapshot
from analytics.star.catalogue import TABLES
from analytics.star.key_figures import value_words
from students.models import (
    Channel,
    FeeDue,
    Membership,
    Payment,
    RecordView,
    TermResult,
    TrainerRating,
)
from students.tests import factories
from students.tests.kept_worlds import kept
from students.trails import gather

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def ten(db):
    term = factories.term()
    factories.paper_ten(term)
    other = factories.term(factories.institution("OTHER"), code="2026-ODD")
    factories.mark(factories.result(other, factories.student(other.institution, "X1")), score=50)
    return term


def rows(client, name, **params):
    answer = client.get(f"/api/v1/tables/{name}/", params)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def signed_in(client, role, term, **how):
    client.force_login(factories.member(role, term.institution, **how))
    return client


def owed(term):
    student = term.results.first().student
    due = {"due_on": datetime.date(2026, 8, 1), "amount": Decimal("12500.50")}
    FeeDue.objects.create(student=student, code="1", **due)
    paid = {"paid_on": datetime.date(2026, 8, 2), "amount": Decimal("12000.05")}
    Payment.objects.create(institution=term.institution, student=student, receipt="R1", **paid)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_begins_with_its_number_and_has_each_column_once(name):
    table = TABLES[name]
    names = [column.name for column in table.columns]
    assert table.says.endswith(".")
    assert names[0].endswith("_id")
    assert len(names) == len(set(names))
    assert not table.students or table.students in names


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_read_by_somebody_who_may_in_few_queries(
    name, ten, client, django_assert_max_num_queries
):
    owed(ten)
    readers = {"fact_due": "accountant", "fact_payment": "accountant", "fact_rating": "principal"}
    signed_in(client, readers.get(name, "registrar"), ten)
    with django_assert_max_num_queries(12):
        found = rows(client, name)
    assert all(None not in row for row in found)


def test_results_have_the_figures_of_the_register_to_the_last_place(ten, client):
    signed_in(client, "principal", ten)
    found = {row["result_id"]: row for row in rows(client, "fact_result")}
    assert len(found) == 10
    for result in TermResult.objects.filter(term=ten):
        row = found[str(result.pk)]
        assert Decimal(row["average"]) * 10**10 == result.average
        assert (row["grade"], row["risk"]) == (result.grade, result.risk)


def test_scores_have_their_two_places(ten, client):
    signed_in(client, "principal", ten)
    assert {"60.00", "100.00"} >= {row["max_score"] for row in rows(client, "fact_mark")}
    assert all(len(row["score"].partition(".")[2]) == 2 for row in rows(client, "fact_mark"))


def test_an_accountant_has_fees_and_who_owes_them_and_no_mark(ten, client):
    owed(ten)
    signed_in(client, "accountant", ten)
    (due,) = rows(client, "fact_due")
    assert (due["amount"], due["due_on"]) == ("12500.50", "2026-08-01")
    assert rows(client, "fact_payment")[0]["amount"] == "12000.05"
    assert len(rows(client, "dim_student")) == 10
    for name in ("fact_mark", "fact_result", "fact_attendance", "fact_rating", "fact_post"):
        assert client.get(f"/api/v1/tables/{name}/").status_code == 403
    named = {one["name"] for one in client.get("/api/v1/tables/").json()["results"]}
    assert {"fact_due", "fact_payment", "dim_student"} <= named
    assert "fact_mark" not in named


def test_a_manager_has_no_students(ten, client):
    signed_in(client, "manager", ten)
    assert rows(client, "dim_term")[0]["code"] == ten.code
    for name in ("dim_student", "fact_result", "fact_mark", "fact_due", "fact_payment"):
        assert client.get(f"/api/v1/tables/{name}/").status_code == 403


@pytest.mark.parametrize("role", ["manager", "registrar", "faculty", "head"])
def test_single_answers_about_trainers_are_told_to_a_principal_alone(ten, client, role):
    own, far = (
        factories.staff(ten.institution, "Own"),
        factories.staff(factories.institution("FAR"), "Far"),
    )
    for staff in (own, far):
        TrainerRating.objects.create(staff=staff, response_key="K1", score=2)
    branch = factories.branch(ten.institution) if role == "head" else None
    person = factories.member(role, ten.institution, branch=branch)
    own.user = far.user = person
    own.save()
    far.save()
    client.force_login(person)
    assert client.get("/api/v1/tables/fact_rating/").status_code == 403
    assert "fact_rating" not in str(client.get("/api/v1/tables/").json())
    Membership.objects.create(user=person, role="principal", institution=ten.institution)
    Membership.objects.create(user=person, role="faculty", institution=far.institution)
    assert [row["staff_id"] for row in rows(client, "fact_rating")] == [str(own.pk)]


def test_a_student_has_no_table(ten, client):
    student = ten.results.first().student
    student.user = factories.member("student", ten.institution)
    student.save()
    client.force_login(student.user)
    assert client.get("/api/v1/tables/").status_code == 403
    assert client.get("/api/v1/tables/dim_term/").status_code == 403


def test_rows_of_another_institution_are_never_among_them(ten, client):
    signed_in(client, "registrar", ten)
    assert "X1" not in {row["roll_no"] for row in rows(client, "dim_student")}
    assert client.get("/api/v1/tables/dim_student/?institution=OTHER").status_code == 404
    assert len(rows(client, "dim_student", institution="MAIN")) == 10
    assert client.get("/api/v1/tables/nothing/").status_code == 404


def test_staff_are_told_only_where_the_role_is_held_that_tells_of_them(ten, client):
    other = factories.institution("THIRD")
    factories.staff(ten.institution, "Here")
    factories.staff(other, "There")
    person = factories.member("registrar", ten.institution)
    Membership.objects.create(user=person, role="accountant", institution=other)
    client.force_login(person)
    assert {row["name"] for row in rows(client, "dim_staff")} == {"Here"}
    assert "THIRD" in {row["code"] for row in rows(client, "dim_institution")}


def test_a_number_below_nought_is_a_number_and_a_text_is_no_formula(ten, client):
    Channel.objects.create(institution=ten.institution, platform="youtube", handle="=SUM(A1)")
    factories.week(factories.enrolment(ten.results.first()), number=-3)
    signed_in(client, "principal", ten)
    assert rows(client, "dim_channel")[0]["handle"] == "'=SUM(A1)"
    assert rows(client, "fact_week")[0]["week"] == "-3"


def test_who_took_which_records_along_is_written_down(ten, client, settings, tmp_path):
    settings.TRAIL_DIR = tmp_path
    signed_in(client, "registrar", ten)
    rows(client, "fact_mark")
    gather()
    kept = RecordView.objects.filter(what=RecordView.What.EXPORT)
    assert kept.count() == 10


def test_the_page_of_the_tables_tells_them_as_they_are():
    script = Path(__file__).resolve().parents[3] / "script" / "bi_page.py"
    spec = importlib.util.spec_from_file_location("bi_page", script)
    page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(page)
    told = page.PAGE.read_text(encoding="utf-8").partition(page.START)[2]
    assert told == f"\n{page.tables()}", "run script/bi_page.py"


def snapshot(term, kpi, count, **place):
    key = "|".join(str(place.get(name) and place[name].pk) for name in ("branch", "batch"))
    return KpiSnapshot.objects.create(
        institution=term.institution,
        place=f"{term.institution_id}|{key}",
        kpi=kpi,
        day=datetime.date(2026, 9, 1),
        numerator=3,
        denominator=4,
        count=count,
        **place,
    )


def told(client, role, term, **how):
    found = rows(signed_in(client, role, term, **how), "fact_kpi")
    return {(row["kpi"], row["branch_id"], row["count"]) for row in found}


def test_key_figures_are_told_to_whom_every_part_of_them_is_told(ten, client):
    cse = factories.branch(ten.institution)
    branch = str(cse.pk)
    snapshot(ten, "pass_rate", 10)
    snapshot(ten, "pass_rate", 6, branch=cse)
    snapshot(ten, "attendance_rate", 4)
    snapshot(ten, "collection_rate", 9)
    snapshot(ten, "engagement_rate", 2)
    snapshot(ten, "batch_quality_index", 8)
    passed, in_branch = ("pass_rate", "", "10"), ("pass_rate", branch, "6")
    fees, seen, quality = (
        ("collection_rate", "", "9"),
        ("engagement_rate", "", "2"),
        ("batch_quality_index", "", "8"),
    )
    few = ("attendance_rate", "", "4")
    assert told(client, "principal", ten) == {passed, in_branch, few, fees, seen, quality}
    assert told(client, "registrar", ten) == {passed, in_branch, few, fees, seen}
    assert told(client, "manager", ten) == {passed, fees, seen, quality}
    assert told(client, "accountant", ten) == {fees}
    assert told(client, "head", ten, branch=cse) == {in_branch}
    other = factories.term(factories.institution("NEXT"), code="2026-X")
    assert told(client, "principal", other, name="next") == set()


@pytest.mark.parametrize("role", ["faculty", "mentor", "administrator"])
def test_key_figures_are_no_table_of_who_sees_those_of_own_batches(ten, client, role):
    signed_in(client, role, ten)
    assert client.get("/api/v1/tables/fact_kpi/").status_code == 403


@pytest.mark.parametrize("slug", KPIS)
def test_the_page_tells_what_a_kept_ratio_is_worth(slug):
    kpi, ratio = KPIS[slug], Fraction(3)
    words = value_words(kpi).partition(",")[0].removeprefix("numerator ÷ denominator").split()
    for sign, number in zip(words[::2], words[1::2], strict=True):
        ratio = ratio * int(number) if sign == "×" else ratio / int(number)
    assert ratio == kpi.unit.value(3, 1)
