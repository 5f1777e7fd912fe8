"""What the roles may do with words with students: note them, and read what colleagues noted."""

from django.db.models import QuerySet

from students.models import TermResult


class ContactRights:
    """A part of Sight, from which it takes `sees_people` and `whole_results`."""

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
