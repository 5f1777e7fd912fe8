"""Days in addresses: 2026-11-22, and nothing else."""

import datetime


class DayConverter:
    """A part of an address that is a day of the calendar."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, text: str) -> datetime.date:
        """The day; ValueError, which answers 404, for one that no calendar has."""
        return datetime.date.fromisoformat(text)

    def to_url(self, day) -> str:
        return day.isoformat() if isinstance(day, datetime.date) else str(day)


def day_of(text: str) -> datetime.date | None:
    """A day typed in a form; None for what is none."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
