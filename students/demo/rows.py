"""Rows on their way into the database: gathered class by class, stored many at a time.

A million students are a hundred million rows, for which model instances would take days: a row is
a tuple of column values here, FixedPointField columns in whole hundredths as they are stored, and
goes in by the statement Django itself writes for the model. Keys are given here too, counting on
from the highest there is, so that rows can refer to each other before any of them is stored.
"""

from collections import Counter
from itertools import count

from django.db import connection
from django.db.models import Max, Model
from django.db.models.sql import InsertQuery

from students.models import (
    Admission,
    AttendanceChange,
    BatchTrainer,
    ChannelDay,
    ClassCharge,
    ClassSession,
    ComponentMark,
    EngagementChange,
    Enrolment,
    FeeDue,
    Mark,
    MarkChange,
    Mentorship,
    Payment,
    PlannedClasses,
    Post,
    SessionPresence,
    Staff,
    Student,
    StudentBackground,
    SubjectAttendance,
    Teaching,
    TermAttendance,
    TermResult,
    TrainerRating,
    WeeklyActivity,
)

# In the order in which they refer to one another.
MODELS = (
    Staff,
    Teaching,
    ClassCharge,
    PlannedClasses,
    ClassSession,
    Student,
    Mentorship,
    TermResult,
    Mark,
    ComponentMark,
    SessionPresence,
    SubjectAttendance,
    TermAttendance,
    Enrolment,
    WeeklyActivity,
    StudentBackground,
    MarkChange,
    AttendanceChange,
    EngagementChange,
    Admission,
    BatchTrainer,
    TrainerRating,
    FeeDue,
    Payment,
    ChannelDay,
    Post,
)
ROWS_AT_ONCE = 5000


class Table:
    """One model's rows that wait to be stored."""

    def __init__(self, model: type[Model]):
        blank, columns = model(), model._meta.concrete_fields
        self.usual = {
            column.attname: column.get_db_prep_save(column.pre_save(blank, add=True), connection)
            for column in columns
        }
        query = InsertQuery(model)
        query.insert_values(columns, [blank], raw=True)
        ((self.statement, _),) = query.get_compiler(connection=connection).as_sql()
        highest = model._base_manager.aggregate(top=Max("pk"))["top"]
        self.numbers = count((highest or 0) + 1)
        self.waiting: list[tuple] = []

    def add(self, **values) -> int:
        """A row with these columns and the model's defaults for the others; its number."""
        number = values["id"] = next(self.numbers)
        self.waiting.append(tuple((self.usual | values).values()))
        return number

    def store(self) -> int:
        """Write the rows that wait; how many."""
        stored = len(self.waiting)
        with connection.cursor() as cursor:
            for start in range(0, stored, ROWS_AT_ONCE):
                cursor.executemany(self.statement, self.waiting[start : start + ROWS_AT_ONCE])
        self.waiting.clear()
        return stored


class Rows:
    """What is made and not stored yet; make it where it is known who acts (see `acting`)."""

    def __init__(self):
        self._tables = {model: Table(model) for model in MODELS}
        self.results: list[int] = []

    def add(self, model: type[Model], **values) -> int:
        """Put a row by its column names on the way; its number."""
        number = self._tables[model].add(**values)
        if model is TermResult:
            self.results.append(number)
        return number

    def store(self) -> Counter:
        """Write all that waits and derive the results; how many rows of each model."""
        with TermResult.objects.refreshing() as refresh:
            stored = Counter({model.__name__: self._tables[model].store() for model in MODELS})
            refresh.admit(self.results)
        self.results.clear()
        return stored
