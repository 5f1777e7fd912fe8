"""Saying that two records are of one person or of two, and taking it back; all of it in history."""

import json

from django.db import IntegrityError, transaction
from django.utils import timezone

from students.models import RecordChange, SamePerson, Student, User

MODEL = "sameperson"


class SaidMeanwhileError(RuntimeError):
    """Somebody else has said something of these two since."""


def say(one: Student, other: Student, verdict: str, reason: str, by: User, seen: int) -> SamePerson:
    """Store what somebody says of two records; both stay as they are.

    `seen`: the number of the verdict they were shown, 0 for none. SaidMeanwhileError where it is
    not the one that stands.
    """
    first, second = sorted((one, other), key=lambda student: student.pk)
    with transaction.atomic():
        held = _held(first, second, seen)
        old = _values(held) if held else None
        held = held or SamePerson(first=first, second=second)
        held.verdict, held.reason, held.said_by = verdict, reason, by
        held.said_at = timezone.now()
        _save(held)
        _note(held, old, _values(held))
    return held


def take_back(said: SamePerson):
    """Nobody has said anything of these two any more; the history keeps that somebody had."""
    with transaction.atomic():
        held = SamePerson.objects.select_for_update().filter(pk=said.pk).first()
        if held is None:
            raise SaidMeanwhileError
        _note(held, _values(held), None)
        held.delete()


def _held(first: Student, second: Student, seen: int) -> SamePerson | None:
    rows = SamePerson.objects.select_for_update().filter(first=first, second=second)
    held = rows.first()
    if (held.pk if held else 0) != seen:
        raise SaidMeanwhileError
    return held


def _save(held: SamePerson):
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        raise SaidMeanwhileError from error


def _note(held: SamePerson, old: dict | None, new: dict | None):
    """Write down what was said before and is now; None for nothing."""
    about = {
        "model": MODEL,
        "record_id": held.pk,
        "record": f"{held.first.roll_no} · {held.second.roll_no}"[:80],
    }
    if old is None:
        RecordChange(kind=RecordChange.Kind.MADE, new=_text(new), **about).save()
    elif new is None:
        RecordChange(kind=RecordChange.Kind.REMOVED, old=_text(old), **about).save()
    else:
        for field in (name for name in new if old[name] != new[name]):
            told = {"field": field, "old": old[field], "new": new[field]}
            RecordChange(kind=RecordChange.Kind.CHANGED, **about, **told).save()


def _text(values: dict) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _values(held: SamePerson) -> dict[str, str]:
    return {"verdict": str(held.verdict), "reason": held.reason}
