"""When a report is due that comes every day, every week or every month."""

import datetime
from calendar import monthrange

from analytics.models.reports import WEEKDAYS, ReportSchedule

Every = ReportSchedule.Every
ONE = datetime.timedelta(days=1)


def last_due(schedule: ReportSchedule, today: datetime.date) -> datetime.date:
    """The last day on which it was due, today included."""
    if schedule.every == Every.DAILY:
        return today
    if schedule.every == Every.WEEKLY:
        return today - ONE * ((today.weekday() - schedule.weekday) % WEEKDAYS)
    due = _in_month_of(today, schedule.day)
    return due if due <= today else _in_month_of(today.replace(day=1) - ONE, schedule.day)


def next_due(schedule: ReportSchedule, today: datetime.date) -> datetime.date:
    """The day of the next report: one that was missed, else the first day that comes, or today."""
    missed = last_due(schedule, today)
    if missed > schedule.done_to:
        return missed
    if schedule.every == Every.DAILY:
        return today + ONE
    if schedule.every == Every.WEEKLY:
        return missed + ONE * WEEKDAYS
    return _in_month_of(_month_after(missed), schedule.day)


def _in_month_of(one: datetime.date, day: int) -> datetime.date:
    """That day of the month, or its last one."""
    return one.replace(day=min(day, monthrange(one.year, one.month)[1]))


def _month_after(one: datetime.date) -> datetime.date:
    return one.replace(day=1) + ONE * monthrange(one.year, one.month)[1]
