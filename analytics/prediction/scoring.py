"""Guesses for all who are studying on a day: one course at a time, so that memory stays small."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from django.db.models import QuerySet

from analytics.models import ModelVersion, Prediction
from analytics.models.predictions import MILLION
from analytics.prediction.courses import Course
from analytics.prediction.features import feature_table
from analytics.prediction.pulls import pulls
from analytics.prediction.stored_courses import CourseKey, course_keys, stored_course
from analytics.prediction.versions import inputs_for, stage_on
from students.models import Enrolment

BATCH = 2000
PULL_PLACES = 3


@dataclass
class Scored:
    """What a run did: predictions made, those that stood already, and those it had no data for."""

    made: int = 0
    unchanged: int = 0
    not_enough: int = 0
    courses: int = 0
    models: set[str] = field(default_factory=set)

    def as_json(self) -> dict:
        return vars(self) | {"models": sorted(self.models)}


def running(as_of: datetime.date) -> QuerySet[Enrolment]:
    """The enrolments in courses of terms that run on a day."""
    return Enrolment.objects.filter(
        result__term__starts_on__lte=as_of, result__term__ends_on__gte=as_of
    )


def score(versions: list[ModelVersion], as_of: datetime.date, watched: Callable = iter) -> Scored:
    """Make and store the guesses of these versions, at their institutions, as known on a day."""
    done = Scored()
    for version in versions:
        found = running(as_of).filter(result__term__institution=version.institution_id)
        for key in watched(list(course_keys(found))):
            done.courses += 1
            done.models.add(str(version))
            _score_course(version, key, as_of, done)
    return done


def _score_course(version: ModelVersion, key: CourseKey, as_of: datetime.date, done: Scored):
    course, day = stored_course(key), int(key.day(as_of))
    if not tells_anything(course, day):
        done.not_enough += len(course.as_known(day).enrolments)
        return
    rows = list(guessed(version, course, day, as_of))
    stood = _standing(version, key, as_of)
    new = [row for row in rows if stood.get(row.enrolment_id) != (row.stage, row.inputs)]
    Prediction.objects.bulk_create(new, batch_size=BATCH)
    done.made += len(new)
    done.unchanged += len(rows) - len(new)


def tells_anything(course: Course, day: int) -> bool:
    """Whether anything dated is known of a course by a day; else there is not enough data."""
    known = course.as_known(day)
    return any(len(rows.row) for rows in (known.weeks, known.work, known.classes))


def guessed(
    version: ModelVersion, course: Course, day: int, as_of: datetime.date
) -> Iterator[Prediction]:
    """Predictions, not yet stored, of all enrolled in a course on a day."""
    table, stage = feature_table(course, day), stage_on(version, day)
    values = inputs_for(stage, table.names, table.values)
    if not len(values):
        return
    chances, drawn = stage.chances(values), pulls(stage, values)
    by_theme = np.column_stack(list(drawn.values())).round(PULL_PLACES).tolist()
    for enrolment, chance, inputs, row in zip(
        table.enrolments, chances, plain(values), by_theme, strict=True
    ):
        yield Prediction(
            version=version,
            enrolment_id=int(enrolment),
            as_of=as_of,
            stage=stage.day,
            millionths=round(float(chance) * MILLION),
            inputs=inputs,
            pulls=dict(zip(drawn, row, strict=True)),
        )


def plain(values: np.ndarray) -> list[list[float | None]]:
    """Rows of inputs as they are stored: None where nothing is known."""
    return np.where(np.isnan(values), None, values).tolist()


def again(prediction: Prediction) -> int:
    """The same guess made anew from its version and its stored inputs, in millionths."""
    stage = stage_on(prediction.version, prediction.stage)
    values = np.array([prediction.inputs], float)
    return round(float(stage.chances(values)[0]) * MILLION)


def _standing(version: ModelVersion, key: CourseKey, as_of: datetime.date) -> dict[int, tuple]:
    """What the version has said already of the course as of that day, the last word of each."""
    rows = Prediction.objects.filter(
        version=version,
        as_of=as_of,
        enrolment__subject=key.subject,
        enrolment__result__term=key.term,
    ).order_by("pk")
    return {row.enrolment_id: (row.stage, row.inputs) for row in rows.defer("version").iterator()}
