"""The rules of an institution: as their files say, but for what it has changed."""

from dataclasses import dataclass

from django.db import transaction

from analytics.alerts import RULES
from analytics.alerts.rule import Rule
from analytics.models import AlertDesk, AlertRule
from students.models import Institution, RecordChange

OFF = "off"


class ChangedMeanwhileError(Exception):
    """Somebody has stored other rules since the page of these was made."""


@dataclass(frozen=True)
class Setting:
    """Whether a rule is on, and its number; 0 for a rule that has none."""

    on: bool
    number: int

    def __str__(self):
        return OFF if not self.on else str(self.number or "on")


def settings_of(institution: Institution) -> dict[str, Setting]:
    """By kind, in the order of the catalogue. One query."""
    changed = {one.kind: one for one in AlertRule.objects.filter(institution=institution)}
    return {slug: _setting(rule, changed.get(slug)) for slug, rule in RULES.items()}


def fingerprint(institution: Institution) -> str:
    """All that is chosen for an institution, in one text: another wherever anything differs."""
    rules = (f"{kind} {setting}" for kind, setting in settings_of(institution).items())
    return ", ".join([*rules, f"names {names_in_mail(institution)}"])


def store(institution: Institution, wanted: dict[str, Setting], names: bool, seen: str) -> bool:
    """Store rules and what mails may say; whether anything differs from before.

    ChangedMeanwhileError unless `seen` is the fingerprint of what is stored.
    """
    with transaction.atomic():
        AlertDesk.objects.get_or_create(institution=institution)
        AlertDesk.objects.select_for_update().get(institution=institution)  # one after the other
        if fingerprint(institution) != seen:
            raise ChangedMeanwhileError
        changed = change_settings(institution, wanted)
        return change_names_in_mail(institution, names) or bool(changed)


def change_settings(institution: Institution, wanted: dict[str, Setting]) -> list[str]:
    """Store these; the kinds that differ from before, each with a line in the history."""
    with transaction.atomic():
        before = settings_of(institution)
        changed = [kind for kind, one in wanted.items() if one != before[kind]]
        for kind in changed:
            values = {"on": wanted[kind].on, "number": wanted[kind].number or None}
            row, _ = AlertRule.objects.update_or_create(
                institution=institution, kind=kind, defaults=values
            )
            RecordChange.objects.create(
                kind=RecordChange.Kind.CHANGED,
                model="alertrule",
                record_id=row.pk,
                record=institution.code,
                field=kind,
                old=str(before[kind]),
                new=str(wanted[kind]),
            )
    return changed


def names_in_mail(institution: Institution) -> bool:
    """Whether digests may name its students beside their roll numbers."""
    desk = AlertDesk.objects.filter(institution=institution).first()
    return desk is not None and desk.names_in_mail


def change_names_in_mail(institution: Institution, wanted: bool) -> bool:
    """Store the choice, with a line in the history; whether it differs from before."""
    with transaction.atomic():
        AlertDesk.objects.get_or_create(institution=institution)
        others = AlertDesk.objects.filter(institution=institution, names_in_mail=not wanted)
        if not others.update(names_in_mail=wanted):
            return False
        RecordChange.objects.create(
            kind=RecordChange.Kind.CHANGED,
            model="alertdesk",
            record_id=institution.pk,
            record=institution.code,
            field="names_in_mail",
            old=str(not wanted),
            new=str(wanted),
        )
    return True


def _setting(rule: Rule, row: AlertRule | None) -> Setting:
    if row is None:
        return Setting(rule.on, rule.usual)
    return Setting(row.on, row.number or rule.usual)
