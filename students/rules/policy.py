"""The thresholds of grades, risk and passing, as an institution defines them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from students.rules.definitions import DefinitionReader
from students.rules.ordinance_definitions import OrdinanceReader
from students.rules.ordinance_texts import ordinance_text
from students.rules.ordinances import DEFAULT, Ordinance
from students.rules.units import DECIMALS, decimal_text

MAX_BANDS = 10


class PolicyError(ValueError):
    """A policy's definition is refused; `problems` names everything wrong with it."""

    def __init__(self, problems: tuple[str, ...]):
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Band:
    letter: str
    at_least: int


@dataclass(frozen=True)
class Policy:
    """Every threshold is a whole number of 1e-10 percent; bands run from the top to failing."""

    bands: tuple[Band, ...]
    average_high: int
    average_medium: int
    attendance_high: int
    attendance_medium: int
    pass_average: int
    pass_subject: int
    eligible_line: int | None = None  # None: the Medium line of attendance
    ordinance: Ordinance = DEFAULT

    @classmethod
    def from_definition(cls, definition: Mapping) -> "Policy":
        """The policy a JSON definition with decimal strings describes, or PolicyError."""
        reader = DefinitionReader()
        bands = tuple(Band(*band) for band in reader.bands(definition, MAX_BANDS))
        thresholds = reader.thresholds(definition)
        letters = [band.letter for band in bands]
        ordinances = OrdinanceReader(letters, reader.problems)
        ordinance = ordinances.ordinance(reader.ordinance(definition))
        if reader.problems:
            raise PolicyError(tuple(reader.problems))
        policy = cls(bands=bands, **thresholds, ordinance=ordinance)
        return replace(policy, eligible_line=policy._own_eligible_line())

    def definition(self) -> dict:
        """The canonical JSON definition, from which the same policy is read again.

        What was added to policies later is written only where it says something of its own, so that
        fingerprints of older definitions stay as they are.
        """
        line = self._own_eligible_line()
        eligible = {} if line is None else {"eligible": {"attendance_at_least": _percent(line)}}
        ordinance = ordinance_text(self.ordinance, self.letters)
        return eligible | self._lines() | ({"ordinance": ordinance} if ordinance else {})

    def _lines(self) -> dict:
        return {
            "bands": [
                {"letter": band.letter, "at_least": _percent(band.at_least)} for band in self.bands
            ],
            "risk": {
                "high": {
                    "average_below": _percent(self.average_high),
                    "attendance_below": _percent(self.attendance_high),
                },
                "medium": {
                    "average_below": _percent(self.average_medium),
                    "attendance_below": _percent(self.attendance_medium),
                },
            },
            "pass": {"average_at_least": _percent(self.pass_average)},
            "subject_pass": {"percent_at_least": _percent(self.pass_subject)},
        }

    def fingerprint(self) -> str:
        """The SHA-256 of the canonical definition: equal for equal rules, however written."""
        canonical = json.dumps(
            self.definition(), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        return hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def attendance_eligible(self) -> int:
        """The attendance from which a student may sit an examination."""
        return self.attendance_medium if self.eligible_line is None else self.eligible_line

    def _own_eligible_line(self) -> int | None:
        return None if self.eligible_line == self.attendance_medium else self.eligible_line

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(band.letter for band in self.bands)

    @property
    def average_thresholds(self) -> tuple[int, ...]:
        """Every line an average is compared with."""
        lines = {band.at_least for band in self.bands}
        return tuple(sorted(lines | {self.average_high, self.average_medium, self.pass_average}))

    @property
    def attendance_thresholds(self) -> tuple[int, ...]:
        """Every line an attendance is compared with."""
        return tuple(sorted({self.attendance_high, self.attendance_medium}))

    @property
    def subject_thresholds(self) -> tuple[int, ...]:
        """Every line one subject's percent is compared with."""
        return tuple(sorted({band.at_least for band in self.bands} | {self.pass_subject}))


def _percent(units: int) -> str:
    return decimal_text(units, DECIMALS)


PAPER_POLICY = Policy.from_definition(
    {
        "bands": [
            {"letter": "A+", "at_least": "90"},
            {"letter": "A", "at_least": "75"},
            {"letter": "B", "at_least": "60"},
            {"letter": "C", "at_least": "50"},
            {"letter": "D", "at_least": "40"},
            {"letter": "F", "at_least": "0"},
        ],
        "risk": {
            "high": {"average_below": "40", "attendance_below": "60"},
            "medium": {"average_below": "55", "attendance_below": "75"},
        },
        "pass": {"average_at_least": "40"},
        "subject_pass": {"percent_at_least": "40"},
    }
)
