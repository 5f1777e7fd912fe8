"""The list of who owes, an account line by line, and who may read them."""

import datetime

import pytest
from django.utils import timezone

from students.models import ListExport, Membership, Role
from students.tests import factories as make
from students.trails import gather

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


@pytest.fixture
def place():
    return make.institution()


@pytest.fixture
def asha(place):
    """She owes 1,500.50 of two dues; one payment was for the second, some was given back."""
    student = make.student(place, "A1", "Asha Rao")
    make.fee_due(student, "I1", ago(40), 2000)
    make.fee_due(student, "I2", ago(10), "1500.50")
    make.payment(student, 2000, ago(8), "R1", toward="I2")
    make.payment(student, 300, ago(6), "R2")
    make.payment(student, 300, ago(2), "B1", kind="refund")
    make.admission(student, make.batch(place, "PY1"))
    return student


@pytest.fixture
def others(place):
    """One owes less, one paid ahead, one is to pay later."""
    bina, chand, dev = (make.student(place, roll, f"{roll} Name") for roll in ("B1", "C1", "D1"))
    make.fee_due(bina, "I1", ago(100), 700)
    make.payment(chand, 50, ago(1))
    make.fee_due(dev, "I1", ago(-5), 900)
    return bina, chand, dev


def page_of(client, person, address):
    client.force_login(person)
    return client.get(address)


def names(response):
    return [row["is"].student.roll_no for row in response.context["rows"]]


def test_who_owes_most_stands_first_and_who_owes_nothing_not_at_all(client, place, asha, others):
    accountant = make.member(Role.ACCOUNTANT, place)
    shown = page_of(client, accountant, "/fees/")
    assert names(shown) == ["A1", "B1"]
    assert shown.context["heading"] == "2 students owe overdue fees"
    assert "2,200.50" in shown.context["lede"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("show=all&sort=roll", ["A1", "B1", "C1", "D1"]),
        ("show=pending", ["D1"]),
        ("show=ahead", ["C1"]),
        ("late=31-60", ["A1"]),
        ("sort=late", ["B1", "A1"]),
        ("search=asha", ["A1"]),
        ("search=d1", ["D1"]),
        ("batch=PY1&show=all", ["A1"]),
        ("show=nonsense&late=nonsense&sort=nonsense&page=99999999999", ["A1", "B1"]),
    ],
)
def test_the_list_is_narrowed_and_ordered(client, place, asha, others, query, found):
    shown = page_of(client, make.member(Role.ACCOUNTANT, place), f"/fees/?{query}")
    assert names(shown) == found


def test_the_file_has_the_cells_of_the_page_and_is_noted(
    client, place, asha, others, settings, tmp_path
):
    settings.TRAIL_DIR = tmp_path
    accountant = make.member(Role.ACCOUNTANT, place)
    file = page_of(client, accountant, "/fees.csv").getvalue()
    lines = file.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Roll number,Name,Institution,Batch,Age,Due by today")
    first = (
        'A1,Asha Rao,MAIN College,PY1,31–60 days late,"3,500.50","2,000.00","1,500.50",0.00,0.00'
    )
    assert lines[1] == first
    assert page_of(client, accountant, "/fees.xlsx").content[:2] == b"PK"
    gather()
    assert [row.students for row in ListExport.objects.order_by("pk")] == [2, 2]


def test_the_list_asks_as_many_questions_of_many_as_of_few(
    client, place, asha, django_assert_max_num_queries
):
    accountant = make.member(Role.ACCOUNTANT, place)
    for number in range(30):
        make.fee_due(make.student(place), f"I{number}", ago(number + 1), 10 + number)
    client.force_login(accountant)
    client.get("/fees/")
    with django_assert_max_num_queries(22):
        client.get("/fees/")


def test_an_account_says_which_payment_paid_what(client, place, asha):
    shown = page_of(client, make.member(Role.ACCOUNTANT, place), f"/students/{asha.pk}/fees/")
    first, second = shown.context["account"].dues
    assert [(part.other, part.amount) for part in first.parts] == [("R1", "499.50")]
    assert [(part.other, part.amount) for part in second.parts] == [("R1", "1,500.50")]
    assert (first.open, first.state) == ("1,500.50", "40 days late")
    assert (second.open, second.state) == ("0.00", "Paid")
    assert [row.uses for row in shown.context["account"].receipts] == [
        ("499.50 for I1", "1,500.50 for I2"),
        ("300.00 given back by B1",),
        ("300.00 of R2",),
    ]
    assert shown.context["finding"] == "₹\u00a01,500.50 is overdue"


def test_the_account_and_the_list_agree(client, place, asha, others):
    accountant = make.member(Role.ACCOUNTANT, place)
    for row in page_of(client, accountant, "/fees/?show=all").context["rows"]:
        student, sums = row["is"].student, row["is"].sums
        account = page_of(client, accountant, f"/students/{student.pk}/fees/").context["account"]
        assert (account.overdue, account.advance) == (sums.overdue, sums.advance)
        assert account.open == sums.overdue + sums.pending


@pytest.mark.parametrize("role", ["accountant", "registrar", "principal"])
def test_who_keeps_fees_reads_them_in_their_institution_alone(client, place, asha, role):
    stranger = make.member(role, make.institution("NEXT"))
    assert (
        page_of(client, make.member(role, place), f"/students/{asha.pk}/fees/").status_code == 200
    )
    assert page_of(client, stranger, f"/students/{asha.pk}/fees/").status_code == 404
    assert names(page_of(client, stranger, "/fees/?show=all")) == []


@pytest.mark.parametrize("role", ["manager", "faculty", "mentor", "administrator", "student"])
@pytest.mark.parametrize("address", ["/fees/", "/fees.csv", "/students/{pk}/fees/"])
def test_nobody_else_reads_a_students_fees(client, place, asha, role, address):
    person = make.member(role, place)
    assert page_of(client, person, address.format(pk=asha.pk)).status_code == 403


def test_a_student_reads_the_own_account_alone(client, place, asha, others):
    asha.user = make.member(Role.STUDENT, place)
    asha.save()
    own = page_of(client, asha.user, "/me/fees/")
    assert own.context["finding"] == "You owe ₹\u00a01,500.50 overdue"
    assert page_of(client, asha.user, f"/students/{asha.pk}/fees/").status_code == 403
    assert page_of(client, asha.user, f"/students/{others[0].pk}/fees/").status_code == 403
    assert page_of(client, make.member(Role.ACCOUNTANT, place), "/me/fees/").status_code == 403


def test_a_student_without_fees_is_told_so(client, place):
    student = make.student(place, user=make.member(Role.STUDENT, place))
    assert "No fees are known yet" in page_of(client, student.user, "/me/fees/").content.decode()


def test_the_accountants_bar_leads_to_fees_and_to_no_marks(client, place, asha):
    shown = page_of(client, make.member(Role.ACCOUNTANT, place), "/fees/")
    led = [page["url"] for page in shown.context["nav"]]
    assert led[0] == "/dashboards/kpis/"
    assert led[1:4] == ["/admin/students/importrun/", "/fees/", "/dashboards/revenue/"]
    assert led[4:] == ["/reports/", "/quality/"]
    assert "/students/?" not in shown.content.decode()


def test_an_account_leads_to_the_record_only_of_whom_they_may_look_up(client, place, asha):
    person = make.member(Role.ACCOUNTANT, place, "both")
    elsewhere = make.institution("ELSE")
    Membership.objects.create(user=person, role=Role.PRINCIPAL, institution=elsewhere)
    assert page_of(client, person, f"/students/{asha.pk}/").status_code == 404
    account = page_of(client, person, f"/students/{asha.pk}/fees/")
    assert account.status_code == 200
    assert account.context["record_url"] == ""
    registrar = make.member(Role.REGISTRAR, place)
    account = page_of(client, registrar, f"/students/{asha.pk}/fees/")
    assert account.context["record_url"] == f"/students/{asha.pk}/"
