"""recompute: derive stored results anew, or show what another policy version would change."""

import json

from django.core.management.base import CommandError
from tqdm import tqdm

from students.management.registers import RegisterCommand
from students.models import Door, Institution, PolicyVersion, Term, TermResult
from students.models.changes import acting
from students.models.recompute import CHECKED_AT_ONCE, Moved, mend_summaries, recomputed
from students.models.waits import retrying
from students.rules.keys import key_of
from students.rules.shown import shown

FIGURES = ("average", "attendance")
LISTED = 50


class Command(RegisterCommand):
    help = (
        "Derive grades, risks and summaries anew from the stored marks and attendance. "
        "With --rebind the results of a term are bound to another policy version first. "
        "With --dry-run nothing is stored and every result that would change is listed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--institution", help="code of the institution; default: all of them")
        parser.add_argument("--term", help="code of the term; default: all terms")
        parser.add_argument("--rebind", type=int, metavar="VERSION", help="policy version number")
        parser.add_argument("--dry-run", action="store_true", help="show, store nothing")
        parser.add_argument("--json", action="store_true", help="print a summary as JSON")

    def handle(self, *args, **options):
        with acting(door=Door.COMMAND):
            self._handle(options)

    def _handle(self, options: dict):
        institutions = self._institutions(options["institution"])
        terms = self._terms(institutions, options["term"])
        version = self._version(institutions, options)
        rows = TermResult.objects.filter(institution__in=institutions, term__in=terms)
        ids = sorted(rows.order_by().values_list("pk", flat=True))
        moved = self._recompute(ids, version, options["dry_run"])
        mended = sum(self._mend(one, options["dry_run"]) for one in institutions)
        self._tell(len(ids), moved, mended, options)

    def _institutions(self, code: str | None) -> list[Institution]:
        institutions = Institution.objects.order_by("code_key")
        if code is None:
            return list(institutions)
        return [self._only(institutions.filter(code_key=key_of(code)), "institution", code)]

    def _terms(self, institutions: list[Institution], code: str | None) -> list[Term]:
        terms = Term.objects.filter(institution__in=institutions)
        if code is None:
            return list(terms)
        found = list(terms.filter(code_key=key_of(code)))
        if not found:
            raise CommandError(f"There is no term “{code}”.{self._known(terms)}")
        return found

    def _version(self, institutions: list[Institution], options: dict) -> PolicyVersion | None:
        number = options["rebind"]
        if number is None:
            return None
        if options["term"] is None:
            raise CommandError("--rebind changes the results of one term: name it with --term.")
        if len(institutions) != 1:
            codes = ", ".join(one.code for one in institutions)
            raise CommandError(f"Policy versions belong to one institution: --institution {codes}?")
        versions = PolicyVersion.objects.filter(institution=institutions[0])
        return self._only(versions.filter(number=number), "policy version", number)

    def _only(self, rows, kind: str, code):
        found = rows.first()
        if found is None:
            raise CommandError(f"There is no {kind} “{code}”.{self._known(rows.model.objects)}")
        return found

    def _known(self, rows) -> str:
        known = [getattr(one, "code", None) or str(one) for one in rows.all()[:20]]
        return f" Known: {', '.join(known)}." if known else ""

    def _recompute(self, ids: list[int], version, dry_run: bool) -> list[Moved]:
        moved = []
        # disable=None: no bar where stderr is not a terminal.
        with tqdm(total=len(ids), unit="result", disable=None) as bar:
            for start in range(0, len(ids), CHECKED_AT_ONCE):
                chunk = ids[start : start + CHECKED_AT_ONCE]
                for rows in recomputed(chunk, version, dry_run):
                    moved += rows
                bar.update(len(chunk))
        return moved

    def _mend(self, institution: Institution, dry_run: bool) -> int:
        return retrying(lambda: mend_summaries(institution.pk, dry_run))

    def _tell(self, seen: int, moved: list[Moved], mended: int, options: dict):
        if options["json"]:
            summary = {
                "results": seen,
                "changed": len(moved),
                "summaries_mended": mended,
                "dry_run": options["dry_run"],
                "changes": [_as_json(one) for one in moved],
            }
            self.stdout.write(json.dumps(summary, ensure_ascii=False))
            return
        for one in moved[:LISTED]:
            self.stdout.write(_sentence(one))
        if len(moved) > LISTED:
            self.stdout.write(f"… and {len(moved) - LISTED} more; --json lists all of them")
        would = "would change" if options["dry_run"] else "changed"
        self.stdout.write(f"{seen} results recomputed, {len(moved)} {would}.")
        if mended:
            self.stdout.write(f"{mended} summary cells differed from the results.")


def _sentence(one: Moved) -> str:
    columns = (f"{name} {old} → {new}" for name, (old, new) in _shown(one).items())
    return f"{one.roll_no} ({one.term}): {', '.join(columns)}"


def _as_json(one: Moved) -> dict:
    columns = {name: {"from": old, "to": new} for name, (old, new) in _shown(one).items()}
    return {"roll_no": one.roll_no, "term": one.term, **columns}


def _shown(one: Moved) -> dict[str, tuple]:
    return {name: tuple(_text(name, value) for value in pair) for name, pair in one.columns.items()}


def _text(name: str, value):
    if value in (None, ""):
        return "none"
    return shown(value) if name in FIGURES else value
