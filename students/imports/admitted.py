"""The batch of those whom a file brings into a term without saying it: that of their admission."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from students.imports.places import Place
from students.imports.standings import Standing
from students.models import Admission
from students.rules.admitted import Joined, Span, batches_in_term

NAMED = 5  # roll numbers in a sentence


def read_admissions(found: Iterable[Standing]):
    """Give those who are not in the term yet their admissions, with the keys of codes. One query
    where there are any."""
    by_student = {one.student_id: one for one in found if one.student_id and not one.placement}
    if not by_student:
        return
    columns = ("batch__code_key", "batch__branch__code_key", "admitted_on", "left_on")
    rows = Admission.objects.filter(student__in=list(by_student)).order_by()
    for student, *row in rows.values_list("student_id", *columns):
        by_student[student].admissions.append(Joined(*row))


@dataclass
class Admitted:
    """Whose batch was taken of their admission, and who was admitted to several at once."""

    taken: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)

    def batch_of(self, standing: Standing, place: Place, branch: str) -> str:
        """The key of a student's batch in the term; empty where there is none or several."""
        if not standing.admissions:
            return ""
        span = Span(place.term.starts_on, place.term.ends_on)
        batches = batches_in_term(standing.admissions, span, branch)
        if len(batches) == 1:
            self.taken.append(standing.roll_no)
            return batches[0]
        if batches:
            self.unclear.append(standing.roll_no)
        return ""

    def notes(self) -> list[str]:
        """What was done, in sentences."""
        taken, unclear = (list(dict.fromkeys(of)) for of in (self.taken, self.unclear))
        found = []
        if taken:
            words = ngettext(
                "The batch of %(count)s student is that of the admission.",
                "The batch of %(count)s students is that of their admission.",
                len(taken),
            )
            found.append(words % {"count": len(taken)})
        if unclear:
            words = _(
                "Their admissions name several batches at once, so that their batch stays empty:"
                " %(students)s."
            )
            more = ["…"] if len(unclear) > NAMED else []
            found.append(words % {"students": ", ".join([*unclear[:NAMED], *more])})
        return found
