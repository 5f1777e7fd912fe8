"""What the page of measured rooms is about: batches, their sessions, and the one shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from analytics.choices import BATCH, BRANCH
from analytics.chosen import ScopeError
from analytics.kpis.batches import ATTENDANCE, AVERAGE, STUDENTS, BatchLine, BatchReadings
from analytics.kpis.readings import Readings
from analytics.metrics.moments import UNKNOWN, Moment
from analytics.metrics.rooms import RoomSession, RoomWeek, room_minutes, room_sessions, room_weeks
from analytics.precincts import Precinct
from students.models import Batch
from students.rules.room_engagement import Minute, engagement
from students.sight import Sight

SESSION = "session"
BESIDE = (STUDENTS, ATTENDANCE, AVERAGE)


@dataclass(frozen=True)
class Rooms:
    """The measured rooms of a precinct; `asked` is the number of a session, or None."""

    precinct: Precinct
    asked: int | None = None

    @classmethod
    def of(cls, sight: Sight, params: Mapping) -> "Rooms":
        """Those of an address; ScopeError for what is not among what they see."""
        text = str(params.get(SESSION) or "").strip()
        precinct = Precinct.of(sight, params)
        if not text:
            return cls(precinct)
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
        found = cls(precinct, number)
        if all(one.row.pk != number for one in found.sessions):
            raise ScopeError([f"{SESSION}={text[:20]}"])
        return found

    @property
    def scope(self) -> Precinct:
        """What a chart asks for addresses."""
        return self.precinct

    @property
    def total(self) -> Moment:
        """What a chart asks for the time of the figures: they are made as they are read."""
        return UNKNOWN

    @cached_property
    def sessions(self) -> list[RoomSession]:
        """Those of the batches meant that are told of, the newest first."""
        rows = self.precinct.sight.camera_sessions()
        rows = rows.filter(institution__in=self.precinct.institution_ids)
        for name, column in ((BATCH, "batch__in"), (BRANCH, "batch__branch__in")):
            if name in self.precinct.picked:
                rows = rows.filter(**{column: self.precinct.picked[name]})
        return [one for one in room_sessions(rows) if one.row.batch_id not in self.withheld]

    @cached_property
    def readings(self) -> dict[int, BatchLine]:
        """Attendance and marks of the batches, by the batch's number."""
        found = BatchReadings(Readings(self.precinct))
        return {one.batch.pk: one for one in found.lines}

    @cached_property
    def withheld(self) -> set[int]:
        """Batches of one to four students, of whom a trainer is told nothing."""
        if self.precinct.tells_of_few:
            return set()
        return {pk for pk, one in self.readings.items() if one.of(STUDENTS).few}

    @cached_property
    def batches(self) -> dict[Batch, list[RoomSession]]:
        """The sessions by their batch, in the order of the codes."""
        groups: dict[Batch, list[RoomSession]] = {}
        for one in sorted(self.sessions, key=lambda one: one.row.batch.code_key):
            groups.setdefault(one.row.batch, []).append(one)
        return groups

    @property
    def single(self) -> bool:
        """Whether one batch is looked at."""
        return len(self.batches) == 1

    @property
    def shown(self) -> RoomSession | None:
        """The session of which minutes are shown: the one asked for, or of one batch the newest."""
        if self.asked is not None:
            return next(one for one in self.sessions if one.row.pk == self.asked)
        return self.sessions[0] if self.single else None

    @cached_property
    def minutes(self) -> list[Minute]:
        """Its minutes."""
        return room_minutes(self.shown.row) if self.shown else []

    @cached_property
    def weeks(self) -> list[RoomWeek]:
        """The weeks of the one batch."""
        if not self.single:
            return []
        return room_weeks(self.sessions, self.precinct.tells_of_few)

    @property
    def query(self) -> str:
        """The address's parameters."""
        return self.precinct.query(**({SESSION: str(self.asked)} if self.asked else {}))


def engagement_of(sessions: list[RoomSession]) -> Fraction | None:
    """Of all their frames together."""
    return engagement(one.counted for one in sessions)
