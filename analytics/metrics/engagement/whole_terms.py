"""What was done in whole terms, by how it ended, of sources that know no weeks.

It describes and is no factor: who left had less time for it, and nothing of it is known early.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from analytics.metrics.engagement.enrolments import Enrolled
from analytics.metrics.engagement.groups import grouped_by
from analytics.metrics.engagement.study import Study
from analytics.metrics.engagement.weekly import GROUP_OF, GROUPS
from students.models import TermActivity

MEASURES = ("login_days", "video_seconds", "forum_posts", "submissions_made")


@dataclass(frozen=True)
class WholeTerm:
    """A group by how it ended: how many have such a record, and the median of each of MEASURES,
    None where it is known of nobody or of too few."""

    group: str
    count: int
    medians: tuple[Fraction | None, ...] = ()
    few: bool = False


def whole_terms(study: Study) -> list[WholeTerm]:
    """The groups there are, in the order of GROUPS; [] without any such record. Two queries."""
    records = _records(study)
    there = [one for one in study.enrolments if one.pk in records] if records else []
    parts = grouped_by(there, lambda one: GROUP_OF[one.outcome])
    gone = study.withheld.parts(parts)
    return [
        WholeTerm(group, 0, few=True) if group in gone else _group(study, group, parts, records)
        for group in GROUPS
        if group in parts
    ]


def _records(study: Study) -> dict[int, tuple]:
    """By enrolment the values of MEASURES, None where not known."""
    if not study.enrolments or not TermActivity.objects.exists():
        return {}
    rows = TermActivity.objects.filter(
        enrolment__subject__in={subject for subject, _ in study.courses},
        enrolment__result__term__in={term for _, term in study.courses},
    )
    return {pk: values for pk, *values in rows.order_by().values_list("enrolment_id", *MEASURES)}


def _group(study: Study, group: str, parts: dict, records: dict) -> WholeTerm:
    known: dict[int, list[Enrolled]] = defaultdict(list)
    for one in parts[group]:
        for place, value in enumerate(records[one.pk]):
            if value is not None:
                known[place].append(one)
    medians = []
    for place in range(len(MEASURES)):
        few = study.withheld.any_few(len({one.student for one in known[place]}))
        values = [records[one.pk][place] for one in known[place]]
        medians.append(None if few else median(values))
    return WholeTerm(group, len(parts[group]), tuple(medians))


def median(values: list[int]) -> Fraction | None:
    """The middle one, or the mean of the two in the middle; None for none."""
    ordered = sorted(values)
    if not ordered:
        return None
    return Fraction(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2], 2)
