"""How many classes of the whole term are still to come for some students."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef

from students.models import Mark, PlannedClasses, SubjectAttendance, TermResult
from students.registers.classes import ClassKey
from students.registers.plans import Plans
from students.rules.grading import EXEMPT

# Whether classes are planned in a result's term, as an annotation `is_planned` of results.
IS_PLANNED = Exists(PlannedClasses.objects.filter(term=OuterRef("term")))


class StillToCome:
    """Asked for some results at once, their terms loaded.

    No query where all terms are over; one, or none where the results are annotated with
    `IS_PLANNED`, where nothing is planned in them; else four more.
    """

    def __init__(self, results: Iterable[TermResult]):
        self._running = {one.pk: one for one in results if not one.term.is_over()}
        self._is_planned = _is_planned(self._running.values())
        if self._is_planned:
            self._held = self._held_by_subject()
            self._plans = Plans({self._key(*place) for place in self._held})
            self._subjects = defaultdict(list)
            for pk, subject in self._held:
                self._subjects[pk].append(subject)

    def of(self, result: TermResult) -> int | None:
        """Classes of all subjects together; 0 in a term that is over.

        None where the plan of one of the student's subjects is not known, and so the end is not,
        and where a percent of the term is all that is kept.
        """
        if result.pk not in self._running:
            return 0
        if not self._is_planned:
            return None
        left = [
            self._plans.remaining(self._key(result.pk, subject), self._held[result.pk, subject])
            for subject in self._subjects.get(result.pk, ())
        ]
        if not left or None in left:
            return None
        if result.pk in self._with_registers or result.attendance_whole is None:
            return sum(left)
        is_counted = result.attendance_counted  # a total of the term, which no subject shares
        return max(sum(left) - result.attendance_whole, 0) if is_counted else None

    def _held_by_subject(self) -> dict[tuple[int, int], int]:
        """Of every subject a student is registered in, or has a register of, and is not exempt."""
        marks = Mark.objects.filter(result__in=self._running, attempt=1).exclude(state=EXEMPT)
        registers = SubjectAttendance.objects.filter(~_exempt(), result__in=self._running)
        held = dict.fromkeys(marks.order_by().values_list("result_id", "subject_id"), 0)
        self._with_registers = set()
        for pk, subject, count in registers.values_list("result_id", "subject_id", "held"):
            held[pk, subject] = count
            self._with_registers.add(pk)
        return held

    def _key(self, pk: int, subject: int) -> ClassKey:
        one = self._running[pk]
        return one.term_id, one.branch_id, one.semester, one.section, subject


def _is_planned(results: Collection[TermResult]) -> bool:
    """Whether classes are planned in any of their terms."""
    if all(hasattr(one, "is_planned") for one in results):
        return any(one.is_planned for one in results)
    terms = {one.term_id for one in results}
    return PlannedClasses.objects.filter(term__in=terms).exists()


def _exempt() -> Exists:
    """Of a register: its student is exempt from the subject."""
    of_register = {"result": OuterRef("result"), "subject": OuterRef("subject")}
    return Exists(Mark.objects.filter(attempt=1, state=EXEMPT, **of_register))
