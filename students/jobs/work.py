"""What a kind of job does: a function given the job and its watch, named by `@work(kind)`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from students.access import visible_to
from students.imports.problems import Problem
from students.models import Job, Role

Work = Callable[..., "Outcome"]
WORK: dict[str, Work] = {}


@dataclass(frozen=True)
class Outcome:
    """What came of it: sentences for its owner, and the page to go on to."""

    sentence: str = ""
    url: str = ""


class NotDone(Exception):
    """The work could not be done and nothing was stored; the sentence says why.

    `problems` are of a file or of cells; `url` leads to where its owner goes on.
    """

    def __init__(self, sentence: str, problems: tuple[Problem, ...] = (), url: str = ""):
        super().__init__(sentence)
        self.problems = problems
        self.url = url


def work(kind: str) -> Callable[[Work], Work]:
    """The decorated function does the jobs of this kind; it may be called again for one job.

    A job whose arguments name another `work` than its kind is done by that.
    """

    def named(function: Work) -> Work:
        WORK[kind] = function
        return function

    return named


def refuse_without_right(job: Job, *roles: str):
    """NotDone where the owner may no longer change facts there: a right can end while it waits.

    `roles` keep such facts; the registrar alone where none is said.
    """
    sight, roles = visible_to(job.owner), roles or (Role.REGISTRAR,)
    somewhere = job.institution_id is None and sight.has(*roles)
    if not (sight.everything or somewhere or job.institution_id in sight.where(*roles)):
        raise NotDone(_("You may not change this institution's records any more."))
