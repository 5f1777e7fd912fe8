"""What changes from month to month: money, admissions, outreach."""

import datetime

from django.utils.translation import gettext as _

from analytics.books import (
    COLUMNS,
    MONEY,
    MONTH,
    SUM,
    WHOLE,
    Chart,
    Column,
    Sheet,
    Value,
)
from analytics.metrics.fee_figures import FeeFigures
from analytics.metrics.fee_months import Month, months_until
from analytics.metrics.outreach_months import OutreachMonth, outreach_months
from analytics.reports.formulas import less, rupees
from analytics.wording import few
from students.models import Institution
from students.sight import Sight

MONTHS = 12


def fee_sheet(fees: FeeFigures) -> Sheet:
    """Received less given back, month by month."""
    return Sheet(
        key="fees",
        title=_("Fees by month"),
        columns=(
            Column("month", _("Month"), MONTH),
            Column("received", _("Received"), MONEY, total=SUM),
            Column("refunded", _("Given back"), MONEY, total=SUM),
            Column("revenue", _("Revenue"), MONEY, less("received", "refunded"), SUM),
            Column("receipts", _("Payments and refunds"), WHOLE, total=SUM, width=14),
        ),
        rows=[_of_money(one) for one in fees.months if not one.few],
        notes=(_("By the day of the receipt, in rupees; the last month up to the day above."),),
        total=_("Total shown"),
        empty=_("No payment is known here yet."),
        charts=(Chart(COLUMNS, _("Revenue by month"), "month", ("revenue",), _("Rupees")),),
    )


def _of_money(one: Month) -> tuple[Value, ...]:
    return one.first, rupees(one.received), rupees(one.refunded), one.receipts


def admission_sheet(fees: FeeFigures) -> Sheet:
    """Who joined a batch, month by month."""
    known = [one for one in fees.months if one.admitted is not None]
    return Sheet(
        key="admissions",
        title=_("Admissions"),
        columns=(
            Column("month", _("Month"), MONTH),
            Column("admitted", _("Admissions"), WHOLE, total=SUM, bars=True, width=14),
        ),
        rows=[(one.first, few() if one.few else one.admitted) for one in known],
        notes=(_("From the first month of which payments are known."),),
        total=_("Total shown"),
        empty=_("No admission is known here yet."),
        charts=(Chart(COLUMNS, _("Admissions by month"), "month", ("admitted",), _("Students")),),
    )


def outreach_sheet(sight: Sight, institution: Institution, day: datetime.date) -> Sheet | None:
    """What the channels counted; None where there is none to see."""
    channels = sight.channels().filter(institution=institution)
    found = outreach_months(channels, months_until(day, MONTHS)[0], day)
    if not found:
        return None
    return Sheet(
        key="outreach",
        title=_("Outreach"),
        columns=(
            Column("month", _("Month"), MONTH),
            Column("platform", _("Platform"), width=13),
            Column("handle", _("Channel"), width=26),
            Column("days", _("Days known"), WHOLE),
            Column("reach", _("Reach"), WHOLE, total=SUM, width=13),
            Column("impressions", _("Impressions"), WHOLE, total=SUM, width=13),
            Column("clicks", _("Clicks"), WHOLE, total=SUM, width=13),
            Column("followers", _("Followers at the end"), WHOLE, width=13),
        ),
        rows=list(map(_of_channel, found)),
        notes=(_("Sums of the days each platform tells of; empty where it tells nothing."),),
        total=_("Total shown"),
    )


def _of_channel(one: OutreachMonth) -> tuple[Value, ...]:
    whose = one.channel.get_platform_display(), one.channel.handle
    return (one.first, *whose, one.days, one.reach, one.impressions, one.clicks, one.followers)
