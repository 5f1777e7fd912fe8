"""Writers at all doors at once, some of them killed; now and then all hold still and are judged."""

import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, OperationalError, connections

from analytics.tests.faults.doors import DOORS, build
from students.imports.refusals import ImportRefused
from students.models.declaring import DeclarationRefused
from students.models.waits import lost_a_race
from students.tests.faults.processes import Worker
from students.tests.faults.truth import untrue

PAUSE = "pause"
PATIENCE = 120  # seconds within which every writer ends what it is at
REFUSALS = (ImportRefused, DeclarationRefused, ObjectDoesNotExist, IntegrityError)


@dataclass
class Crowd:
    """What came of it, `done` and `refused` by door; `faults` and `untrue` should be nothing."""

    done: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    busy: Counter = field(default_factory=Counter)  # told that others are writing, by door
    kills: int = 0
    untrue: list[int] = field(default_factory=list)  # at each pause

    @property
    def is_clean(self) -> bool:
        return bool(self.done) and not (self.faults or any(self.untrue))


def crowd(folder: Path, seconds: float, writers: int = 8, pauses: int = 20) -> Crowd:
    """So many writers for so long; before each pause one of them is killed and another comes."""
    build()
    found, chance = Crowd(), random.Random(writers)
    hired = [Worker(folder / f"crowd-{number}", _write, folder) for number in range(writers)]
    gone: list[Worker] = []
    try:
        for number in range(pauses):
            time.sleep(chance.uniform(0.2, 0.8) * seconds / pauses)
            victim = hired.pop(chance.randrange(len(hired)))
            victim.kill()
            gone.append(victim)
            hired.append(Worker(folder / f"crowd-{writers + number}", _write, folder))
            time.sleep(chance.uniform(0.2, 0.8) * seconds / pauses)
            found.untrue.append(_judged(folder, hired))
    finally:
        for one in hired:
            one.kill()
    found.kills = len(gone)
    for line in (line for one in (*hired, *gone) for line in one.told):
        _count(found, line)
    return found


def _judged(folder: Path, hired: list[Worker]) -> int:
    """How many figures are untrue while everybody holds still."""
    (folder / PAUSE).touch()
    until = time.monotonic() + PATIENCE
    while not all((folder / f"still-{one.process.pid}").exists() for one in hired):
        dead = [one for one in hired if not one.process.is_alive()]
        if dead or time.monotonic() > until:
            raise RuntimeError(f"writers died or did not hold still: {[d.told[-1:] for d in dead]}")
        time.sleep(0.05)
    wrong = untrue()
    connections.close_all()
    (folder / PAUSE).unlink()
    while any(folder.glob("still-*")):
        time.sleep(0.02)
    return wrong


def _write(tell, folder: Path):
    chance, still = random.Random(os.getpid()), folder / f"still-{os.getpid()}"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        if (folder / PAUSE).exists():
            still.touch()
            while (folder / PAUSE).exists():
                time.sleep(0.02)
            still.unlink()
        door = chance.choice(DOORS)
        tell([door.__name__, *_tried(door, chance)])


def _tried(door, chance: random.Random) -> tuple[str, str]:
    try:
        door(chance)
    except REFUSALS as refusal:
        return "refused", type(refusal).__name__
    except OperationalError as error:
        return ("busy", "") if lost_a_race(error) else ("fault", repr(error))
    except Exception as fault:  # judged by whoever asked for the crowd
        return "fault", repr(fault)
    return "done", ""


def _count(found: Crowd, line: list[str]):
    door, came, words = line
    if came == "fault":
        found.faults.append(f"{door}: {words}")
    elif came == "busy":
        found.busy[door] += 1
    else:
        getattr(found, came)[door] += 1
