"""The dashboard of batches: its figures by hand, who sees them, and what is withheld from whom."""

import pytest

from analytics.dashboards.batches import tables
from analytics.kpis.batches import INDEX, BatchReadings
from analytics.kpis.words import figure_text
from analytics.tests.kpis.worlds import batch, readings, two_batches, worked
from students.models import BatchTrainer, Role, Student, TermResult, TrainerRating
from students.tests import factories as make

pytestmark = pytest.mark.django_db
URL = "/dashboards/batches/"


@pytest.fixture
def term():
    return two_batches()


def board(client, role, term, query="", **values):
    client.force_login(make.member(role, term.institution, **values))
    return client.get(f"{URL}?{query}")


def cells(shown, kind):
    return values(next(table for table, _files in shown.context["tables"] if table.kind == kind))


def values(table):
    titles = [column.title for column in table.columns]
    return {
        line.label: dict(zip(titles, (cell.text for cell in line.cells), strict=True))
        for line in table.lines
    }


def test_batches_stand_beside_each_other_with_the_figures_of_the_key_figures(client, term):
    told = cells(board(client, Role.PRINCIPAL, term), "batches")
    assert told["B1"]["Students"] == told["B2"]["Students"] == "10"
    assert (told["B1"]["Average"], told["B2"]["Average"]) == ("60.00", "55.00")
    assert told["B1"]["Pass rate"] == "100.0"


def test_who_is_in_no_batch_has_a_line_so_that_the_lines_add_up_to_all(client, term):
    out = TermResult.objects.filter(batch__code="B2")
    with TermResult.objects.refreshing(list(out.values_list("pk", flat=True))):
        out.update(batch=None)
    shown = board(client, Role.PRINCIPAL, term)
    (table,) = (one for one, _files in shown.context["tables"] if one.kind == "batches")
    students = {line.label: line.cells[0].text for line in (*table.lines, table.whole)}
    assert students == {"B1": "10", "No batch": "10", "All": "20"}
    assert values(table)["No batch"]["Average"] == "55.00"
    assert "No batch" not in cells(board(client, Role.PRINCIPAL, term, "batch=B1"), "batches")


def test_what_a_trainer_added_is_the_key_figure_with_what_the_batch_brought(client, term):
    shown = board(client, Role.PRINCIPAL, term)
    found = cells(shown, "batch-effects")["B1"]
    assert found["Average before"] == "50.00"
    assert found["Expected now"] == "55.00"
    assert found["Average now"] == "60.00"
    assert found["Difference"] == "5.00"
    assert found["Trainers"] == "Trainer"
    kpi = client.get("/api/v1/kpis/?batch=B1").json()["results"]
    (row,) = (one for one in kpi if one["kpi"] == "trainer_effectiveness")
    assert f"{row['value']:.2f}" == found["Difference"]


def test_the_index_stands_beside_its_parts_their_bounds_and_weights():
    person = make.member(Role.PRINCIPAL, worked().institution)
    read = readings(person, batch="B1")
    made = {table.kind: table for table in tables(BatchReadings(read))}
    told = values(made["batch-index-parts"])
    assert told["Trainer rating"] == {"Value": "80.0", "Least": "0", "Most": "100", "Weight": "1"}
    assert told["Average performance"]["Value"] == "50.00"
    assert list(told) == ["Trainer rating", "Average performance", "Weekly activity"]
    index = values(made["batches"])["B1"]["Batch Quality Index"]
    assert index == figure_text(read.of(INDEX).value, INDEX.unit)
    assert index == "62.78"  # (80 + 50 + 58.33) / 3


def test_the_parts_are_told_with_their_weights_and_a_missing_one_by_its_name():
    term = worked()
    of = batch(term.institution, "B2")
    make.mark(make.result(term, batch=of), "English", 50)
    read = readings(make.member(Role.PRINCIPAL, term.institution))
    table = next(one for one in tables(BatchReadings(read)) if one.kind == "batch-parts")
    assert table.subtitle == (
        "Each from 0 to 100; weights: Trainer rating 1, Average performance 1, Weekly activity 1"
    )
    assert [line.label for line in table.lines] == ["B1", "B2"]
    first, *parts = table.lines[1].cells
    assert (first.text, first.second) == ("–", "not known: Trainer rating and Weekly activity")
    assert [cell.text for cell in parts] == ["–"] * 3


def test_a_batch_leads_to_its_page_with_trainers_and_students(client, term):
    TrainerRating.objects.first().delete()  # four are left
    shown = board(client, Role.PRINCIPAL, term)
    table = next(table for table, _files in shown.context["tables"] if table.kind == "batches")
    line = next(line for line in table.lines if line.label == "B1")
    page = client.get(line.url)
    assert page.context["heading"] == "Batch B1"
    assert list(cells(page, "batch-trainers")) == ["Trainer"]
    assert cells(page, "batch-trainers")["Trainer"]["Answers"] == "few"
    assert not page.context["cards"]
    students = client.get(line.cells[0].url)
    assert len(students.context["rows"]) == 10


def test_fees_are_for_who_may_see_them(client, term):
    for student in TermResult.objects.filter(batch__code="B1").values_list("student", flat=True):
        make.fee_due(Student.objects.get(pk=student), amount=400)
    assert "Overdue fees" in cells(board(client, Role.PRINCIPAL, term), "batches")["B1"]
    head = make.member(Role.HEAD, term.institution, "a-head", branch=make.branch(term.institution))
    client.force_login(head)
    told = cells(client.get(URL), "batches")["B1"]
    assert "Overdue fees" not in told
    assert "Batch Quality Index" not in told  # ratings of trainers are not the branch's
    assert told["Average"] == "60.00"


def test_a_trainer_sees_the_own_batch_alone_and_no_student(client, term):
    person = make.member(Role.FACULTY, term.institution)
    own = make.staff(term.institution, person=person)
    BatchTrainer.objects.create(batch=batch(term.institution, "B2"), staff=own)
    client.force_login(person)
    shown = client.get(URL)
    assert list(cells(shown, "batches")) == ["B2"]
    assert "B1" not in shown.content.decode()
    assert "/students/?" not in "".join(
        cell.url
        for table, _files in shown.context["tables"]
        for line in table.lines
        for cell in line.cells
    )
    assert client.get(f"{URL}?batch=B1").status_code == 404


def test_a_manager_is_told_nothing_of_a_batch_of_few(client):
    term = make.term()
    with TermResult.objects.refreshing():
        for code, size in (("B1", 3), ("B2", 20), ("B3", 30)):
            for _number in range(size):
                result = make.result(term, batch=batch(term.institution, code))
                make.mark(result, score=50)
    told = cells(board(client, Role.MANAGER, term), "batches")
    assert (told["B1"]["Average"], told["B2"]["Average"]) == ("few", "few")
    assert told["B3"]["Average"] == "50.00"
    assert "/students/" not in client.get(URL).context["figures"][0].url


def test_an_earlier_term_is_looked_at_as_of_its_end(client, term):
    shown = board(client, Role.PRINCIPAL, term, "term=2025-ODD")
    assert shown.context["start"]  # nobody was in a batch then
    now = board(client, Role.MANAGER, term, "term=2026-ODD")
    assert cells(now, "batches")["B1"]["Average"] == "60.00"
    titles = {one.value for one in now.context["filters"]["selects"][-1].options}
    assert titles == {"", "2025-ODD", "2026-ODD"}


@pytest.mark.parametrize("query", ["term=NONE", "batch=NONE", "branch=%00", "institution=NEXT"])
def test_a_filter_of_nothing_in_sight_is_not_found(client, term, query):
    make.institution("NEXT")
    assert board(client, Role.PRINCIPAL, term, query).status_code == 404


def test_every_file_has_what_the_page_shows(client, term):
    shown = board(client, Role.PRINCIPAL, term)
    for table, files in shown.context["tables"]:
        lines = client.get(files["csv"]).content.decode("utf-8-sig").splitlines()
        assert len(lines) == 1 + len(list(table.rows()))
    assert [one["slug"] for one in shown.context["cards"]] == [
        "batch-index",
        "batch-effect",
        "batch-average",
        "batch-attendance",
    ]
    for one in shown.context["cards"]:
        assert client.get(one["csv_url"]).status_code == 200
        assert client.get(one["excel_url"]).content[:2] == b"PK"
    assert client.get(f"{URL}9.csv").status_code == 404
    assert client.get(f"{URL}nonsense.csv").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("principal", 200),
        ("registrar", 200),
        ("manager", 200),
        ("faculty", 200),
        ("accountant", 403),
        ("mentor", 403),
        ("student", 403),
        ("administrator", 403),
    ],
)
def test_who_sees_batches(client, term, role, status):
    assert board(client, role, term).status_code == status


def test_without_batches_the_page_says_so(client):
    shown = board(client, Role.PRINCIPAL, make.term(make.institution("NEW")))
    assert shown.context["heading"] == "No batches here yet"
    assert shown.context["start"]


def test_more_batches_cost_no_more_queries(client, term, django_assert_max_num_queries):
    client.force_login(make.member(Role.PRINCIPAL, term.institution))
    client.get(URL)
    with django_assert_max_num_queries(32):
        client.get(URL)


def test_the_lines_add_up_with_those_in_no_batch(client, term):
    for _number in range(7):
        make.mark(make.result(term), score=50)
    told = cells(board(client, Role.PRINCIPAL, term), "batches")
    assert told["No batch"]["Students"] == "7"
    assert told["No batch"]["Batch Quality Index"] == "–"
    assert sum(int(line["Students"]) for line in told.values()) == 27


def test_a_manager_cannot_work_out_the_few_in_no_batch(client):
    term = make.term()
    with TermResult.objects.refreshing():
        for number in range(33):
            to = batch(term.institution, "B1" if number < 10 else "B2") if number < 30 else None
            make.mark(make.result(term, batch=to), score=50)
    told = cells(board(client, Role.MANAGER, term), "batches")
    assert (told["No batch"]["Average"], told["B1"]["Average"]) == ("few", "few")
    assert told["B2"]["Average"] == "50.00"


def test_of_one_batch_nothing_is_said_of_those_in_none(client, term):
    make.mark(make.result(term), score=50)
    assert list(cells(board(client, Role.PRINCIPAL, term, "batch=B1"), "batches")) == ["B1"]
