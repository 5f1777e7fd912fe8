"""What a stored run teaches for later files; a run that is taken back has taught nothing."""

from django.utils import timezone

from students.imports.learned import mapping_of
from students.imports.plans import Plan
from students.models import (
    Branch,
    CategoryWord,
    ImportMapping,
    ImportRun,
    StructureAlias,
    Subject,
    User,
)
from students.rules.keys import KEY_LENGTH, key_of

MODELS = {"branch": Branch, "subject": Subject}
MAPPING = ("titles", "readings", "run_id", "by_id")
WORD = ("text", "value", "run_id")
ALIAS = ("text", "subject_id", "branch_id", "run_id")
FORMER = "former_lessons"
WORD_LENGTH = CategoryWord._meta.get_field("text").max_length


def learn(run: ImportRun, plan: Plan):
    """Keep what was said for this run's file, and on the run what was known before.

    Call it in the transaction that stores the plan, before the run itself is saved.
    """
    former = run.options[FORMER] = {}
    if plan.lessons["readings"]:
        former["mapping"] = _learn_mapping(run, plan)
    else:
        mapping_of(run, plan).update(used_at=timezone.now())
    for kind, text, code_key in plan.lessons["aliases"]:
        meant = MODELS[kind].objects.filter(institution=run.institution, code_key=code_key).first()
        # A name all of whose rows are refused may stand for what is no longer called so.
        if meant and len(key_of(text)) <= KEY_LENGTH:
            former[f"{kind} {key_of(text)}"] = _learn_alias(run, kind, text, meant)
    for what, text, value in plan.lessons.get("words", ()):
        if len(key_of(text)) <= KEY_LENGTH:
            former[f"word {what} {key_of(text)}"] = _learn_word(run, what, text, value)


def forget(run: ImportRun):
    """What was known before is known again, as far as this run's lessons still stand."""
    for mapping in ImportMapping.objects.filter(run=run):
        _restore(mapping, _known_before(run, "mapping"))
    for alias in StructureAlias.objects.filter(run=run):
        _restore(alias, _known_before(run, f"{alias.kind} {alias.key}"))
    for word in CategoryWord.objects.filter(run=run):
        _restore(word, _known_before(run, f"word {word.what} {word.key}"))


def _learn_mapping(run: ImportRun, plan: Plan) -> dict | None:
    former = mapping_of(run, plan).values(*MAPPING).first()
    ImportMapping.objects.update_or_create(
        institution=run.institution,
        kind=run.kind,
        fingerprint=plan.layout["fingerprint"],
        defaults={
            "titles": plan.lessons["titles"],
            "readings": plan.lessons["readings"],
            "run": run,
            "by_id": _teacher(run),
            "used_at": timezone.now(),
        },
    )
    return former


def _learn_alias(run: ImportRun, kind: str, text: str, meant: Branch | Subject) -> dict | None:
    name = {"institution": run.institution, "kind": kind, "key": key_of(text)}
    former = StructureAlias.objects.filter(**name).values(*ALIAS).first()
    StructureAlias.objects.update_or_create(
        **name, defaults={"text": text, "run": run, kind: meant}
    )
    return former


def _learn_word(run: ImportRun, what: str, text: str, value: str) -> dict | None:
    word = {"institution": run.institution, "what": what, "key": key_of(text)}
    former = CategoryWord.objects.filter(**word).values(*WORD).first()
    said = {"text": text[:WORD_LENGTH], "value": value, "run": run}
    CategoryWord.objects.update_or_create(**word, defaults=said)
    return former


def _teacher(run: ImportRun) -> int | None:
    """Who chose last how a column is read."""
    return next(reversed(run.options.get("chosen_by", {}).values()), run.user_id)


def _known_before(run: ImportRun, lesson: str) -> dict | None:
    """What was known before the run, and is not of a run that was itself taken back since."""
    while former := run.options.get(FORMER, {}).get(lesson):
        run = ImportRun.objects.filter(pk=former["run_id"]).first()
        if run is None or run.state != ImportRun.State.UNDONE:
            return former
    return None


def _restore(row: ImportMapping | StructureAlias | CategoryWord, former: dict | None):
    if former is None or not _is_there(former):
        row.delete()
        return
    for name, value in former.items():
        setattr(row, name, value)
    if former.get("by_id") and not User.objects.filter(pk=former["by_id"]).exists():
        row.by = None
    row.save()


def _is_there(former: dict) -> bool:
    """Whether the subject or branch that a name stood for is still there."""
    rows = {"subject_id": Subject, "branch_id": Branch}
    named = [(model, former[name]) for name, model in rows.items() if former.get(name)]
    return all(model.objects.filter(pk=pk).exists() for model, pk in named)
