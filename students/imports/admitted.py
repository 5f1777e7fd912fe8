"""The batch of a student who comes into a term, as the admissions tell it."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from students.models import Admission, Term
from students.models.admissions import newest

Admitted = tuple[datetime.date | None, str, str | None]  # from when, to what batch, of what branch


def admitted_batches(term: Term, students: Sequence[int]) -> dict[int, tuple[str, str]]:
    """By student the keys of the batch they were last admitted to and are still in, and its branch.

    Of several admissions whose days do not tell which is the newest, none is taken. One query.
    """
    if not students:
        return {}
    rows = Admission.objects.in_term(term).filter(student__in=students).order_by()
    columns = ("student_id", "admitted_on", "batch__code_key", "batch__branch__code_key")
    admissions: dict[int, list[Admitted]] = defaultdict(list)
    for student, *admission in rows.values_list(*columns):
        admissions[student].append(tuple(admission))
    found = {student: newest(several) for student, several in admissions.items()}
    return {student: (one[1], one[2] or "") for student, one in found.items() if one}
