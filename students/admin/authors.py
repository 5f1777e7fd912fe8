"""Who changed a value of a student's term last, and when."""

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format

from students.admin.stale import Difference
from students.models import AttendanceChange, MarkChange, RecordChange, TermResult, User


class RecordAuthors:
    """The last change of every field of one record, read from the history."""

    def __init__(self, row: Model):
        self.last = {}
        changes = RecordChange.objects.filter(model=row._meta.model_name, record_id=row.pk)
        for change in changes.order_by("pk"):
            self.last["record", change.field] = change
        self._read_more(row)
        users = {change.user_id for change in self.last.values() if change.user_id}
        self.names = {user.pk: str(user) for user in User.objects.filter(pk__in=users)}

    def _read_more(self, row: Model):
        """What else was written down of the row."""

    def of(self, difference: Difference, row) -> str:
        """“meera, 14 Mar 2026, 10:42” for the row a difference stands in; empty when not known."""
        change = self.last.get(self._key(difference, row))
        if change is None:
            return ""
        at = timezone.localtime(change.at)
        who = self.names.get(change.user_id) or change.get_door_display()
        return f"{who}, {date_format(at, 'j M Y, H:i')}"

    def _key(self, difference: Difference, row):
        return ("record", difference.field)


class Authors(RecordAuthors):
    """The same for a result with its marks and attendance."""

    def _read_more(self, row: TermResult):
        of_result = {"student_id": row.student_id, "term_id": row.term_id}
        for change in MarkChange.objects.filter(**of_result).order_by("pk"):
            self.last["mark", change.subject_code, change.attempt, change.component] = change
        for change in AttendanceChange.objects.filter(**of_result).order_by("pk"):
            self.last["attendance", change.subject_code] = change

    def _key(self, difference: Difference, row):
        if not difference.row:
            return super()._key(difference, row)
        if row is None:
            return None
        instance = row.instance
        if hasattr(instance, "held"):
            subject = getattr(instance, "subject", None)
            return ("attendance", subject.code if subject else "")
        mark = getattr(instance, "mark", instance)
        component = getattr(instance, "component", None)
        return ("mark", mark.subject.code, mark.attempt, component.code if component else "")
