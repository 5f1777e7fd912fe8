"""What a member of staff is answerable for in some terms: subjects, classes in charge, mentees."""

from dataclasses import dataclass

from students.models import Mentorship, Role
from students.sight import Sight


@dataclass(frozen=True)
class Duties:
    """Codes of the subjects taught, in order; whether a class is in charge, whether a mentee."""

    subjects: tuple[str, ...] = ()
    has_charge: bool = False
    has_mentees: bool = False

    @classmethod
    def of(cls, sight: Sight, term_ids: tuple[int, ...]) -> "Duties":
        """One query for faculty, unless their classes were asked for; one for mentors."""
        teaching, mentoring = sight.staff.get(Role.FACULTY), sight.staff.get(Role.MENTOR)
        own = sight.own_classes if teaching else ()
        here = sorted({(key, code) for term, *_, key, code in own if term in term_ids})
        return cls(
            subjects=tuple(code for _, code in here if code),
            has_charge=("", "") in here,
            has_mentees=bool(mentoring) and _mentor_anybody(mentoring, term_ids),
        )


def _mentor_anybody(staff: frozenset[int], term_ids: tuple[int, ...]) -> bool:
    mentored = Mentorship.objects.today().filter(staff__in=staff)
    return mentored.filter(student__results__term__in=term_ids).exists()
