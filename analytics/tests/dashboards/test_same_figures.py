"""One figure is the same wherever it is told: on the page, in its CSV file, in its workbook."""

import csv
import html
import io
import re
from collections import Counter
from decimal import Decimal, InvalidOperation

import pytest
import time_machine
from openpyxl import load_workbook

from analytics.tests.kpis.worlds import TODAY, worked
from students.models import Role
from students.tests import factories as make

pytestmark = pytest.mark.django_db
LINKS = re.compile(r'href="([^"]+\.csv[^"]*)"')
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


@pytest.fixture
def looked(client):
    """Open an address as the principal of the small institution of the key figures."""
    with time_machine.travel(f"{TODAY}T09:00Z", tick=False):
        client.force_login(make.member(Role.PRINCIPAL, worked().institution))
        yield client.get


def content(shown) -> bytes:
    return b"".join(shown.streaming_content) if shown.streaming else shown.content


def number(cell) -> Decimal | None:
    """A cell as a number, as far as it is one."""
    try:
        return Decimal(str(cell).replace(",", "").replace("−", "-")).quantize(Decimal("1e-6"))
    except InvalidOperation:
        return None


def figures(cells) -> Counter:
    return Counter(found for cell in cells if (found := number(cell)) is not None)


def of_csv(file: bytes) -> Counter:
    rows = csv.reader(io.StringIO(file.decode("utf-8-sig")))
    return figures(cell for row in rows for cell in row)


def of_workbook(file: bytes) -> Counter:
    book = load_workbook(io.BytesIO(file))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return figures(cell for row in rows for cell in row)


def of_page(page: bytes) -> set[Decimal]:
    text = html.unescape(re.sub(r"<[^>]+>", " ", page.decode())).replace("−", "-")
    return set(figures(NUMBER.findall(text)))


@pytest.mark.parametrize("slug", ["batches", "trainers", "revenue", "outreach", "kpis"])
def test_files_of_a_dashboard_hold_the_figures_of_its_page(looked, slug):
    page = looked(f"/dashboards/{slug}/").content
    links = {html.unescape(link) for link in LINKS.findall(page.decode())}
    shown, told = of_page(page), 0

    for link in links:
        in_csv = of_csv(content(looked(link)))
        in_workbook = of_workbook(content(looked(link.replace(".csv", ".xlsx"))))
        assert (link, in_csv) == (link, in_workbook)
        assert set(in_csv) <= shown, (link, set(in_csv) - shown)
        told += in_csv.total()
    assert told >= 5


def test_what_is_overdue_is_one_figure_on_every_page(looked):
    overdue = Decimal("35000")

    pages = [f"/dashboards/{slug}/" for slug in ("revenue", "kpis", "batches")] + ["/fees/"]

    assert [overdue in of_page(looked(page).content) for page in pages] == [True] * 4


def rows_of(looked, table: str) -> list[dict]:
    answer = looked(f"/api/v1/tables/{table}/")
    return list(csv.DictReader(io.StringIO(content(answer).decode("utf-8-sig"))))


def test_tables_for_other_tools_come_to_what_is_overdue_on_the_pages(looked):
    balance = Counter()
    for due in rows_of(looked, "fact_due"):
        balance[due["student_id"]] += Decimal(due["amount"]) * (due["due_on"] < str(TODAY))
    for payment in rows_of(looked, "fact_payment"):
        sign = 1 if payment["kind"] == "payment" else -1
        balance[payment["student_id"]] -= sign * Decimal(payment["amount"])

    assert sum((+balance).values()) == Decimal("35000")


def test_the_api_tells_the_key_figures_of_the_page(looked):
    shown = of_page(looked("/dashboards/kpis/").content)
    told = [one["value"] for one in looked("/api/v1/kpis/").json()["results"]]

    figures_told = {figure for one in told if (figure := number(one)) is not None}
    assert len(figures_told) >= 10
    assert figures_told <= shown
