"""The feature table: a row per enrolment of a course, as known at the end of a day."""

from dataclasses import dataclass

import numpy as np

from analytics.prediction.activity import activity_features
from analytics.prediction.beginnings import beginning_features, class_features
from analytics.prediction.courses import Course
from analytics.prediction.earlier_terms import earlier_features
from analytics.prediction.handed_in import work_features
from analytics.prediction.told import told_features
from analytics.prediction.told_names import TOLD

PLACES = 4  # as inputs are stored: a guess made from the stored ones is the same guess
OF_COURSE = ("course_there", "course_gone", "course_day")  # not of a student: the pace of leaving
OF_SUBJECT = "course_subject"  # the number of the subject, for what its past courses tell
UNLEARNT = (*OF_COURSE, OF_SUBJECT, *TOLD)  # stored with the inputs, and no learner looks at them
FAMILIES = (beginning_features, class_features, activity_features, work_features, earlier_features)


@dataclass(frozen=True)
class Table:
    """Features: `values` has a row for each of `enrolments` and a column for each name."""

    enrolments: np.ndarray
    names: tuple[str, ...]
    values: np.ndarray


def feature_table(course: Course, day: int) -> Table:
    """The features of all who are enrolled on the day; nothing dated later is looked at."""
    known = course.as_known(day)
    there, gone = course.leaving(day)
    everyone = np.ones(len(known.enrolments))
    columns = dict(zip(OF_COURSE, (there * everyone, gone * everyone, day * everyone), strict=True))
    columns[OF_SUBJECT] = course.key[0] * everyone
    for features in FAMILIES:
        columns |= features(known, day)
    columns |= told_features(known, day, columns)
    values = np.column_stack([np.asarray(column, float) for column in columns.values()])
    return Table(known.enrolments, tuple(columns), values.round(PLACES))
