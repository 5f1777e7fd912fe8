"""A word with a student as the API tells it."""

from django.db.models import OuterRef, QuerySet, Subquery
from rest_framework import serializers

from analytics.api.answers import page_of
from analytics.models import Contact
from analytics.people.contacts import named
from students.models import TermResult
from students.sight import Sight


class ContactRow(serializers.Serializer):
    """When, how and by whom a word was had, what was said and agreed, and when it is followed up.

    `own`: noted by you, so yours to change and to take back; `closed_at`: the follow-up is done.
    """

    id = serializers.IntegerField()
    result = serializers.IntegerField()
    student = serializers.IntegerField()
    roll_no = serializers.CharField()
    name = serializers.CharField()
    term = serializers.CharField()
    on = serializers.DateField()
    kind = serializers.ChoiceField(Contact.Kind.choices)
    note = serializers.CharField()
    agreed = serializers.CharField(allow_blank=True)
    follow_up_on = serializers.DateField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    by = serializers.CharField()
    own = serializers.BooleanField()
    noted_at = serializers.DateTimeField()
    version = serializers.IntegerField()


ContactPage = page_of(ContactRow)


def contact_rows(contacts: QuerySet[Contact], sight: Sight) -> list[dict]:
    """One row for each. One query."""
    of_term = TermResult.objects.filter(student=OuterRef("student"), term=OuterRef("term"))
    found = contacts.select_related("student", "term", "by")
    found = found.annotate(result=Subquery(of_term.values("pk")[:1]))
    return [ContactRow(_row(one, sight)).data for one in found]


def _row(one: Contact, sight: Sight) -> dict:
    columns = ("on", "kind", "note", "agreed", "follow_up_on", "closed_at", "noted_at", "version")
    return {
        "id": one.pk,
        "result": one.result,
        "student": one.student_id,
        "roll_no": one.student.roll_no,
        "name": one.student.name,
        "term": one.term.code,
        "by": named(one.by),
        "own": sight.everything or one.by_id == sight.user_id,
        **{name: getattr(one, name) for name in columns},
    }
