"""Marks: read by whoever may see them, entered by the registrar and the subject's teacher."""

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError

from analytics.api import mark_rows
from analytics.api.answers import (
    CHANGING,
    IF_MATCH,
    MAKING,
    READING,
    REMOVING,
    answered_with,
    operation,
)
from analytics.api.entries import FILTERS, EntriesView, EntryView
from analytics.api.kinds import Kind
from analytics.api.mark_bodies import ChangedMark, NewMark
from analytics.api.mark_rows import MarkPage, MarkRow
from analytics.api.parameters import SUBJECT_OF_ENTRIES
from analytics.api.parts import store_parts
from analytics.api.transactions import in_one_transaction
from students.models import Mark
from students.models.removal import remove_marks
from students.sight import Sight


class Marks(Kind):
    model, new, changed = Mark, NewMark, ChangedMark
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


class MarksView(EntriesView):
    """The marks of the term meant, or of one result."""

    kind, one = MARKS, "api-mark"

    @operation("marks_list", {200: MarkPage}, parameters=[*FILTERS, SUBJECT_OF_ENTRIES])
    def get(self, request):
        """One page of the list; every attempt, and marks not published yet as well."""
        return self.listed(request)

    @operation(
        "marks_create",
        {201: MarkRow},
        MAKING,
        request=NewMark,
        parameters=[answered_with("Location", 201), answered_with("ETag", 201)],
    )
    @in_one_transaction
    def post(self, request):
        """Enter a mark that is not there yet; the result is derived at once."""
        return self.made(request)


class MarkView(EntryView):
    """One mark."""

    kind = MARKS

    @operation("marks_read", {200: MarkRow}, READING[1:], parameters=[answered_with("ETag", 200)])
    def get(self, request, pk):
        """The mark, with its components and its version."""
        return self.shown(request, pk)

    @operation(
        "marks_change",
        {200: MarkRow},
        CHANGING,
        request=ChangedMark,
        parameters=[IF_MATCH, answered_with("ETag", 200)],
    )
    @in_one_transaction
    def patch(self, request, pk):
        """Change what is sent; 412 with both values where If-Match is no longer the version."""
        return self.changed(request, pk)

    @operation("marks_remove", {204: None}, REMOVING[1:], request=None, parameters=[IF_MATCH])
    @in_one_transaction
    def delete(self, request, pk):
        """Remove the mark with its components; the history keeps what they were."""
        return self.removed(request, pk)
