"""What marks and attendance have in common: rows of a result, seen, entered, changed, removed."""

from django.db.models import Model, Q, QuerySet
from rest_framework.serializers import Serializer

from analytics.api.inputs import Body
from students.models import TermResult
from students.sight import Sight


class Kind:
    """One kind of entry. A subclass says how it is seen, told and written."""

    model: type[Model]
    new: type[Body]
    changed: type[Body]
    row: type[Serializer]
    page: type[Serializer]
    word = ""  # the first part of the names of its operations
    address = ""  # the name of the address of one; that of the list has an s
    told_of: dict[str, str]  # what the description says of list, create, read and remove
    written: tuple[str, ...]  # the columns a body names
    conflicts: tuple[int, ...] = ()  # 409 where others' rows may say what an entry has to be
    refused = ""  # what somebody is told who may read and not enter

    def opens(self, sight: Sight) -> bool:
        """Whether entries of this kind are theirs to write anywhere."""
        return sight.enters_marks

    def enterable(self, sight: Sight, subject_id: int | None) -> QuerySet[TermResult]:
        """The results whose entry in this subject is theirs to write."""
        return sight.enterable(subject_id)

    def seen(self, sight: Sight) -> QuerySet:
        """The entries that may be seen."""
        raise NotImplementedError

    def told(self, entries: QuerySet) -> QuerySet:
        """The same with what a row needs, `version` among it."""
        raise NotImplementedError

    def rows(self, entries: QuerySet) -> list[dict]:
        """A row for each."""
        raise NotImplementedError

    def make(self, result: TermResult, values: dict) -> Model:
        """Store a new entry inside an open refresh; ValidationError where it cannot stand."""
        columns = {name: values[name] for name in self.written if name in values}
        entry = self.model(result=result, **columns)
        return self.store(entry, values)

    def change(self, entry: Model, values: dict) -> Model:
        """Store what differs of an entry inside an open refresh."""
        for name in self.written:
            if name in values:
                setattr(entry, name, values[name])
        return self.store(entry, values)

    def store(self, entry: Model, values: dict) -> Model:
        """Save it, and what hangs on it."""
        entry.save()
        return entry

    def remove(self, entry: Model):
        """Remove an entry inside an open refresh."""
        entry.delete()


def of_whole_records(sight: Sight) -> Q:
    """The condition that the whole record an entry belongs to may be seen."""
    return sight.classes(prefix="result__") | sight.mentees("result__")
