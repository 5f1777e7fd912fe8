"""Guesses for all who are studying on a day: one course at a time, so that memory stays small."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from django.db import transaction
from django.db.models import Q, QuerySet

from analytics.models import ModelVersion, Prediction
from analytics.models.predictions import MILLION
from analytics.prediction.activations import lock
from analytics.prediction.checks import check
from analytics.prediction.courses import DAYS_IN_WEEK, Course
from analytics.prediction.features import feature_table
from analytics.prediction.forecasters import Stage
from analytics.prediction.known_ends import known_ends
from analytics.prediction.pulls import pulls
from analytics.prediction.refusals import OutdatedVersionError
from analytics.prediction.stored_courses import course_keys, stored_course
from analytics.prediction.stored_earlier_terms import EarlierTerms
from analytics.prediction.stored_rows import CourseKey
from analytics.prediction.versions import inputs_for, stage_on
from students.imports.store import insert
from students.models import Enrolment, Outcome, Term, TermResult
from students.models.taken_subjects import enrol_takers, untaken

BATCH = 2000
PULL_PLACES = 3
NOTHING_SAID = (0,)  # the edition before the first


@dataclass
class Scored:
    """What a run did: predictions made, those that stood already, and those it had no data for.

    `ended` counts those of whom the end was known, so that there is nothing to guess. `refused`
    has a sentence for each version in use that cannot be used any more.
    """

    made: int = 0
    unchanged: int = 0
    not_enough: int = 0
    ended: int = 0
    courses: int = 0
    models: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def as_json(self) -> dict:
        return vars(self) | {"models": sorted(self.models)}


def running_terms(as_of: datetime.date) -> QuerySet[Term]:
    """The terms that run on a day."""
    return Term.objects.filter(starts_on__lte=as_of, ends_on__gte=as_of)


def running(as_of: datetime.date) -> QuerySet[Enrolment]:
    """The enrolments in courses of these terms."""
    return Enrolment.objects.filter(result__term__in=running_terms(as_of))


def score(versions: list[ModelVersion], as_of: datetime.date, watched: Callable = iter) -> Scored:
    """Make and store the guesses of these versions, at their institutions, of those there on a day.

    They are made as known when the last whole week of each course was over, as in the past that
    was learnt from: in the middle of a week all would look silent.
    """
    done = Scored()
    institutions = {version.institution_id for version in versions}
    enrol_takers(running_terms(as_of).filter(institution__in=institutions))
    for version in versions:
        try:
            check(version)
            _score_all(version, as_of, watched, done)
        except OutdatedVersionError as error:
            done.refused.append(str(error))
    return done


def _score_all(version: ModelVersion, as_of: datetime.date, watched: Callable, done: Scored):
    found = running(as_of).filter(result__term__institution=version.institution_id)
    earlier_terms = EarlierTerms()
    for key in watched(list(course_keys(found))):
        done.courses += 1
        done.models.add(str(version))
        course = stored_course(key, int(key.day(as_of)), earlier_terms)
        _score_course(version, key, course, as_of, done)


def _score_course(
    version: ModelVersion, key: CourseKey, course: Course, as_of: datetime.date, done: Scored
):
    today = int(key.day(as_of))
    there = set(course.as_known(today).enrolments.tolist()) - withdrawn(key) - dropped(key)
    over = there & known_ends(key, as_of, version.target)
    done.ended += len(over)
    there -= over
    day = last_whole_week(today)
    known = course.as_known(day)
    judged = set(known.enrolments[known.judged].tolist())
    done.not_enough += len(there - judged)  # of whom nothing is known, or who came since that day
    there &= judged
    for rows in guessed(version, course, day, key.starts_on + datetime.timedelta(days=day), there):
        _store(version, rows, done)


@transaction.atomic
def _store(version: ModelVersion, rows: list[dict], done: Scored):
    """Those that say something new; a later edition where facts of the same day came in since.

    A run beside this one, as a training job beside the nightly command, waits: it finds them there.
    """
    lock(version.institution)
    stood, new = _standing(version, rows), []
    for row in rows:
        edition, *before = stood.get(row["enrolment_id"], NOTHING_SAID)
        if before != [row["stage"], row["inputs"]]:
            new.append(row | {"edition": edition + 1})
    insert(Prediction, new)
    done.made += len(new)
    done.unchanged += len(rows) - len(new)


def last_whole_week(day: int) -> int:
    """The last day up to which there are whole weeks alone, as in the past that was learnt from."""
    return day // DAYS_IN_WEEK * DAYS_IN_WEEK


def withdrawn(key: CourseKey) -> set[int]:
    """Those of a course who are said to have left, though nobody said when: of whom it is said,
    the day tells whether they were there."""
    of_course = Enrolment.objects.filter(subject=key.subject, result__term=key.term)
    gone = Q(outcome=Outcome.WITHDRAWN) | Q(result__status=TermResult.Status.WITHDRAWN)
    return set(of_course.filter(gone, left_on__isnull=True).order_by().values_list("pk", flat=True))


def dropped(key: CourseKey) -> set[int]:
    """Those who were guessed about by a mark or a register that is gone: what was said stays."""
    of_course = Enrolment.objects.filter(subject=key.subject, result__term=key.term)
    return set(untaken(of_course).order_by().values_list("pk", flat=True))


def guessed(
    version: ModelVersion, course: Course, day: int, as_of: datetime.date, there: set[int]
) -> Iterator[list[dict]]:
    """The columns of predictions of those there of the enrolled of a day; some at a time."""
    table, stage = feature_table(course, day), stage_on(version, day)
    values = inputs_for(stage, table.names, table.values)
    chosen = np.flatnonzero(np.isin(table.enrolments, list(there)))
    for start in range(0, len(chosen), BATCH):
        rows = chosen[start : start + BATCH]
        yield list(_predictions(version, stage, table.enrolments[rows], values[rows], as_of))


def _predictions(
    version: ModelVersion, stage: Stage, enrolments, values, as_of: datetime.date
) -> Iterator[dict]:
    chances, drawn = stage.chances(values), pulls(stage, values)
    by_theme = np.column_stack(list(drawn.values())).round(PULL_PLACES).tolist()
    for enrolment, chance, inputs, row in zip(
        enrolments, chances, plain(values), by_theme, strict=True
    ):
        yield {
            "version_id": version.pk,
            "enrolment_id": int(enrolment),
            "as_of": as_of,
            "stage": stage.day,
            "millionths": round(float(chance) * MILLION),
            "inputs": inputs,
            "pulls": dict(zip(drawn, row, strict=True)),
        }


def plain(values: np.ndarray) -> list[list[float | None]]:
    """Rows of inputs as they are stored: None where nothing is known."""
    return np.where(np.isnan(values), None, values).tolist()


def again(prediction: Prediction) -> int:
    """The same guess made anew from its version and its stored inputs, in millionths."""
    stage = stage_on(prediction.version, prediction.stage)
    values = np.array([prediction.inputs], float)
    return round(float(stage.chances(values)[0]) * MILLION)


def _standing(version: ModelVersion, rows: list[dict]) -> dict[int, tuple]:
    """Edition, stage and inputs of what the version said last of these enrolments on their day."""
    found = Prediction.objects.filter(
        version=version,
        as_of=rows[0]["as_of"],
        enrolment__in=[row["enrolment_id"] for row in rows],
    ).order_by("edition")
    said = found.values_list("enrolment", "edition", "stage", "inputs")
    return {enrolment: tuple(last) for enrolment, *last in said}
