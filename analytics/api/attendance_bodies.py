"""What attendance is written by: whole classes, or for a term a percent alone."""

from rest_framework import serializers

from analytics.api.inputs import Body, Coded, Score, WholeNumber
from students.models import Subject, SubjectAttendance, TermAttendance
from students.models.attendance import MOST_HELD

(TERM_RULE,) = TermAttendance._meta.constraints
SUBJECT_RULE = SubjectAttendance._meta.constraints[1]


class ChangedClasses(Body):
    """Classes held, attended, and missed with leave. In the context: `entry`, or None."""

    held = WholeNumber(min_value=0, max_value=MOST_HELD, required=False)
    attended = WholeNumber(min_value=0, max_value=MOST_HELD, required=False)
    excused = WholeNumber(min_value=0, max_value=MOST_HELD, required=False)

    def now(self, values: dict, name: str):
        """What a column comes to."""
        return values.get(name, getattr(self.context["entry"], name, None))

    def adds_up(self, values: dict) -> bool:
        """Whether attended and excused together are at most held."""
        parts = (self.now(values, "attended"), self.now(values, "excused") or 0)
        return sum(parts) <= self.now(values, "held")


class ChangedSubjectAttendance(ChangedClasses):
    """What may be changed of attendance in a subject."""

    def validate(self, values):
        if not self.adds_up(values):
            raise serializers.ValidationError(SUBJECT_RULE.violation_error_message)
        return values


class NewSubjectAttendance(ChangedSubjectAttendance):
    """Attendance of a result in a subject."""

    result = WholeNumber(min_value=1)
    subject = Coded(Subject)
    held = WholeNumber(min_value=0, max_value=MOST_HELD)
    attended = WholeNumber(min_value=0, max_value=MOST_HELD)


class ChangedTermAttendance(ChangedClasses):
    """What may be changed of a term's attendance: classes take a percent's place, and it theirs."""

    held = WholeNumber(min_value=0, max_value=MOST_HELD, required=False, allow_null=True)
    attended = WholeNumber(min_value=0, max_value=MOST_HELD, required=False, allow_null=True)
    percent = Score(100, required=False, allow_null=True)

    def validate(self, values):
        counted = [self.now(values, name) is not None for name in ("held", "attended")]
        by_percent = self.now(values, "percent") is not None
        excused = self.now(values, "excused") or 0
        fits = not (any(counted) or excused) if by_percent else all(counted)
        if not fits or (not by_percent and not self.adds_up(values)):
            raise serializers.ValidationError(TERM_RULE.violation_error_message)
        return values


class NewTermAttendance(ChangedTermAttendance):
    """A term's attendance of a result, where no register by subject is kept."""

    result = WholeNumber(min_value=1)
