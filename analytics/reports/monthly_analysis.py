"""Monthly Analysis: key figures, batches, fees, attendance, admissions, outreach of a month."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.books import Book
from analytics.chosen import INSTITUTION, UNKNOWN, ScopeError
from analytics.fee_scopes import FeeScope
from analytics.metrics.fee_figures import FeeFigures
from analytics.metrics.figures import Figures
from analytics.precincts import Precinct
from analytics.reports.attendance_levels import month_sheet
from analytics.reports.monthly_batches import batch_sheet
from analytics.reports.monthly_kpis import kpi_sheet
from analytics.reports.monthly_lines import admission_sheet, fee_sheet, outreach_sheet
from analytics.reports.places import in_terms
from analytics.reports.report import Report
from analytics.scope import Scope
from students.models import Institution
from students.office_rights import BATCH_ROLES
from students.sight import Sight


def book(sight: Sight, institution: Institution, day: datetime.date) -> Book:
    """Figures without persons, of the month that a day lies in as far as it is known."""
    if not (sight.everything or institution.pk in sight.where(*BATCH_ROLES)):
        raise ScopeError([UNKNOWN[INSTITUTION] % {"value": institution.code}])
    here = {INSTITUTION: institution.code}
    scope = Scope.of(sight, here, one_subject=False, on=day)
    figures, fees = Figures(scope), FeeFigures(FeeScope.of(sight, here), day)
    sheets = (
        kpi_sheet(Precinct.of(sight, here, day)),
        batch_sheet(figures, fees),
        fee_sheet(fees),
        month_sheet(figures, day, _("Attendance by month")),
        admission_sheet(fees),
        outreach_sheet(sight, institution, day),
    )
    kept = tuple(sheet for sheet in sheets if sheet)
    return Book(str(REPORT.title), in_terms(scope, institution), day, kept)


REPORT = Report(
    slug="monthly-analysis",
    title=gettext_lazy("Monthly analysis"),
    why=gettext_lazy("Where the institution stands this month, beside the last and the targets."),
    allowed=lambda sight: sight.has(*BATCH_ROLES),
    book=book,
)
