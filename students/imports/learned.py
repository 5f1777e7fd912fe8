"""What imports teach for later ones: how a source's columns are read, and what its names mean."""

from collections.abc import Iterable

from django.utils import timezone

from students.imports.layouts import Memory
from students.imports.plans import Plan
from students.models import Branch, ImportMapping, ImportRun, StructureAlias, Subject
from students.rules.keys import KEY_LENGTH, key_of

MODELS = {"branch": Branch, "subject": Subject}


def aliases_of(institution_id: int | None) -> dict[str, dict[str, str]]:
    """By kind: the keys of aliases, and those of what they mean. One query."""
    found = {kind: {} for kind in MODELS}
    if institution_id is not None:
        rows = StructureAlias.objects.filter(institution=institution_id)
        columns = ("kind", "key", "subject__code_key", "branch__code_key")
        for kind, key, subject, branch in rows.values_list(*columns):
            found[kind][key] = subject or branch
    return found


def memories_of(institution_id: int | None, kind: str, fingerprints: Iterable[str]):
    """What is remembered of headers with these fingerprints, by fingerprint. One query."""
    if institution_id is None:
        return {}
    rows = ImportMapping.objects.filter(
        institution=institution_id, kind=kind, fingerprint__in=set(fingerprints)
    )
    return {row.fingerprint: Memory(row.run_id, tuple(row.readings)) for row in rows}


def learn(run: ImportRun, plan: Plan):
    """Keep what was said for this run's file; call it in the transaction that stores the plan."""
    if plan.lessons["readings"]:
        ImportMapping.objects.update_or_create(
            institution=run.institution,
            kind=run.kind,
            fingerprint=plan.layout["fingerprint"],
            defaults={
                "titles": plan.lessons["titles"],
                "readings": plan.lessons["readings"],
                "run": run,
                "by": run.user,
                "used_at": timezone.now(),
            },
        )
    else:
        mapping_of(run, plan).update(used_at=timezone.now())
    for kind, text, key in plan.lessons["aliases"]:
        if len(key_of(text)) <= KEY_LENGTH:
            _learn_alias(run, kind, text, key)


def mapping_of(run: ImportRun, plan: Plan):
    """What is remembered of the run's header, as a queryset of one row or none."""
    return ImportMapping.objects.filter(
        institution=run.institution, kind=run.kind, fingerprint=plan.layout["fingerprint"]
    )


def forget(run: ImportRun):
    """A run that is taken back has taught nothing."""
    ImportMapping.objects.filter(run=run).delete()
    StructureAlias.objects.filter(run=run).delete()


def _learn_alias(run: ImportRun, kind: str, text: str, key: str):
    meant = MODELS[kind].objects.get(institution=run.institution, code_key=key)
    StructureAlias.objects.update_or_create(
        institution=run.institution,
        kind=kind,
        key=key_of(text),
        defaults={"text": text, "run": run, kind: meant},
    )
