"""One small file for each workbook the office sends out. Copy the nearest sibling."""

from analytics.reports import attendance_mis, fee_pending, monthly_analysis, top_performers
from analytics.reports.report import Report

REPORTS: dict[str, Report] = {
    module.REPORT.slug: module.REPORT
    for module in (fee_pending, attendance_mis, top_performers, monthly_analysis)
}
