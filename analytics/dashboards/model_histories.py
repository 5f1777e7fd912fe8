"""The versions of a model, and what of them was put to use, as tables."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from analytics.dashboards.model_words import by_whom, day
from analytics.dashboards.tables import Cell, Column, Line, Table
from analytics.models import Activation, ModelVersion
from analytics.wording import joined


def versions(found: list[ModelVersion], in_use: int | None, url_of) -> Table:
    """All versions, kept and not used ones too."""
    lines = (
        Line(
            str(one.number),
            (
                Cell(day(one.trained_at)),
                Cell(joined(one.train_terms)),
                Cell(joined(one.test_terms)),
                Cell(one.get_verdict_display()),
                Cell(_("yes") if one.pk == in_use else _("no")),
            ),
            url=url_of(one),
        )
        for one in found
    )
    heads = (_("Trained"), _("Learnt from"), _("Proven on"), _("Verdict"), _("In use"))
    return _history(
        lines,
        heads,
        title=_("Versions"),
        subtitle=_("Each is kept as it was trained"),
        corner=_("Version"),
        kind="model-versions",
    )


def uses(found: list[Activation]) -> Table:
    """Who put what to use, when and why; the latest first."""
    lines = (
        Line(
            day(one.at),
            (
                Cell(str(one.version.number) if one.version else _("none")),
                Cell(by_whom(one)),
                Cell(one.why),
            ),
        )
        for one in found
    )
    heads = (_("Version"), _("By"), _("Why"))
    return _history(
        lines,
        heads,
        title=_("Put to use, and out of it"),
        subtitle=_("Nothing of this is ever changed"),
        corner=_("Since"),
        kind="model-uses",
    )


def _history(lines: Iterable[Line], heads: Iterable[str], **words: str) -> Table:
    """A table of words: a line for each, a column for each head."""
    columns = tuple(Column(head, numeric=False) for head in heads)
    return Table(columns=columns, lines=tuple(lines), **words)
