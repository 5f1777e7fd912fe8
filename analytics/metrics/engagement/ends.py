"""How enrolments ended: completion, passing, leaving, and what is not known yet."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter

from analytics.metrics.engagement.enrolments import LOST, PASSED, STAYED, Enrolled
from analytics.metrics.engagement.study import Study
from students.models import Outcome

ENDING = attrgetter("course", "outcome")


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
    counts = Counter(map(ENDING, rows))
    known = Counter()
    decided = Counter()
    running = Counter()
    for (course, outcome), count in counts.items():
        if course not in study.ended:
            running[outcome] += count
        elif outcome:
            known[outcome] += count
        if course in study.graded and outcome in PASSED | LOST:
            decided[outcome] += count
    return Ends(
        enrolled=counts.total(),
        known=known.total(),
        stayed=sum(known[outcome] for outcome in STAYED),
        passed=sum(decided[outcome] for outcome in PASSED),
        decided=decided.total(),
        failed=decided[Outcome.FAILED],
        left=known[Outcome.WITHDRAWN],
        running=running.total(),
        left_so_far=running[Outcome.WITHDRAWN],
    )
