"""Reads a policy's JSON definition and notes everything wrong with it, not only the first."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from students.rules.keys import key_of, unsafe_characters
from students.rules.units import DECIMALS, HUNDRED, units_of
from students.rules.words import gettext as _

LETTER_LENGTH = 4
THRESHOLD_DECIMALS = 2  # a threshold can then be shown exactly wherever a figure is
THRESHOLD = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?")

THRESHOLDS = {
    "average_high": ("risk", "high", "average_below"),
    "attendance_high": ("risk", "high", "attendance_below"),
    "average_medium": ("risk", "medium", "average_below"),
    "attendance_medium": ("risk", "medium", "attendance_below"),
    "pass_average": ("pass", "average_at_least"),
    "pass_subject": ("subject_pass", "percent_at_least"),
}

# Named only where it differs from what an older definition meant.
OPTIONAL = {"eligible_line": ("eligible", "attendance_at_least")}


class DefinitionReader:
    """Reads the parts of a definition; `problems` collects a sentence for each fault."""

    def __init__(self):
        self.problems: list[str] = []

    def bands(self, definition: object, most: int) -> tuple[tuple[str, int], ...]:
        """The (letter, at_least) pairs from the top to the failing band."""
        self._unknown_names(definition)
        rows = definition.get("bands") if isinstance(definition, Mapping) else None
        if not isinstance(rows, list | tuple):
            self.problems.append(_("bands: a list of grades, the best first, is needed."))
            return ()
        if not 2 <= len(rows) <= most:
            self.problems.append(
                _("bands: between 2 and %(most)s are possible, not %(count)s.")
                % {"most": most, "count": len(rows)}
            )
        pairs = tuple(self._band(place, row) for place, row in enumerate(rows, start=1))
        self._order(pairs)
        return pairs

    def thresholds(self, definition: object) -> dict[str, int]:
        """The risk and pass thresholds by the name of the policy's attribute."""
        values = {name: self._at(definition, path) for name, path in THRESHOLDS.items()}
        for name, path in OPTIONAL.items():
            said = isinstance(definition, Mapping) and path[0] in definition
            values[name] = self._at(definition, path) if said else None
        for measure in ("average", "attendance"):
            high, medium = values[f"{measure}_high"], values[f"{measure}_medium"]
            if high is not None and medium is not None and medium < high:
                self.problems.append(
                    _("risk.medium.%(measure)s_below: it lies below that of risk.high.")
                    % {"measure": measure}
                )
        return values

    def ordinance(self, definition: object) -> object:
        """The part that says how results are made, for its own reader; None where there is none."""
        return definition.get("ordinance") if isinstance(definition, Mapping) else None

    def _band(self, place: int, row: object) -> tuple[str, int | None]:
        if not isinstance(row, Mapping):
            self.problems.append(
                _("bands[%(place)s]: it needs a letter and an at_least.") % {"place": place}
            )
            return "", None
        for name in sorted(set(map(str, row)) - {"letter", "at_least"}):
            self.problems.append(
                _("bands[%(place)s].%(name)s: no such setting.") % {"place": place, "name": name}
            )
        letter = self._letter(f"bands[{place}].letter", row.get("letter"))
        return letter, self._percent(f"bands[{place}].at_least", row.get("at_least"))

    def _letter(self, where: str, letter: object) -> str:
        if not isinstance(letter, str) or not key_of(letter):
            self.problems.append(_("%(where)s: it is missing.") % {"where": where})
            return ""
        if len(letter) > LETTER_LENGTH or letter.split() != [letter] or unsafe_characters(letter):
            self.problems.append(
                _("%(where)s: %(letter)s is not 1 to %(most)s visible letters without spaces.")
                % {"where": where, "letter": f"{letter!r}", "most": LETTER_LENGTH}
            )
        return letter

    def _order(self, pairs: tuple[tuple[str, int | None], ...]) -> None:
        keys = [key_of(letter) for letter, _ in pairs if letter]
        for key in dict.fromkeys(keys):
            if keys.count(key) > 1:
                self.problems.append(
                    _("bands: the letter %(key)s stands more than once.") % {"key": key}
                )
        lines = [line for _, line in pairs]
        for place, (above, below) in enumerate(pairwise(lines), start=2):
            if above is not None and below is not None and below >= above:
                self.problems.append(
                    _("bands[%(place)s].at_least: it is not below the band above.")
                    % {"place": place}
                )
        if lines and lines[-1]:
            self.problems.append(_("bands: the last one has to begin at 0."))

    def _at(self, definition: object, path: tuple[str, ...]) -> int | None:
        value = definition
        for name in path:
            value = value.get(name) if isinstance(value, Mapping) else None
        return self._percent(".".join(path), value)

    def _percent(self, where: str, value: object) -> int | None:
        if value is None:
            self.problems.append(_("%(where)s: it is missing.") % {"where": where})
        elif not isinstance(value, str) or not THRESHOLD.fullmatch(value):
            self.problems.append(
                _('%(where)s: %(value)s is not a percent written as text, such as "62.5".')
                % {"where": where, "value": f"{value!r}"}
            )
        elif len(value.partition(".")[2].rstrip("0")) > THRESHOLD_DECIMALS:
            self.problems.append(
                _("%(where)s: %(value)s has more than %(most)s decimals.")
                % {"where": where, "value": value, "most": THRESHOLD_DECIMALS}
            )
        elif units_of(value, DECIMALS) > HUNDRED:
            self.problems.append(
                _("%(where)s: %(value)s is above 100.") % {"where": where, "value": value}
            )
        else:
            return units_of(value, DECIMALS)
        return None

    def _unknown_names(self, definition: object) -> None:
        known = {"bands"} | {".".join(path) for path in (*THRESHOLDS.values(), *OPTIONAL.values())}
        for name in _leaves(_without_ordinance(definition)):
            if name not in known and not any(path.startswith(f"{name}.") for path in known):
                self.problems.append(_("%(name)s: no such setting.") % {"name": name})


def _without_ordinance(definition: object) -> object:
    """The rest of a definition: the ordinance has a reader of its own."""
    if not isinstance(definition, Mapping):
        return definition
    return {name: value for name, value in definition.items() if name != "ordinance"}


def _leaves(value: object, path: str = "") -> Iterator[str]:
    if not isinstance(value, Mapping) or not value:
        if path:
            yield path
        return
    for name, inner in value.items():
        yield from _leaves(inner, f"{path}.{name}" if path else str(name))
