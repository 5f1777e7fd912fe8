"""Doubtful values that nobody has settled, and records that may be of one person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from analytics.quality.checks import DOUBTFUL, DUPLICATE, Found, Row
from analytics.quality.scopes import FEES, WHOLE, QualityScope
from students.models import Doubt, Student
from students.persons.pairs import Proposal, people_by_number, proposals


@dataclass(frozen=True)
class DoubtCheck:
    """Values an import took as they stand and holds doubtful."""

    slug = "doubts"
    title = gettext_lazy("Values held doubtful as they came in")
    todo = gettext_lazy("Say of each whether it is right as it is, or take what is proposed.")
    kind = DOUBTFUL
    part = FEES

    def counts(self, scope: QualityScope) -> dict[int, Found]:
        """Open ones of all that were ever held doubtful. One query."""
        rows = self._all(scope).order_by().values_list("institution")
        counted = rows.annotate(whole=Count("pk"), settled=Count("settled_at"))
        return {place: Found(whole - settled, whole) for place, whole, settled in counted}

    def rows(self, scope: QualityScope) -> QuerySet[Doubt]:
        """Those that are open."""
        return self._all(scope).filter(settled_at=None)

    def shown(self, scope: QualityScope, rows: Iterable[Doubt]) -> list[Row]:
        """What is doubted, and why."""
        return [
            Row(one.institution_id, one.record, f"{one.column}: {one.value}. {one.reason}")
            for one in rows
        ]

    def url(self, scope: QualityScope) -> str:
        """The page on which they are settled."""
        return reverse("doubts")

    @staticmethod
    def _all(scope: QualityScope) -> QuerySet[Doubt]:
        return scope.sight.doubts().filter(institution__in=scope.institution_ids)


@dataclass(frozen=True)
class PeopleCheck:
    """Two records that may be of one person, of whom nobody has said anything yet."""

    slug = "people"
    title = gettext_lazy("Pairs of students who may be one person")
    todo = gettext_lazy("Say of each pair whether it is one person or two; nothing is merged.")
    kind = DUPLICATE
    part = WHOLE

    def counts(self, scope: QualityScope) -> dict[int, Found]:
        """A pair counts in each institution it has a record in, of all students there."""
        places = dict(scope.students().order_by().values_list("institution").annotate(Count("pk")))
        pairs = self.rows(scope)
        homes = dict(
            Student.objects.filter(
                pk__in={number for one in pairs for number in (one.first, one.second)}
            ).values_list("pk", "institution")
        )
        open_here = Counter(
            place for one in pairs for place in {homes[one.first], homes[one.second]}
        )
        return {place: Found(open_here[place], whole) for place, whole in places.items()}

    def rows(self, scope: QualityScope) -> list[Proposal]:
        """The pairs with at least one record here; the other lies in any place they look after."""
        found = proposals(scope.sight.judged_students())
        if not scope.chosen:
            return found
        numbers = {number for one in found for number in (one.first, one.second)}
        rows = scope.students().filter(pk__in=numbers)
        here = set(rows.order_by().values_list("pk", flat=True))
        return [one for one in found if one.first in here or one.second in here]

    def shown(self, scope: QualityScope, rows: Iterable[Proposal]) -> list[Row]:
        """Both names."""
        rows = list(rows)
        people = people_by_number(pk for one in rows for pk in (one.first, one.second))
        return [
            Row(people[one.first].institution_id, str(people[one.first]), str(people[one.second]))
            for one in rows
        ]

    def url(self, scope: QualityScope) -> str:
        """The page on which they are judged."""
        return reverse("same-people")


CHECKS = (DoubtCheck(), PeopleCheck())
