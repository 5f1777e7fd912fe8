"""What a member of staff is answerable for in some terms: subjects, classes in charge, mentees."""

from dataclasses import dataclass

from django.db.models import Value

from students.models import ClassCharge, Mentorship, Role, Teaching
from students.sight import Sight

CHARGE, MENTEES, SUBJECT = "charge", "mentees", "subject"


@dataclass(frozen=True)
class Duties:
    """Codes of the subjects taught, in order; whether a class is in charge, whether a mentee."""

    subjects: tuple[str, ...] = ()
    has_charge: bool = False
    has_mentees: bool = False

    @classmethod
    def of(cls, sight: Sight, term_ids: tuple[int, ...]) -> "Duties":
        """One query; none for who is neither faculty nor mentor."""
        teaching, mentoring = sight.staff.get(Role.FACULTY), sight.staff.get(Role.MENTOR)
        if not teaching and not mentoring:
            return cls()
        taught = Teaching.objects.filter(staff__in=teaching or (), term__in=term_ids)
        charges = ClassCharge.objects.filter(staff__in=teaching or (), term__in=term_ids)
        mentees = Mentorship.objects.today().filter(
            staff__in=mentoring or (), student__results__term__in=term_ids
        )
        nothing = Value("")
        rows = taught.values_list(Value(SUBJECT), "subject__code_key", "subject__code").union(
            charges.values_list(Value(CHARGE), nothing, nothing),
            mentees.values_list(Value(MENTEES), nothing, nothing),
        )
        found = sorted(rows)
        return cls(
            subjects=tuple(code for kind, _, code in found if kind == SUBJECT),
            has_charge=any(kind == CHARGE for kind, _, _ in found),
            has_mentees=any(kind == MENTEES for kind, _, _ in found),
        )
