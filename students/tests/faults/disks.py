"""An import, and the job that stores it, while the disk fills up at one moment or another."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from django.db import DatabaseError

from students.imports import runs
from students.jobs.imports import start_storing
from students.jobs.recovery import mark_interrupted
from students.jobs.running import run_again
from students.models import Job, MarkChange, Role
from students.models.disks import is_full
from students.tests import factories as make
from students.tests.faults.truth import untrue

Filled = Callable[[int], AbstractContextManager]


@dataclass
class Full:
    """How imports ended on a full disk; the last four should be nothing."""

    tries: int = 0
    told: int = 0  # the job, or the request that would begin it, said that the disk is full
    interrupted: int = 0  # not even that could be written: the job says so once there is room
    stored: int = 0  # there was room enough
    half: int = 0
    other: list[str] = field(default_factory=list)  # other words
    stuck: int = 0  # not stored when there was room again
    untrue: int = 0

    @property
    def is_clean(self) -> bool:
        counts = self.told and self.tries == self.told + self.interrupted + self.stored
        return bool(counts) and not (self.half or self.other or self.stuck or self.untrue)


def imports_on_full_disks(filled: Filled, rooms: list[int], students: int = 300) -> Full:
    """Store a file while no more than so many bytes are left, for each amount; then with room."""
    term = make.term(make.institution("FULL"))
    owner, found = make.member(Role.REGISTRAR, term.institution, "full"), Full()
    where = {"institution": term.institution, "term": term, "user": owner}
    for number, room in enumerate(rooms):
        rows = (f"F{number}-{one},Name,CSE,4,{one % 100}" for one in range(students))
        content = "\n".join(["roll_no,name,branch,semester,Physics", *rows, ""]).encode()
        run = runs.preview("marks", content, "marks.csv", **where)
        found.tries += 1
        with filled(room):
            job = _stored(found, owner, run)
        stored = MarkChange.objects.filter(run_id=run.pk).count()
        found.half += stored not in (0, students)
        job = _with_room(found, owner, run, job)
        stored = MarkChange.objects.filter(run_id=run.pk).count()
        found.stuck += (job.state, stored) != (Job.State.DONE, students)
    found.untrue = untrue()
    return found


def _stored(found: Full, owner, run) -> Job | None:
    """The job that was to store the run; None where not even that could be begun."""
    try:
        job = start_storing(owner, run, despite_alarms=True)
    except (DatabaseError, OSError) as error:
        found.told += is_full(error)  # a page says so: students/busy.py
        found.other += [] if is_full(error) else [repr(error)]
        return None
    if job.state == Job.State.FAILED:
        is_told = "disk is full" in job.outcome
        found.told += is_told
        found.other += [] if is_told else [job.outcome]
    found.stored += job.state == Job.State.DONE
    return job


def _with_room(found: Full, owner, run, job: Job | None) -> Job:
    """The job after it was run again, with room on the disk."""
    if job is None:
        return start_storing(owner, run, despite_alarms=True)
    mark_interrupted(Job.objects.filter(pk=job.pk))
    job.refresh_from_db()
    found.interrupted += job.state == Job.State.INTERRUPTED
    if job.may_be_repeated:
        run_again(job)
    return job
