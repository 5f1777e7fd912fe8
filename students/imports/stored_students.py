"""Storing students and where they stand in the term, many at once."""

from students.imports.histories import changed, made
from students.imports.items import Item
from students.imports.places import Place
from students.imports.standings import Standing
from students.imports.store import insert, write
from students.imports.structure import Structure
from students.models import PolicyVersion, RecordChange, Student, TermResult
from students.rules.keys import name_key_of

Items = dict[str, list[Item]]
STUDENT_KEY, STUDENT_FIELDS = (
    ("institution", "roll_key"),
    ("name", "name_key", "email", "version"),
)
RESULT_KEY, RESULT_FIELDS = ("student", "term"), ("branch", "batch", "section", "semester")


def store_students(place: Place, found: dict[str, Standing], roll_numbers: dict, items: Items):
    """Make new students and change known ones; their standings then know their numbers."""
    values = {key: of_student[0] for key, of_student in items.items()}
    rows = (
        (student_row(place.institution.pk, found[key], roll_numbers[key], item.new), item.old)
        for key, item in values.items()
    )
    write(Student, rows, STUDENT_KEY, STUDENT_FIELDS)
    _read_student_ids(place, [found[key] for key in values])
    changes = []
    for key, item in values.items():
        pk, roll_no = found[key].student_id, found[key].roll_no
        if item.old is None:
            changes.append(made("student", pk, roll_no, item.new))
        else:
            changes += changed("student", pk, roll_no, item.old, item.new)
    insert(RecordChange, changes)


def student_row(institution_id: int, standing: Standing, roll_no: str, values: dict) -> dict:
    """A student as a row for the store, with the keys that save() would have set."""
    return {
        "institution_id": institution_id,
        "roll_no": standing.roll_no or roll_no,
        "roll_key": standing.roll_key,
        "name": values["name"],
        "name_key": name_key_of(values["name"]),
        "email": values["email"],
        "version": standing.student_version + 1,
    }


def store_results(structure: Structure, found: dict[str, Standing], items: Items) -> list[int]:
    """Place students in the term, or elsewhere in it; gives the numbers of the new results."""
    if not items:
        return []
    place = structure.place
    version = PolicyVersion.objects.of_term(place.term)
    values = {key: of_student[0] for key, of_student in items.items()}
    rows = (
        (result_row(structure, found[key].student_id, version.pk, item.new), item.old)
        for key, item in values.items()
    )
    write(TermResult, rows, RESULT_KEY, RESULT_FIELDS)
    new = [found[key] for key, item in values.items() if item.old is None]
    _read_result_ids(place, new)
    insert(RecordChange, _result_changes(place, found, values))
    return [standing.result_id for standing in new]


def result_row(structure: Structure, student_id: int, version_id: int, values: dict) -> dict:
    """A placement as a row for the store."""
    batch = structure.batches.by_key.get(values["batch"])
    return {
        "student_id": student_id,
        "term_id": structure.place.term.pk,
        "institution_id": structure.place.institution.pk,
        "branch_id": structure.branches.by_key[values["branch"]].pk,
        "batch_id": batch and batch.pk,
        "section": values["section"],
        "semester": values["semester"],
        "policy_version_id": version_id,
    }


def _result_changes(place: Place, found: dict[str, Standing], values: dict[str, Item]) -> list:
    changes = []
    for key, item in values.items():
        standing = found[key]
        record = f"{standing.roll_no} {place.term.code}"
        if item.old is None:
            changes.append(made("termresult", standing.result_id, record, item.new))
        else:
            pk = standing.result_id
            changes += changed("termresult", pk, record, item.old, item.new)
    return changes


def _read_student_ids(place: Place, changed: list[Standing]):
    by_key = {standing.roll_key: standing for standing in changed}
    rows = Student.objects.filter(institution=place.institution, roll_key__in=list(by_key))
    for key, pk, roll_no in rows.values_list("roll_key", "pk", "roll_no"):
        by_key[key].student_id, by_key[key].roll_no = pk, roll_no


def _read_result_ids(place: Place, new: list[Standing]):
    by_student = {standing.student_id: standing for standing in new}
    rows = TermResult.objects.filter(term=place.term, student__in=list(by_student))
    for student, pk in rows.values_list("student_id", "pk"):
        by_student[student].result_id = pk
