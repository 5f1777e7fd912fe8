"""Reads single values of a definition: numbers as text, counts, choices, names."""

from collections.abc import Callable, Mapping

from students.rules.definitions import THRESHOLD_DECIMALS
from students.rules.keys import key_of, unsafe_characters
from students.rules.units import HUNDRED, PLAIN_DECIMAL, units_of
from students.rules.words import gettext as _

LONGEST_NAME = 40
LONGEST_NUMBER = 12
LARGEST_MARKS = 10_000 * 100
LARGEST_COUNT = 1000


class ValueReader:
    """Every fault adds a sentence to `problems`; a faulty value is read as None or empty."""

    def __init__(self, problems: list[str]):
        self.problems = problems

    def settings(self, where: str, value: object, names: tuple[str, ...]) -> Callable:
        """A function from a setting's name to its value; names that are not known are noted."""
        if not isinstance(value, Mapping):
            self.problems.append(_("%(where)s: settings with names are needed.") % {"where": where})
            return {}.get
        for name in sorted(set(map(str, value)) - set(names)):
            self.problems.append(
                _("%(where)s.%(name)s: no such setting.") % {"where": where, "name": name}
            )
        return value.get

    def rows(self, where: str, value: object, read: Callable) -> tuple:
        """Each row of a list as `read` makes it; empty for None."""
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            self.problems.append(_("%(where)s: a list is needed.") % {"where": where})
            return ()
        return tuple(read(f"{where}[{place}]", row) for place, row in enumerate(value, start=1))

    def optional(self, where: str, value: object, read: Callable):
        """None where nothing is set, else what `read` makes of it."""
        return None if value is None else read(where, value)

    def percent(self, where: str, value: object) -> int | None:
        """A percent as text of at most two decimals, in 1e-10 percent."""
        hundredths = self.number(where, value, 100 * 100)
        return None if hundredths is None else hundredths * (HUNDRED // 10_000)

    def marks(self, where: str, value: object) -> int | None:
        """Marks as text, in hundredths."""
        return self.number(where, value, LARGEST_MARKS)

    def number(self, where: str, value: object, largest: int) -> int | None:
        """A plain number as text of at most two decimals, in hundredths up to `largest`."""
        plain = isinstance(value, str) and PLAIN_DECIMAL.fullmatch(value)
        if not plain or len(value) > LONGEST_NUMBER:
            self.problems.append(
                _('%(where)s: %(value)s is not a number written as text, as "2.5".')
                % {"where": where, "value": f"{value!r}"}
            )
            return None
        if len(value.partition(".")[2].rstrip("0")) > THRESHOLD_DECIMALS:
            self.problems.append(
                _("%(where)s: %(value)s has more than %(most)s decimals.")
                % {"where": where, "value": value, "most": THRESHOLD_DECIMALS}
            )
            return None
        units = units_of(value, THRESHOLD_DECIMALS)
        if units > largest:
            self.problems.append(
                _("%(where)s: %(value)s is above %(most)s.")
                % {"where": where, "value": value, "most": largest // 100}
            )
            return None
        return units

    def count(self, where: str, value: object) -> int | None:
        """A whole number that is not negative."""
        if type(value) is int and 0 <= value <= LARGEST_COUNT:
            return value
        self.problems.append(
            _("%(where)s: %(value)s is not a whole number up to %(most)s.")
            % {"where": where, "value": f"{value!r}", "most": LARGEST_COUNT}
        )
        return None

    def flag(self, where: str, value: object) -> bool:
        """True or false; None is false."""
        if value is not None and type(value) is not bool:
            self.problems.append(_("%(where)s: it is true or false.") % {"where": where})
        return value is True

    def choice(self, where: str, value: object, possible: tuple[str, ...]) -> str:
        """One of the possible words; the first of them for None."""
        if value is None:
            return possible[0]
        if not isinstance(value, str) or value not in possible:
            self.problems.append(
                _("%(where)s: %(value)s is not one of %(known)s.")
                % {"where": where, "value": f"{value!r}", "known": ", ".join(possible)}
            )
            return possible[0]
        return value

    def text(self, where: str, value: object) -> str:
        """A visible name or code."""
        if not isinstance(value, str) or not key_of(value):
            self.problems.append(_("%(where)s: it is missing.") % {"where": where})
            return ""
        if len(value) > LONGEST_NAME or unsafe_characters(value):
            self.problems.append(
                _("%(where)s: %(value)s is not 1 to %(most)s visible letters.")
                % {"where": where, "value": f"{value!r}", "most": LONGEST_NAME}
            )
        return value.strip()
