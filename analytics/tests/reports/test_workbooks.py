"""The file made of a book: texts stay texts, formulas are worked out, a printer finds its pages."""

import datetime
import tracemalloc
import zipfile
from decimal import Decimal
from fractions import Fraction

import pytest

from analytics.books import (
    BAD,
    COLUMNS,
    MONEY,
    NOTE,
    SAME,
    SHARE,
    SUM,
    WHOLE,
    Book,
    Chart,
    Column,
    Formula,
    Mark,
    Sheet,
    Told,
    Worked,
)
from analytics.reports.formulas import less, ratio
from analytics.tests.reports.opened import loaded, needs_soffice, opened, table, written
from analytics.writers import workbook_parts
from analytics.writers.workbook_parts import tab_name
from analytics.writers.workbook_prints import ACROSS, LEAST_SIZE, LETTER, PADDING, PIXELS
from analytics.writers.workbooks import write_book

DAY = datetime.date(2026, 11, 22)
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://a.example", "=HYPERLINK(1)", "00123"]


def book(*sheets, title="Fees", place="A & B College"):
    return Book(title, place, DAY, sheets)


def sheet(rows, key="one", **values):
    columns = (
        Column("name", "Name"),
        Column("billed", "Billed", MONEY, total=SUM),
        Column("paid", "Paid", MONEY, total=SUM),
        Column("open", "Open", MONEY, less("billed", "paid"), SUM, bars=True),
        Column(
            "rate", "Rate", SHARE, ratio("paid", "billed"), SAME, marks=(Mark(BAD, "{open}>5"),)
        ),
    )
    return Sheet(key, "Students", columns, rows, **{"total": "Total", **values})


ROWS = [("=A1", Decimal("10.10"), Decimal("3.30")), ("-B", Decimal(0), Decimal(0))]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_stays_a_text_wherever_it_stands(text, tmp_path):
    columns = (Column("name", text), Column("note", "Note", NOTE, width=20))
    made = Sheet("one", "S", columns, [(text, text)], notes=(text,), total=text)
    path = written(book(made, title=text, place=text), tmp_path / "b.xlsx")

    cells = [cell for row in loaded(path).active.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells].count(text) == 5
    assert all(cell.hyperlink is None for cell in cells)


def test_rows_totals_and_ratios_are_kept_beside_their_formulas(tmp_path):
    path = written(book(sheet(ROWS)), tmp_path / "b.xlsx")

    assert table(path)[1:] == [
        ["=A1", 10.1, 3.3, 6.8, pytest.approx(33 / 101)],
        ["-B", 0, 0, 0, None],
        ["Total", 10.1, 3.3, 6.8, pytest.approx(33 / 101)],
    ]
    formulas = [cell.value for cell in loaded(path).active["E"][4:]]
    assert formulas == [
        '=IF(N($B5)=0,"",$C5/$B5)',
        '=IF(N($B6)=0,"",$C6/$B6)',
        '=IF(N($B7)=0,"",$C7/$B7)',
    ]


def test_the_header_stays_in_sight_is_filtered_by_and_printed_on_every_page(tmp_path):
    path = written(book(sheet(ROWS, held=1, notes=("Said.",))), tmp_path / "b.xlsx")
    found = loaded(path).active

    assert [found["A1"].value, found["A2"].value, found["A3"].value] == [
        "Fees: Students",
        "A & B College, as of 22 Nov 2026",
        "Said.",
    ]
    assert found.freeze_panes == "B6"
    assert found.auto_filter.ref == "A5:E7"  # the totals are below what is sorted
    assert not found.print_title_rows  # of a page alone, where it is not needed
    assert found.page_setup.orientation == "landscape"
    assert found.page_setup.scale in {None, 100}
    fitted = found.sheet_properties.pageSetUpPr
    assert fitted is None or not fitted.fitToPage  # fitting to pages would ignore their breaks
    assert found.oddFooter.center.text == "A && B College"
    assert "&P" in found.oddFooter.right.text or found.oddFooter.right.text == "&P / &N"


def test_the_header_is_printed_on_every_page_of_a_long_table(tmp_path):
    found = loaded(written(book(sheet(ROWS * 20, held=1)), tmp_path / "b.xlsx")).active

    assert found.print_title_rows == "$4:$4"


def test_a_sheet_too_wide_to_be_read_goes_on_beside_with_its_first_columns(tmp_path):
    columns = tuple(Column(f"c{at}", "Title", width=20) for at in range(17))
    made = Sheet("one", "S", columns, [("x",) * 17], held=2)
    found = loaded(written(book(made), tmp_path / "b.xlsx")).active
    assert found.page_setup.scale == LEAST_SIZE
    assert LEAST_SIZE * 11 >= 8 * 100  # letters of 11 points come out as 8 or more
    assert found.print_title_cols == "$A:$B"
    assert found.oddHeader.left.text == "&BFees: S&B\nA && B College, as of 22 Nov 2026"
    assert found.print_area == "'S'!$A$4:$Q$8"  # the title is that of each page, and cut on none


def test_a_sheet_a_little_too_wide_is_made_smaller(tmp_path):
    columns = tuple(Column(f"c{at}", "Title", width=20) for at in range(7))
    found = loaded(written(book(Sheet("one", "S", columns, [])), tmp_path / "b.xlsx")).active
    pixels = sum(20 * LETTER + PADDING for _ in columns)
    assert LEAST_SIZE < found.page_setup.scale < 100
    assert pixels * found.page_setup.scale / 100 <= ACROSS * PIXELS


@pytest.mark.parametrize(("rows", "breaks"), [(1, [24]), (40, [45, 63])])
def test_a_page_ends_above_a_chart_that_it_would_cut(rows, breaks, tmp_path):
    charts = (Chart(COLUMNS, "One", "name", ("open",)), Chart(COLUMNS, "Two", "name", ("paid",)))
    made = sheet([ROWS[0]] * rows, charts=charts)
    found = loaded(written(book(made), tmp_path / "b.xlsx")).active
    assert [one.id for one in found.row_breaks.brk] == breaks


def test_a_title_of_many_words_is_shown_whole(tmp_path):
    columns = (Column("low", "Of them below the lower line", WHOLE, width=11),)
    found = loaded(written(book(Sheet("one", "S", columns, [])), tmp_path / "b.xlsx")).active
    assert found.row_dimensions[4].height >= 4 * 15


def test_a_nought_has_no_bar(tmp_path):
    path = written(book(sheet(ROWS)), tmp_path / "b.xlsx")
    with zipfile.ZipFile(path) as parts:
        text = parts.read("xl/worksheets/sheet1.xml").decode()
    assert '<dataBar minLength="0" maxLength="100">' in text
    assert '<cfvo type="num" val="0"/>' in text


def test_what_is_coloured_is_a_rule_of_the_row(tmp_path):
    found = loaded(written(book(sheet(ROWS)), tmp_path / "b.xlsx")).active
    rules = {str(area.sqref): [rule.formula for rule in rules] for area, rules in _rules(found)}
    assert rules["E5:E6"] == [["$D5>5"]]


def _rules(found):
    return found.conditional_formatting._cf_rules.items()


def test_a_sheet_without_rows_says_so_and_has_neither_totals_nor_chart(tmp_path):
    chart = Chart(COLUMNS, "Chart", "name", ("open",))
    path = written(book(sheet([], empty="Nobody.", charts=(chart,))), tmp_path / "b.xlsx")
    assert [row[0] for row in table(path)] == ["Name", "Nobody."]
    assert loaded(path).active._charts == []


def test_a_cell_may_be_of_another_kind_than_its_column(tmp_path):
    columns = (Column("unit", "Unit"), Column("now", "Now", MONEY))
    rows = [("number", Told(1234, WHOLE)), ("amount", 2), ("share", Told(Fraction(1, 4), SHARE))]
    path = written(book(Sheet("one", "S", columns, rows)), tmp_path / "b.xlsx")
    formats = [cell.number_format for cell in loaded(path).active["B"][4:]]
    assert formats[0].endswith("#,##0")
    assert formats[1].endswith("#,##0.00")
    assert formats[2] == "0.00%"


def test_a_chart_is_drawn_of_the_columns_it_names(tmp_path):
    chart = Chart(COLUMNS, "Open fees", "name", ("open",))
    found = loaded(written(book(sheet(ROWS, charts=(chart,))), tmp_path / "b.xlsx")).active
    series = found._charts[0].series[0]
    assert series.val.numRef.f == "Students!$D$5:$D$6"
    assert series.cat.strRef.f == "Students!$A$5:$A$6"
    assert [point.v for point in series.cat.strRef.strCache.pt] == ["=A1", "-B"]


def continued(monkeypatch, most=7):
    """Sheets of two rows each: a title, a place, a gap, a header above, totals below."""
    monkeypatch.setattr(workbook_parts, "MOST_ROWS", most)
    rows = [(f"N{number}", Decimal(10), Decimal(number)) for number in range(5)]
    by_name = 'SUMPRODUCT(--EXACT({one.name},"N)3"),{one.paid})'
    whole = Formula("SUMPRODUCT({one.paid})", lambda row: Decimal(10))
    kind = Formula("SUM({one.billed})", lambda row: Decimal(50))
    none = Formula(by_name, lambda row: 0)
    columns = (
        Column("name", "Name"),
        *(Column(n, n, MONEY, f) for n, f in (("whole", whole), ("plain", kind), ("none", none))),
    )
    return rows, Sheet("two", "Sums", columns, [("all",)])


@pytest.mark.parametrize("kind", [list, iter])
def test_a_table_goes_on_on_further_sheets_with_its_totals_below_the_last(
    kind, monkeypatch, tmp_path
):
    rows, sums = continued(monkeypatch)
    found = loaded(written(book(sheet(kind(rows)), sums), tmp_path / "b.xlsx"))

    assert found.sheetnames == ["Students", "Students 2", "Students 3", "Sums"]
    names = [[row[0].value for row in tab.iter_rows(min_row=4)] for tab in found.worksheets[:3]]
    assert names == [["Name", "N0", "N1"], ["Name", "N2", "N3"], ["Name", "N4", "Total"]]
    assert found["Students 2"]["A1"].value == "Fees: Students, continued"
    assert [tab.auto_filter.ref for tab in found.worksheets[:3]] == ["A4:E6", "A4:E6", "A4:E5"]
    assert found["Students 3"]["B6"].value == (
        "=ROUND(SUBTOTAL(109,'Students'!$B$5:$B$6,'Students 2'!$B$5:$B$6,B5:B5),2)"
    )


def test_a_table_that_just_fits_stays_on_its_sheet(monkeypatch, tmp_path):
    rows, _sums = continued(monkeypatch, most=10)
    found = loaded(written(book(sheet(rows)), tmp_path / "b.xlsx"))
    assert found.sheetnames == ["Students"]
    assert found["Students"]["A10"].value == "Total"


@needs_soffice
def test_a_spreadsheet_works_out_the_same_over_all_parts(monkeypatch, tmp_path):
    rows, sums = continued(monkeypatch)
    found = opened(written(book(sheet(rows), sums), tmp_path / "b.xlsx"))
    assert found.differences() == {}
    assert {("Students 3", "B6"), ("Sums", "B5")} < set(found.formulas())


def test_tabs_are_told_apart_and_hold_no_forbidden_sign():
    long = "a" * 40
    assert tab_name("Fees: 1/2 [all]*?", ()) == "Fees  1 2  all"
    assert tab_name(long, ()) == "a" * 31
    assert tab_name(long, {"A" * 31}) == "a" * 27 + " 2"
    assert tab_name("'''", ()) == "-"


def test_memory_does_not_grow_with_the_rows(tmp_path):
    def peak(count):
        rows = ((f"Name {number}", Decimal(5), Decimal(1)) for number in range(count))
        with (tmp_path / "b.xlsx").open("wb") as stream:
            tracemalloc.start()
            write_book(book(sheet(rows)), stream)
            found = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return found

    peak(10)
    assert peak(1500) < peak(300) + 100_000


@needs_soffice
def test_a_spreadsheet_works_out_the_same_and_would_say_where_not(tmp_path):
    wrong = Column("wrong", "Wrong", WHOLE, Formula("1+1", lambda row: 3))
    other = (Column("name", "Name"), Column("open", "Open", MONEY), wrong)
    worked = Worked("SUMPRODUCT(--EXACT({one.name},{name}),{one.open})", Decimal("6.80"))
    second = Sheet("two", "Sums", other, [("=A1", worked)])
    found = opened(written(book(sheet(ROWS), second), tmp_path / "b.xlsx"))

    assert len(found.formulas()) == 10
    assert found.differences() == {("Sums", "C5"): (3, 2)}
