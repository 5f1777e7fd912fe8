"""Marks: read by whoever may see them, entered by the registrar and the subject's teacher."""

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError

from analytics.api import mark_rows
from analytics.api.kinds import Kind
from analytics.api.mark_bodies import ChangedMark, NewMark
from analytics.api.parts import store_parts
from students.models import Mark
from students.models.removal import remove_marks
from students.sight import Sight


class Marks(Kind):
    model, new, changed = Mark, NewMark, ChangedMark
    row, page = mark_rows.MarkRow, mark_rows.MarkPage
    word, address = "marks", "api-mark"
    told_of = {
        "list": "One page of the list; every attempt, and marks not published yet as well.",
        "create": "Enter a mark that is not there yet; the result is derived at once.",
        "read": "The mark, with its components and its version.",
        "remove": "Remove the mark with its components; the history keeps what they were.",
    }
    written = ("subject", "attempt", "sat_term", "state", "score", "max_score", "published")
    refused = "Marks are entered by a registrar, and by the teacher of the subject."

    def seen(self, sight: Sight) -> QuerySet[Mark]:
        return sight.marks()

    told = staticmethod(mark_rows.told)
    rows = staticmethod(mark_rows.rows)

    def make(self, result, values):
        same = {name: values[name] for name in ("subject", "attempt")}
        if result.marks.filter(**same).exists():
            raise ValidationError({"subject": ["This attempt is there already: change it."]})
        return super().make(result, values)

    def store(self, entry, values):
        entry = super().store(entry, values)
        store_parts(entry, values["parts"])
        return entry

    def remove(self, entry):
        remove_marks(Mark.objects.filter(pk=entry.pk))


MARKS = Marks()
