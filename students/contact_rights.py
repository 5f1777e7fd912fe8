"""What the roles may do with words with students and alerts: note them, read them, set rules."""

from django.db.models import QuerySet

from students.models import Institution, Role, TermResult


class ContactRights:
    """A part of Sight, from which it takes `sees_people`, `has`, `where` and `whole_results`."""

    @property
    def opens_worklists(self) -> bool:
        """Whether the worklist and contacts are theirs at all.

        Faculty are, since some have charge of a class; who teaches a subject alone finds nobody.
        """
        return self.sees_people

    def contactable_results(self) -> QuerySet[TermResult]:
        """Terms of students with whom a word may be noted, and whose notes may be read.

        They are those seen whole: the reasons for a word lie in all subjects, and notes may tell
        of illness or family. A subject teacher has neither.
        """
        return self.whole_results()

    @property
    def sets_alert_rules(self) -> bool:
        """Whether saying what raises an alert is theirs at all: it is for who answers for all."""
        return self.has(Role.PRINCIPAL, Role.REGISTRAR)

    def alert_rule_institutions(self) -> QuerySet[Institution]:
        """The institutions whose rules of alerts they may set."""
        if self.everything:
            return Institution.objects.all()
        return Institution.objects.filter(pk__in=self.where(Role.PRINCIPAL, Role.REGISTRAR))
