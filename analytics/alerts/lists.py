"""The alerts of a scope that one person may read, narrowed by the address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from analytics.alerts import RULES
from analytics.alerts.readers import readable_alerts
from analytics.alerts.rows import AlertRow, rows_of
from analytics.models import Alert, AlertSeen
from analytics.scope import Scope
from students.models.refresh import chunks

KIND, SHOW = "kind", "show"
NEW, SEEN = "new", "seen"
ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Sums:
    """How many there are, and how many of them this person has not ticked."""

    total: int
    unseen: int


@dataclass(frozen=True)
class AlertList:
    """Alerts of a scope; `conditions` are those of the address in force."""

    scope: Scope
    conditions: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, scope: Scope, params: Mapping) -> "AlertList":
        """What parameters ask for; what cannot be meant is as if it were not there."""
        known = {KIND: RULES, SHOW: (NEW, SEEN)}
        asked = {name: str(params.get(name) or "").strip() for name in known}
        return cls(scope, {name: value for name, value in asked.items() if value in known[name]})

    @property
    def user_id(self) -> int:
        return self.scope.sight.user_id

    def query(self, **changes: str) -> str:
        """The address of this list, with these parameters changed or, given "", left out."""
        values = {**self.scope.chosen, **self.conditions, **changes}
        return urlencode({name: value for name, value in values.items() if value})

    def alerts(self) -> QuerySet[Alert]:
        """All of them, in no order."""
        here = self.scope.whole_results().order_by()
        rows = readable_alerts(self.scope.sight).filter(Exists(here.filter(pk=OuterRef("result"))))
        if kind := self.conditions.get(KIND):
            rows = rows.filter(kind=kind)
        if show := self.conditions.get(SHOW):
            rows = rows.seen_by(self.user_id) if show == SEEN else rows.unseen_by(self.user_id)
        return rows

    def sums(self) -> Sums:
        """One query."""
        found = (
            self.alerts()
            .with_seen(self.user_id)
            .order_by()
            .aggregate(n=Count("pk"), n_seen=Count("pk", filter=Q(seen=True)))
        )
        return Sums(found["n"], found["n"] - found["n_seen"])

    def page(self, start: int, stop: int) -> list[AlertRow]:
        """Rows start to stop: those not seen first, then the newest; always as many queries."""
        return self._shown(list(self._ids()[start:stop]))

    def every_row(self) -> Iterator[AlertRow]:
        """All rows, some hundred at a time."""
        ids = list(self._ids())
        for start in range(0, len(ids), ROWS_AT_ONCE):
            yield from self._shown(ids[start : start + ROWS_AT_ONCE])

    def student_ids(self) -> list[int]:
        """Whose names are in the list."""
        rows = self.alerts().order_by().values_list("result__student", flat=True)
        return list(rows.distinct())

    def newest(self) -> int:
        """The number of the newest of them; 0 for none."""
        return self.alerts().order_by("-pk").values_list("pk", flat=True).first() or 0

    def tick(self, up_to: int):
        """This person has seen all of them up to this number; what came since stays new."""
        rows = self.alerts().unseen_by(self.user_id).filter(pk__lte=up_to)
        for some in chunks(rows.order_by().values_list("pk", flat=True)):
            ticks = (AlertSeen(alert_id=pk, user_id=self.user_id) for pk in some)
            AlertSeen.objects.bulk_create(ticks, ignore_conflicts=True)

    def _ids(self) -> QuerySet:
        rows = self.alerts().with_seen(self.user_id)
        return rows.order_by("seen", "-raised_on", "-pk").values_list("pk", flat=True)

    def _shown(self, ids: list[int]) -> list[AlertRow]:
        rows = Alert.objects.filter(pk__in=ids).with_seen(self.user_id)
        found = {row.pk: row for row in rows_of(rows)}
        return [found[pk] for pk in ids if pk in found]
