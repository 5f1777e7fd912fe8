"""How enrolments ended: completion, passing, leaving, and what is not known yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from analytics.metrics.engagement.enrolments import PASSED, STAYED, Enrolled
from analytics.metrics.engagement.study import Study
from students.models import Outcome


@dataclass(frozen=True)
class Ends:
    """Enrolments counted by how they ended, where that is known.

    Completion rate = stayed ÷ known; pass rate = passed ÷ decided, which leaves out those of whom
    only staying is known, and courses that tell of nothing else; lost = failed or withdrawn.
    `failed` are of the decided, `left` of all known. `running` are enrolments in courses whose
    ends are not declared, of which so many have `left_so_far`.
    """

    enrolled: int = 0
    known: int = 0
    stayed: int = 0
    passed: int = 0
    decided: int = 0
    failed: int = 0
    left: int = 0
    running: int = 0
    left_so_far: int = 0
    few: bool = False

    @property
    def stay_share(self) -> Fraction | None:
        return Fraction(self.stayed, self.known) if self.known else None

    @property
    def pass_share(self) -> Fraction | None:
        return Fraction(self.passed, self.decided) if self.decided else None

    @property
    def not_said(self) -> int:
        """Without a known end, though those of others in the course are."""
        return self.enrolled - self.known - self.running

    @property
    def still_running(self) -> int:
        """In running courses, and not known to have left."""
        return self.running - self.left_so_far

    @property
    def unknown(self) -> int:
        """Whose end nobody has said, in running courses or others."""
        return self.not_said + self.still_running


WITHHELD = Ends(few=True)


def ends(study: Study, rows: Iterable[Enrolled]) -> Ends:
    """The counts of these enrolments."""
    rows = list(rows)
    known = [one.outcome for one in rows if study.is_known(one)]
    decided = [one.outcome for one in rows if study.is_decided(one)]
    running = [one for one in rows if one.course not in study.ended]
    return Ends(
        enrolled=len(rows),
        known=len(known),
        stayed=sum(outcome in STAYED for outcome in known),
        passed=sum(outcome in PASSED for outcome in decided),
        decided=len(decided),
        failed=sum(outcome == Outcome.FAILED for outcome in decided),
        left=sum(outcome == Outcome.WITHDRAWN for outcome in known),
        running=len(running),
        left_so_far=sum(one.outcome == Outcome.WITHDRAWN for one in running),
    )
