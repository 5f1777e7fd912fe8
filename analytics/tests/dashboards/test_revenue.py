"""The dashboard of revenue: its figures by hand, who sees them, and what is withheld from whom."""

import datetime

import pytest
from django.utils import timezone

from analytics.dashboards.revenue import CHARTS
from analytics.fee_scopes import FeeScope
from analytics.metrics.fee_figures import FeeFigures
from students.access import visible_to
from students.models import Group, Membership, Role
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


@pytest.fixture
def place():
    return make.institution()


@pytest.fixture
def batches(place):
    """Six students of one batch owe 100 each of 400, two of another 50 of 400."""
    for code, size, paid in (("B1", 6, 300), ("B2", 2, 350)):
        batch = make.batch(place, code, branch=make.branch(place, f"C{code}"))
        for _number in range(size):
            student = make.student(place)
            make.admission(student, batch, ago(70))
            make.fee_due(student, due_on=ago(20), amount=400)
            make.payment(student, paid, ago(25))
    return place


def figures(role, place, **asked):
    scope = FeeScope.of(visible_to(make.member(role, place)), asked)
    return FeeFigures(scope, timezone.localdate())


def board(client, role, place, query=""):
    client.force_login(make.member(role, place))
    return client.get(f"/dashboards/revenue/?{query}")


def cells(shown, kind):
    table = next(table for table, _files in shown.context["tables"] if table.kind == kind)
    return {line.label: [cell.text for cell in line.cells] for line in table.lines}


def test_sums_by_batch_add_up_to_the_whole(client, batches):
    shown = board(client, Role.ACCOUNTANT, batches)
    assert shown.context["heading"] == "₹\u00a0700.00 is overdue from 8 students"
    assert cells(shown, "fees-batch") == {
        "B1": ["6", "2,400.00", "1,800.00", "75.0", "600.00", "0.00", "0.00"],
        "B2": ["2", "800.00", "700.00", "87.5", "100.00", "0.00", "0.00"],
    }
    rate = next(one for one in shown.context["figures"] if one.label == "Collection rate")
    assert rate.value == "78.1"  # 2,500 of 3,200 is 78.125


def test_the_figures_lead_to_the_students_who_owe(client, batches):
    shown = board(client, Role.ACCOUNTANT, batches)
    table = next(one for one, _files in shown.context["tables"] if one.kind == "fees-batch")
    url = table.lines[1].cells[4].url
    assert url == "/fees/?institution=MAIN&batch=B2&show=overdue"
    assert len(client.get(url).context["rows"]) == 2
    late = next(card for card in shown.context["cards"] if card["slug"] == "fee_ages")
    (url,) = (row["url"] for row in late["rows"] if row["url"])
    assert len(client.get(url).context["rows"]) == 8


def test_a_manager_sees_sums_and_none_of_few(client, batches):
    shown = board(client, Role.MANAGER, batches)
    told = cells(shown, "fees-batch")
    assert set(told["B2"]) == {"few"}
    assert set(told["B1"]) == {"few"}  # else the other could be worked out of the whole
    assert "/fees/" not in shown.content.decode()
    assert "Too few" in board(client, Role.MANAGER, batches, "batch=B2").context["heading"]
    assert "Too few" in board(client, Role.MANAGER, batches, "batch=B1").context["heading"]


def test_a_manager_has_no_months_of_an_institution_with_few_students(client, place):
    make.payment(make.student(place), 700, ago(2))
    assert all(one.few for one in figures(Role.MANAGER, place).months)
    client.force_login(make.member(Role.MANAGER, place, "other"))
    for slug in CHARTS:
        assert "700" not in client.get(f"/dashboards/revenue/{slug}.csv").content.decode()


def test_a_file_has_what_the_page_shows(client, batches):
    shown = board(client, Role.ACCOUNTANT, batches)
    for table, files in shown.context["tables"]:
        lines = client.get(files["csv"]).content.decode("utf-8-sig").splitlines()
        assert len(lines) == 1 + len(table.lines) + 1
    for card in shown.context["cards"]:
        assert client.get(card["csv_url"]).status_code == 200
        assert client.get(card["excel_url"]).content[:2] == b"PK"
    assert client.get("/dashboards/revenue/99.csv").status_code == 404
    assert client.get("/dashboards/revenue/nonsense.csv").status_code == 404
    assert client.get("/dashboards/revenue/fee_ages.pdf").status_code == 404


def test_months_add_up_to_the_money(batches):
    months = figures(Role.ACCOUNTANT, batches).months
    assert sum(one.collected for one in months) == 250_000
    assert sum(one.admitted or 0 for one in months) in (0, 8)


def test_without_fees_the_page_says_so(client, place):
    shown = board(client, Role.MANAGER, place)
    assert shown.context["heading"] == "No fees here yet"
    assert shown.context["start"]


def test_a_group_sees_each_of_its_institutions_beside_the_other(client):
    group = Group.objects.create(name="Trust")
    for code in ("ONE", "TWO"):
        one = make.institution(code, group=group)
        for _number in range(5):
            make.fee_due(make.student(one), due_on=ago(3), amount=100)
    person = make.user("owner")
    Membership.objects.create(user=person, role=Role.MANAGER, group=group)
    client.force_login(person)
    shown = client.get("/dashboards/revenue/")
    assert {label: row[4] for label, row in cells(shown, "fees-institution").items()} == {
        "ONE": "500.00",
        "TWO": "500.00",
    }
    assert client.get("/dashboards/revenue/?institution=ONE").context["heading"] == (
        "₹\u00a0500.00 is overdue from 5 students"
    )


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("principal", 200),
        ("registrar", 200),
        ("accountant", 200),
        ("manager", 200),
        ("faculty", 403),
        ("mentor", 403),
        ("administrator", 403),
        ("student", 403),
    ],
)
def test_who_sees_revenue(client, batches, role, status):
    assert board(client, role, batches).status_code == status


@pytest.mark.parametrize("query", ["institution=NEXT", "batch=NOWHERE", "branch=%00", "batch=B9"])
def test_a_filter_of_nothing_in_sight_is_not_found(client, batches, query):
    make.institution("NEXT")
    assert board(client, Role.ACCOUNTANT, batches, query).status_code == 404


def test_the_accountant_is_shown_key_figures_and_no_other_dashboard(client, batches):
    shown = board(client, Role.ACCOUNTANT, batches)
    assert [tab["title"] for tab in shown.context["tabs"]] == ["KPIs", "Revenue"]
    assert client.get("/dashboards/overview/").status_code == 403


def test_the_page_asks_as_much_of_many_batches_as_of_few(
    client, batches, django_assert_max_num_queries
):
    client.force_login(make.member(Role.ACCOUNTANT, batches))
    client.get("/dashboards/revenue/")
    with django_assert_max_num_queries(20):
        client.get("/dashboards/revenue/")


def owing(of, late, count):
    """So many students of an institution whose 100 are overdue for so many days."""
    for _number in range(count):
        make.fee_due(make.student(of), due_on=ago(late), amount=100)


def test_an_institution_does_not_tell_by_subtraction_what_is_withheld_of_another(client):
    """Two students of NEXT are late for more than 90 days: all less those of MAIN would be they."""
    group = Group.objects.create(name="Trust")
    main, other = make.institution(group=group), make.institution("NEXT", group=group)
    for late in (20, 100):
        owing(main, late, 6)
    owing(other, 20, 6)
    owing(other, 100, 2)
    person = make.user("manager")
    Membership.objects.create(user=person, role=Role.MANAGER, group=group)
    day = timezone.localdate()
    told = {
        code: FeeFigures(FeeScope.of(visible_to(person), {"institution": code}), day).total
        for code in ("", "MAIN", "NEXT")
    }
    assert not told[""].ages_few
    assert told["NEXT"].ages_few
    assert told["MAIN"].ages_few
    assert not any(one.few for one in told.values())


def test_who_may_look_up_one_institution_is_not_told_of_the_few_of_another_in_a_sum(client):
    main, other = make.institution(), make.institution("NEXT")
    owing(main, 20, 9)
    owing(other, 20, 2)
    person = make.member(Role.PRINCIPAL, main)
    Membership.objects.create(user=person, role=Role.MANAGER, institution=other)
    day = timezone.localdate()
    told = {
        code: FeeFigures(FeeScope.of(visible_to(person), {"institution": code}), day).total
        for code in ("", "MAIN", "NEXT")
    }
    assert [told[code].few for code in ("", "MAIN", "NEXT")] == [True, False, True]


def test_months_of_an_institution_do_not_tell_of_the_few_who_paid_at_another():
    """Two of NEXT paid a month ago, and six now: all less those of MAIN would be the two."""
    group = Group.objects.create(name="Trust")
    homes = {code: make.institution(code, group=group) for code in ("MAIN", "NEXT")}
    for code, days, count in (("MAIN", 2, 6), ("MAIN", 70, 7), ("NEXT", 2, 6), ("NEXT", 70, 2)):
        for _number in range(count):
            make.payment(make.student(homes[code]), 100, ago(days))
    person = make.user("manager")
    Membership.objects.create(user=person, role=Role.MANAGER, group=group)

    assert money(person) == {"": [900_00, 1200_00], "MAIN": [None, 600_00], "NEXT": [None, 600_00]}
    Membership.objects.create(user=person, role=Role.PRINCIPAL, institution=homes["NEXT"])
    everything = {"": [900_00, 1200_00], "MAIN": [700_00, 600_00], "NEXT": [200_00, 600_00]}
    assert money(person) == everything


def test_a_month_of_a_batch_is_withheld_where_the_others_would_give_a_batch_away(place):
    for code, count in (("B1", 2), ("B2", 6), ("B3", 9)):
        batch = make.batch(place, code)
        for _number in range(count):
            student = make.student(place)
            make.admission(student, batch, ago(500))
            make.payment(student, 100, ago(0))
    person = make.member(Role.MANAGER, place)

    asked = [{"batch": code} for code in ("B1", "B2", "B3")]
    assert [figures_of(person, **one).months[-1].few for one in asked] == [True, True, False]
    assert not figures_of(person).months[-1].few


def figures_of(person, **asked):
    return FeeFigures(FeeScope.of(visible_to(person), asked), timezone.localdate())


def money(person) -> dict[str, list[int | None]]:
    """What came in, month by month where any did, in all institutions and in each."""
    found = {}
    for code in ("", "MAIN", "NEXT"):
        months = [one for one in figures_of(person, institution=code).months]
        told = [None if one.few else one.collected for one in months if one.few or one.receipts]
        found[code] = told
    return found
