"""What the roles may do with online learning: enrolments and weeks as marks, backgrounds apart."""

from django.db.models import QuerySet

from students.models import Enrolment, Role, StudentBackground, WeeklyActivity


class EngagementRights:
    """A part of Sight, from which it takes `where`, `contactable_results` and the like."""

    def enrolments(self) -> QuerySet[Enrolment]:
        """Enrolments that may be seen, as the marks in the same subject may."""
        return Enrolment.objects.filter(self._of_results())

    def weekly_activities(self) -> QuerySet[WeeklyActivity]:
        """The weeks of these enrolments."""
        return WeeklyActivity.objects.filter(enrolment__in=self.enrolments().values("pk"))

    def guessed_enrolments(self) -> QuerySet[Enrolment]:
        """Enrolments of which a guess may be seen: those of students seen whole, none of oneself.

        A guess in one subject knows of the student's others, and leads to a word with them.
        """
        theirs = self.contactable_results().order_by().values("pk")
        rows = Enrolment.objects.filter(result__in=theirs)
        return rows.exclude(result__student=self.student_id) if self.student_id else rows

    def own_enrolments(self) -> QuerySet[Enrolment]:
        """A student's own."""
        return Enrolment.objects.filter(result__in=self.own_results().values("pk"))

    def audited_backgrounds(self) -> QuerySet[StudentBackground]:
        """Protected attributes, to be counted by group in an audit: a principal's own institutions.

        No page shows those of one person.
        """
        if self.everything:
            return StudentBackground.objects.all()
        own = self.where(Role.PRINCIPAL)
        return StudentBackground.objects.filter(result__institution__in=own)
