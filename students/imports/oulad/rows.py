"""Days of handing in, and weeks, as rows of the store: those that differ from what is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from students.imports.histories import changed, engagement_change, on_result
from students.imports.oulad.records import Course, Learner
from students.imports.oulad.terms import day_of
from students.imports.standings import Standing
from students.imports.store import insert, upsert
from students.imports.structure import Structure
from students.models import ComponentMark, EngagementChange, RecordChange, WeeklyActivity
from students.models.engagement import CLICKS
from students.rules.keys import key_of

FIGURES = ("login_days", "last_day", "video_seconds", "forum_posts", "visits", "clicks", *CLICKS)
HANDED_IN = ("submitted_on", "banked")
Taken = list[tuple[Standing, Course, Learner]]


@dataclass
class WeekRows:
    """Rows of weeks to be added, changed and removed, with their history."""

    new: list[dict] = field(default_factory=list)
    changed: list[dict] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    told: list[dict] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {"new": len(self.new), "changed": len(self.changed), "removed": len(self.gone)}

    def store(self):
        """Write them."""
        insert(WeeklyActivity, self.new)
        upsert(WeeklyActivity, self.changed, ("enrolment", "week"), FIGURES)
        WeeklyActivity.objects.filter(pk__in=self.gone).delete()
        insert(EngagementChange, self.told)


def week_rows(
    structure: Structure, enrolled: Iterable[tuple[int, Standing, str, dict[int, dict]]]
) -> WeekRows:
    """What has to be written so that these enrolments have these weeks.

    `enrolled`: number of the enrolment, whose it is, subject (its key), figures by week.
    """
    wanted = {pk: (standing, subject, weeks) for pk, standing, subject, weeks in enrolled}
    rows, seen = WeekRows(), set()
    stored = WeeklyActivity.objects.filter(enrolment__in=list(wanted)).order_by()
    for pk, enrolment, week, *figures in stored.values_list("pk", "enrolment", "week", *FIGURES):
        standing, subject, weeks = wanted[enrolment]
        old, new = dict(zip(FIGURES, figures, strict=True)), weeks.get(week)
        seen.add((enrolment, week))
        if old == new:
            continue
        on, of = on_result(structure.place, standing), structure.subjects.by_key[subject]
        rows.told.append(engagement_change(on, of, "week", old, new, week))
        if new is None:
            rows.gone.append(pk)
        else:
            rows.changed.append({"enrolment_id": enrolment, "week": week, **new})
    for enrolment, (standing, subject, weeks) in wanted.items():
        new = [week for week in weeks if (enrolment, week) not in seen]
        rows.new += [{"enrolment_id": enrolment, "week": one, **weeks[one]} for one in new]
        if new:
            on, of = on_result(structure.place, standing), structure.subjects.by_key[subject]
            rows.told.append(engagement_change(on, of, "week", None, came_in(new)))
    return rows


def came_in(weeks: list[int]) -> dict[str, int]:
    """What the history tells of weeks that come in: how many, from which to which."""
    return {"weeks": len(weeks), "from": min(weeks), "to": max(weeks)}


def handed_in(presentation: str, taken: Taken) -> dict[tuple[int, str, str], tuple]:
    """By result, subject and component (their keys): the day of handing in, and whether banked."""
    return {
        (standing.result_id, key_of(course.module), key_of(course.assessments[number].code)): (
            day_of(presentation, said.submitted),
            said.banked,
        )
        for standing, course, learner in taken
        for number, said in learner.scores.items()
    }


def handed_in_otherwise(wanted: dict[tuple[int, str, str], tuple]) -> dict[int, tuple]:
    """The component marks stored with another day: by number what is stored, what is wanted."""
    rows = ComponentMark.objects.filter(
        mark__result__in={result for result, *_ in wanted}, mark__attempt=1
    ).order_by()
    columns = ("mark__result_id", "mark__subject__code_key", "component__code_key", *HANDED_IN)
    stored = ((pk, tuple(row[:3]), tuple(row[3:])) for pk, *row in rows.values_list("pk", *columns))
    return {pk: (old, wanted[place]) for pk, place, old in stored if wanted.get(place, old) != old}


def store_handed_in(different: dict[int, tuple]):
    """Write these days of handing in, a correction with its history; inside a refresh."""
    parts = ComponentMark.objects.select_related("component", "mark__result__student")
    columns = ("mark_id", "component_id", "state", "score", "published")
    rows, told = [], []
    for pk, part in parts.in_bulk(list(different)).items():
        old, new = (dict(zip(HANDED_IN, values, strict=True)) for values in different[pk])
        rows.append({name: getattr(part, name) for name in columns} | new)
        if old["submitted_on"]:
            record = f"{part.mark.result.student.roll_no} {part.component.code}"
            told += changed("componentmark", pk, record, old, new)
    upsert(ComponentMark, rows, ("mark", "component"), HANDED_IN)
    insert(RecordChange, told)


def results_of(part_ids: Iterable[int]) -> set[int]:
    """The results of these component marks."""
    parts = ComponentMark.objects.filter(pk__in=list(part_ids))
    return set(parts.values_list("mark__result", flat=True))
