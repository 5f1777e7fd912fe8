"""What goes along when students are removed: the words with them, but for their history."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import ngettext

from analytics.models.contacts import Contact
from analytics.models.mark_sheets import MarkSheet
from analytics.models.predictions import Prediction
from students.models import RecordChange, Student, TermResult


def contacts_in_words(students: models.QuerySet[Student]) -> list[str]:
    """What a removal of these students would take along: "2 contacts"."""
    count = Contact.objects.filter(student__in=students).count()
    words = ngettext("%(count)s contact", "%(count)s contacts", count) % {"count": count}
    return [words] if count else []


def remove_contacts_of(student_ids: Iterable[int]):
    """Remove those of students who are removed themselves; the history keeps what they said."""
    rows = Contact.objects.filter(student__in=student_ids)
    for one in rows.select_related("student"):
        one.write_down(RecordChange.Kind.REMOVED, old=one.said())
    rows.delete()


def predictions_in_words(results: models.QuerySet[TermResult]) -> list[str]:
    """What a removal of these terms would take along, with the enrolments: "12 predictions"."""
    rows = results.order_by().values("pk")
    count = Prediction.objects.filter(enrolment__result__in=rows).count()
    words = ngettext("%(count)s prediction", "%(count)s predictions", count) % {"count": count}
    return [words] if count else []


def mark_sheets_in_words(results: models.QuerySet[TermResult]) -> list[str]:
    """The mark sheets given out of these terms; their codes verify nothing any more."""
    count = MarkSheet.objects.filter(result__in=results.order_by().values("pk")).count()
    words = ngettext("%(count)s mark sheet", "%(count)s mark sheets", count) % {"count": count}
    return [words] if count else []
