"""Fee Pending: who has fees open, for how long, by batch and by age."""

import datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.books import (
    COLUMNS,
    DAY,
    MONEY,
    SAME,
    SHARE,
    SUM,
    WARN,
    WHOLE,
    Book,
    Chart,
    Column,
    Mark,
    Sheet,
    Value,
    Worked,
)
from analytics.choices import BATCH
from analytics.chosen import INSTITUTION
from analytics.fee_scopes import FeeScope
from analytics.metrics.fee_arrears import Arrear, arrears
from analytics.metrics.fee_figures import FeeFigures
from analytics.metrics.fees import FeeSums
from analytics.reports.fee_columns import (
    IS_LATE,
    LATE,
    late_columns,
    open_amounts,
    overdue_column,
    state_column,
)
from analytics.reports.formulas import less, ratio, rupees
from analytics.reports.report import Report
from analytics.wording import FEE_AGES, few
from students.models import Institution
from students.sight import Sight

STUDENTS, BATCHES, AGES = "students", "batches", "ages"


def book(sight: Sight, institution: Institution, day: datetime.date) -> Book:
    """Students who may be seen one by one, then batches, then ages; to others figures alone."""
    scope = FeeScope.of(sight, {INSTITUTION: institution.code})
    figures = FeeFigures(scope, day)
    named = scope.leads_to_students
    students = [_students(scope, day)] if named else []
    sheets = (*students, _batches(figures, named), _ages(figures, named))
    return Book(str(REPORT.title), institution.name, day, sheets)


def _students(scope: FeeScope, day: datetime.date) -> Sheet:
    return Sheet(
        key=STUDENTS,
        title=_("Students"),
        columns=student_columns(),
        rows=map(student_row, arrears(scope, day)),
        notes=(
            _("Everybody who has fees open on %(day)s; receipts after it are not counted.")
            % {"day": date_format(day, "j M Y")},
            _("Money pays the oldest due first where no due was named. Amounts are in rupees."),
        ),
        total=_("Total shown"),
        empty=_("Nobody has fees open."),
        held=2,
    )


def student_columns() -> tuple[Column, ...]:
    """The columns of the students' sheet."""
    return (
        Column("roll", _("Roll number"), width=14),
        Column("name", _("Name"), width=26),
        Column("branch", _("Branch"), width=10),
        Column("batch", _("Batch"), width=12),
        Column("plan", _("Fee plan"), width=12),
        Column("billed", _("Billed"), MONEY, total=SUM),
        Column("paid", _("Paid"), MONEY, total=SUM),
        Column("open", _("Open"), MONEY, less("billed", "paid"), SUM),
        Column("pending", _("Not due yet"), MONEY, total=SUM),
        *late_columns(),
        overdue_column(),
        Column("days", _("Days overdue"), WHOLE, marks=(Mark(WARN, IS_LATE),)),
        Column("last", _("Last payment"), DAY),
        state_column(),
    )


def student_row(one: Arrear) -> tuple[Value, ...]:
    """What a student brings to them."""
    sums = one.sums
    return (
        one.roll_no,
        one.name,
        one.branch,
        one.batch or _("In no batch"),
        one.plans,
        rupees(sum(sums.billed)),
        rupees(sum(sums.paid)),
        rupees(sums.pending),
        *(rupees(sums.ages[span]) for span in LATE),
        one.days_late or None,
        one.last_paid_on,
    )


def _batches(figures: FeeFigures, named: bool) -> Sheet:
    """Where students are named, what is open is added up from their sheet."""
    parts = figures.by(BATCH)
    codes = {one.pk: one.code for one in figures.scope.options[BATCH] if one.pk in parts}
    if None in parts:
        codes[None] = _("In no batch")
    return Sheet(
        key=BATCHES,
        title=_("Batches"),
        columns=_columns_of_batches(),
        rows=[_batch(code, parts[pk], named) for pk, code in codes.items()],
        notes=(_("The collection rate is paid of what was due by the day, of all students."),),
        total=_("Total shown"),
        empty=_("No fees are known here."),
        held=1,
    )


def _columns_of_batches() -> tuple[Column, ...]:
    return (
        Column("batch", _("Batch"), width=14),
        Column("students", _("Students with fees"), WHOLE, total=SUM),
        Column("due", _("Due by the day"), MONEY, total=SUM),
        Column("collected", _("Paid of it"), MONEY, total=SUM),
        Column("rate", _("Collection rate"), SHARE, ratio("collected", "due"), SAME),
        Column("pending", _("Not due yet"), MONEY, total=SUM),
        *late_columns(),
        overdue_column(),
    )


def _batch(code: str, sums: FeeSums, named: bool) -> tuple[Value, ...]:
    if sums.few:
        return (code, *(few(),) * (4 + len(LATE)))
    amounts = open_amounts(sums)
    opened = [_of_batch(name, amount) if named else amount for name, amount in amounts.items()]
    if sums.ages_few:
        opened = [rupees(sums.pending), *(few(),) * len(LATE)]
    return (code, sums.students, rupees(sums.due), rupees(sums.collected), *opened)


def _of_batch(name: str, amount: Decimal) -> Worked:
    """Compared letter by letter: a code may hold what other functions take for a pattern."""
    return Worked(f"SUMPRODUCT(--EXACT({{students.batch}},{{batch}}),{{students.{name}}})", amount)


def _ages(figures: FeeFigures, named: bool) -> Sheet:
    """What is open by how late it is, with its chart."""
    words = {"pending": _("Not due yet")}
    words |= {name: str(FEE_AGES[span]) for span, name in LATE.items()}
    whole = figures.total
    amounts = open_amounts(whole)
    worked = {name: Worked(f"SUM({{students.{name}}})", amount) for name, amount in amounts.items()}
    shown = (
        dict.fromkeys(words, few()) if whole.few or whole.ages_few else worked if named else amounts
    )
    return Sheet(
        key=AGES,
        title=_("Ageing"),
        columns=(
            Column("age", _("Age"), width=26),
            Column("amount", _("Open"), MONEY, total=SUM, bars=True, width=18),
        ),
        rows=[(words[name], shown[name]) for name in words],
        notes=(_("What is open, by how long its day has passed. Amounts are in rupees."),),
        total=_("Total"),
        charts=(Chart(COLUMNS, _("Open fees by age"), "age", ("amount",), _("Rupees")),),
    )


REPORT = Report(
    slug="fee-pending",
    title=gettext_lazy("Fee pending"),
    why=gettext_lazy("Who has fees open, how much and for how long, to be asked for them."),
    allowed=lambda sight: sight.sees_revenue,
    book=book,
)
