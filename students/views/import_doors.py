"""The ways to bring files in, by what they are about, for the home of those who do."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from students.import_rights import KEEPERS
from students.models import ImportRun
from students.sight import Sight

Kind = ImportRun.Kind
GROUPS = (
    (_("Students and marks"), ((Kind.STUDENTS, "student"), (Kind.MARKS, "mark"))),
    (_("Attendance"), ((Kind.ATTENDANCE, "termattendance"),)),
    (_("Fees"), ((Kind.DUES, "feedue"), (Kind.PAYMENTS, "payment"))),
    (
        _("Batches and trainers"),
        (
            (Kind.BATCHES, "batch"),
            (Kind.ADMISSIONS, "admission"),
            (Kind.TRAINERS, "staff"),
            (Kind.RATINGS, "trainerrating"),
        ),
    ),
    (_("Online learning"), ((Kind.ENGAGEMENT, "enrolment"),)),
    (_("Outreach"), ((Kind.POSTS, "post"), (Kind.REACH, "channelday"))),
)


def import_doors(sight: Sight) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups with the imports in them that are this person's: each its name and address."""
    doors = [
        (title, [(kind.label, _url(model)) for kind, model in kinds if sight.has(*KEEPERS[kind])])
        for title, kinds in GROUPS
    ]
    return [(title, links) for title, links in doors if links]


def import_door(kind: str) -> str:
    """The address of the page that takes such files in."""
    models = {one: model for _title, kinds in GROUPS for one, model in kinds}
    return _url(models[kind])


def _url(model: str) -> str:
    return reverse(f"admin:students_{model}_import")
