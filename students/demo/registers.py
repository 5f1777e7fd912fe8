"""Whether the register holds the demo, something else or nothing, and how the demo is taken out."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from students.demo.foundations import GROUP
from students.demo.plans import Plan
from students.models import Group, Institution, Membership, RecordChange, Student, User

INSTITUTIONS = ("DEMO", "DEMO-2", "DEMO-3")


@dataclass(frozen=True)
class Finished:
    """The demo that is there, as it was asked for."""

    students: int
    seed: int
    date: str


def note_finished(plan: Plan):
    """Write into the history that the demo is complete, and what was asked for."""
    institution = Institution.objects.get(code_key=INSTITUTIONS[0])
    asked = {"students": plan.students, "seed": plan.seed, "date": plan.date.isoformat()}
    RecordChange.objects.create(
        kind=RecordChange.Kind.MADE,
        model="institution",
        record_id=institution.pk,
        record=institution.code,
        new=json.dumps(asked),
    )


def finished() -> Finished | None:
    """The demo that is there and complete; None without one."""
    made = RecordChange.objects.filter(
        kind=RecordChange.Kind.MADE, model="institution", record=INSTITUTIONS[0], new__contains="{"
    )
    last = made.filter(record_id__in=Institution.objects.values("pk")).last()
    return Finished(**json.loads(last.new)) if last else None


def is_begun() -> bool:
    """Whether anything of the demo is there, complete or not."""
    return Institution.objects.filter(code_key__in=INSTITUTIONS).exists()


def others() -> str:
    """What the register holds besides the demo, in words; empty when there is nothing."""
    institutions = Institution.objects.exclude(code_key__in=INSTITUTIONS)
    students = Student.objects.filter(institution__in=institutions).count()
    people = Membership.objects.filter(user__is_demo=False).values("user").distinct().count()
    groups = Group.objects.exclude(name=GROUP).count()
    counts = (
        (institutions.count(), "institution"),
        (groups, "group"),
        (students, "student"),
        (people, "person with a role"),
    )
    return ", ".join(
        f"{number:,} {word}{_plural(number, word)}" for number, word in counts if number
    )


def clear():
    """Empty the register at once, history and summaries included, and remove the demo's accounts.

    Only for a register that holds nothing but the demo: whole tables are emptied, because a
    million students would take hours row by row.
    """
    tables = [model._meta.db_table for model in _register()]
    flush = connection.ops.sql_flush(no_style(), tables, reset_sequences=True)
    with connection.constraint_checks_disabled():
        connection.ops.execute_sql_flush(flush)
    User.objects.filter(is_demo=True).delete()


def _register() -> list:
    """The register's models, and those of other apps that refer to them, what refers first."""
    own = [model for model in apps.get_app_config("students").get_models() if model is not User]
    referring = _referring(own) - {*own, User}
    while more := _referring(referring) - referring:
        referring |= more
    return [*referring, *reversed(own)]


def _referring(models: Iterable) -> set:
    """The models with a reference to one of these."""
    return {one.related_model for model in models for one in model._meta.related_objects}


def _plural(number: int, word: str) -> str:
    return "" if number == 1 or " " in word else "s"
