"""The page about the quality of the register: a table for each kind of fault."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.chosen import INSTITUTION
from analytics.dashboards.filters import Option, Select
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.numerals import grouped, share
from analytics.quality import CHECKS
from analytics.quality.checks import DOUBTFUL, DUPLICATE, KINDS, MISSING, STALE, Check, Found
from analytics.quality.scopes import QualityScope

SLUG = "quality"
TITLES = {
    MISSING: gettext_lazy("Missing"),
    DOUBTFUL: gettext_lazy("Doubtful"),
    DUPLICATE: gettext_lazy("Duplicate"),
    STALE: gettext_lazy("Stale"),
}
SUBTITLES = {
    MISSING: gettext_lazy("Nothing of this is ever filled in by itself."),
    DOUBTFUL: gettext_lazy("Stored as it came, and held doubtful until somebody looks."),
    DUPLICATE: gettext_lazy("Proposed, never merged: a person says it, and can take it back."),
    STALE: gettext_lazy("What comes in again and again, and has not come in."),
}


def quality_tables(scope: QualityScope) -> dict[str, Table]:
    """By kind, those of which anything is theirs. A few queries a check, whatever the number of
    institutions."""
    found: dict[str, list[Line]] = {kind: [] for kind in KINDS}
    for check in CHECKS.values():
        if scope.shows(check.part):
            found[check.kind].append(_line(scope, check))
    return {kind: _table(scope, kind, lines) for kind, lines in found.items() if lines}


def quality_page(scope: QualityScope) -> dict:
    """What dashboards/board.html shows."""
    tables = quality_tables(scope)
    return {
        "heading": _heading(tables),
        "lede": _("Of %(places)s.") % {"places": ", ".join(one.name for one in scope.institutions)}
        if scope.institutions
        else _("No institution is assigned to you yet."),
        "filters": quality_filters(scope, reverse(SLUG)),
        "tables": [(table, _files(scope, kind)) for kind, table in tables.items()],
        "notes": [
            _(
                "“Not kept here” stands where an institution has no such records, which is another"
                " thing than none that fails; a dash where they are not yours to look after."
            )
        ],
        "as_of": timezone.now(),  # counted as it is read
    }


def quality_filters(scope: QualityScope, action: str) -> dict:
    """The filter of institutions, where there are several."""
    options = [Option("", _("All")), *(Option(one.code, one.name) for one in scope.known)]
    select = Select(INSTITUTION, scope.chosen, tuple(options))
    several = len(scope.known) > 1
    return {
        "action": action,
        "selects": [select] if several else [],
        "hidden": [],
        "clear_url": action,
        "set_count": int(bool(scope.chosen and several)),
        "words": select.words or _("Everything you see"),
    }


def _heading(tables: dict[str, Table]) -> str:
    lines = [line for table in tables.values() for line in table.lines]
    wrong = sum(any(cell.url for cell in line.cells) for line in lines)
    if not wrong:
        return _("Nothing to mend in the register")
    words = ngettext(
        "%(count)s of %(all)s checks finds something to mend",
        "%(count)s of %(all)s checks find something to mend",
        wrong,
    )
    return words % {"count": wrong, "all": len(lines)}


def _table(scope: QualityScope, kind: str, lines: list[Line]) -> Table:
    columns = [
        Column(one.name if len(scope.institutions) > 1 else _("Found"), _("Of"))
        for one in scope.institutions
    ]
    columns.append(Column(_("What to do"), numeric=False))
    return Table(
        title=str(TITLES[kind]),
        subtitle=str(SUBTITLES[kind]),
        corner=_("Check"),
        columns=tuple(columns),
        lines=tuple(lines),
        kind=f"quality-{kind}",
    )


def _line(scope: QualityScope, check: Check) -> Line:
    counts = check.counts(scope)
    cells = [_cell(scope, check, one, counts.get(one.pk)) for one in scope.institutions]
    return Line(str(check.title), (*cells, Cell(str(check.todo))))


def _cell(scope: QualityScope, check: Check, institution, found: Found | None) -> Cell:
    """How many, of how many; a dash where it is not theirs, words where there are no records."""
    if not scope.shows_in(check.part, institution.pk):
        return Cell(NONE)
    if found is None or not found.whole:
        return Cell(_("not kept here"))
    part = share(found.count, found.whole)
    second = _("of %(count)s") % {"count": grouped(found.whole)}
    if part and found.count:
        second = f"{second} · {part}"
    url = f"{check.url(scope)}?{urlencode({INSTITUTION: institution.code})}" if found.count else ""
    return Cell(grouped(found.count), second, url)


def _files(scope: QualityScope, kind: str) -> dict[str, str]:
    query = scope.query()
    tail = f"?{query}" if query else ""
    return {one: reverse("quality-table", args=[kind, one]) + tail for one in ("csv", "xlsx")}
