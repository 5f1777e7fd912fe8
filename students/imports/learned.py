"""What imports have learned: how a source's columns are read, and what its names mean."""

from collections.abc import Iterable

from students.imports.layouts import Memory
from students.imports.plans import Plan
from students.models import CategoryWord, ImportMapping, ImportRun, StructureAlias


def aliases_of(institution_id: int | None) -> dict[str, dict[str, str]]:
    """By kind: the keys of aliases, and those of what they mean. One query."""
    found = {kind: {} for kind in StructureAlias.Kind.values}
    if institution_id is not None:
        rows = StructureAlias.objects.filter(institution=institution_id)
        columns = ("kind", "key", "subject__code_key", "branch__code_key")
        for kind, key, subject, branch in rows.values_list(*columns):
            found[kind][key] = subject or branch
    return found


def words_of(institution_id: int | None) -> dict[tuple[str, str], str]:
    """What words of the office's files mean there, by category and key. One query."""
    rows = CategoryWord.objects.filter(institution=institution_id)
    found = rows.values_list("what", "key", "value") if institution_id else ()
    return {(what, key): value for what, key, value in found}


def memories_of(institution_id: int | None, kind: str, fingerprints: Iterable[str]):
    """What is remembered of headers with these fingerprints, by fingerprint. One query."""
    if institution_id is None:
        return {}
    rows = ImportMapping.objects.filter(
        institution=institution_id, kind=kind, fingerprint__in=set(fingerprints)
    )
    return {row.fingerprint: Memory(row.run_id, tuple(row.readings)) for row in rows}


def mapping_of(run: ImportRun, plan: Plan):
    """What is remembered of the run's header, as a queryset of one row or none."""
    return ImportMapping.objects.filter(
        institution=run.institution, kind=run.kind, fingerprint=plan.layout["fingerprint"]
    )
