"""What the attendance of a whole term means for the examinations, where no subject is counted."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from students.models import Condonation, TermResult
from students.registers.remaining import StillToCome
from students.registers.standings import in_force
from students.rules.eligibility import Verdict, verdict
from students.rules.outlook import outlook, sentence
from students.rules.shown import ATTENDANCE_PLACES, shown_ratio
from students.rules.units import HUNDRED

PERCENT_ALONE = _("Not known: a percent is kept, and no number of classes.")
NOT_PLANNED = _("Not known: nobody has said how many classes are planned.")


class TermStandings:
    """Verdicts and outlooks of results with their terms and policies; see StillToCome."""

    def __init__(self, results: Iterable[TermResult]):
        results = list(results)
        self._to_come = StillToCome(results)
        self._condonations = in_force({one.pk for one in results})

    def verdict(self, result: TermResult) -> Verdict:
        """Whether the examinations of the term may be sat."""
        lines = [one.line for one in self.condonations(result)]
        return verdict(result.exact_attendance, line_of(result), lines)

    def condonations(self, result: TermResult) -> list[Condonation]:
        """Those in force for the whole term."""
        return [one for one in self._condonations[result.pk] if one.subject_id is None]

    def outlook_words(self, result: TermResult) -> str:
        """What may still be missed, or must be attended; or why nobody can say."""
        remaining = self._to_come.of(result)
        if remaining is None:
            return str(NOT_PLANNED if result.attendance_counted else PERCENT_ALONE)
        found = result.exact_attendance
        return sentence(outlook(found.whole, found.part, remaining, line_of(result)))


def shown_term_percent(result: TermResult) -> str:
    """A term's percent on its own side of every line of its policy."""
    found, policy = result.exact_attendance, result.policy_version.policy
    lines = (*policy.attendance_thresholds, policy.attendance_eligible)
    return shown_ratio(found.part * HUNDRED, found.whole, lines, ATTENDANCE_PLACES)


def line_of(result: TermResult) -> int:
    """The line of the policy that binds a result, in 1e-10 percent."""
    return result.policy_version.policy.attendance_eligible
