"""The figures of a model version as tables: on its card and as files."""

from django.utils.translation import gettext as _

from analytics.dashboards.model_words import (
    between,
    by_whom,
    day,
    decimal,
    group_name,
    percents,
)
from analytics.dashboards.tables import Cell, Column, Line, Table
from analytics.models import Activation, ModelVersion
from analytics.numerals import grouped
from analytics.wording import joined


def tables(version: ModelVersion) -> list[Table]:
    """By week, beside the baselines, by group, and the bins of the calibration plots."""
    if not version.measures:
        return []
    return [measures(version), baselines(version), groups(version), bins(version)]


def week_words(week: int) -> str:
    return _("Week %(week)s") % {"week": week}


def measures(version: ModelVersion) -> Table:
    """How good it was by week, with intervals."""
    interval = _("%(percent)s interval") % {"percent": "95\u00a0%"}
    heads = (_("AUC"), _("Brier"), _("Calibration error"), _("Precision"), _("Recall"))
    return Table(
        title=_("How good it proved to be, week by week"),
        subtitle=_(
            "On students it had not seen. Precision and recall are of the tenth guessed highest."
        ),
        corner=_("Weeks passed"),
        columns=(Column(_("Students")), *(Column(head, interval) for head in heads)),
        lines=tuple(_measured(row) for row in version.measures["weeks"]),
        kind="model-measures",
    )


def _measured(row: dict) -> Line:
    cells = [Cell(grouped(row["n"]))]
    for name in ("auc", "brier", "ece"):
        cells.append(Cell(decimal(row[name]), between(row.get(f"{name}_interval"))))
    for name in ("precision", "recall"):
        interval = row.get("top_interval", {}).get(name)
        cells.append(Cell(percents(row["top"][name]), between(interval, 0, 100)))
    return Line(week_words(row["week"]), tuple(cells))


def baselines(version: ModelVersion) -> Table:
    """The same students, guessed by plainer means."""
    names = {
        "rule": _("Risk by the rules"),
        "engagement_linear": _("Line through engagement"),
        "classwork_classifier": _("Classwork alone"),
        "logistic": _("Logistic regression"),
        "boosting": _("Boosted trees"),
    }
    others = {name: version.measures["baselines"].get(name, []) for name in names}
    return Table(
        title=_("Beside plainer means"),
        subtitle=_("AUC, 0.5 is chance and 1 is perfect; below it the Brier score, 0 is perfect."),
        corner=_("Weeks passed"),
        columns=tuple(
            Column(head, _("%(model)s: Brier") % {"model": head})
            for head in (_("This version"), *names.values())
        ),
        lines=tuple(
            Line(
                week_words(row["week"]),
                tuple(
                    _rated(one) for one in (row, *(_of(row, other) for other in others.values()))
                ),
            )
            for row in version.measures["weeks"]
        ),
        kind="model-baselines",
    )


def _of(row: dict, other: list[dict]) -> dict:
    return next((one for one in other if one["week"] == row["week"]), {})


def _rated(one: dict) -> Cell:
    return Cell(decimal(one.get("auc")), decimal(one.get("brier")))


def groups(version: ModelVersion) -> Table:
    """By how many points it guesses too high, for each group large enough to tell of."""
    weeks = [one["week"] for one in version.groups]
    found = {}
    for one in version.groups:
        for group in one["groups"]:
            found.setdefault(group_name(group), {})[one["week"]] = group
    interval = _("%(percent)s interval") % {"percent": "95\u00a0%"}
    columns = (Column(f"{week_words(week)}", f"{week_words(week)}: {interval}") for week in weeks)
    return Table(
        title=_("Whether it errs more for some") if found else _("No group could be audited"),
        subtitle=_(
            "Points by which it guesses too high; below 0 too low. Groups of fewer than 50 are left"
            " out."
        ),
        corner=_("Group"),
        columns=tuple(columns),
        lines=tuple(
            Line(name, tuple(_gap(by_week.get(week)) for week in weeks))
            for name, by_week in found.items()
        ),
        kind="model-groups",
    )


def _gap(group: dict | None) -> Cell:
    if group is None:
        return Cell("–")
    return Cell(decimal(100 * group["gap"], 1), between(group["gap_interval"], 1, 100))


def bins(version: ModelVersion) -> Table:
    """What the calibration plots show."""
    lines = (
        Line(week_words(row["week"]), tuple(map(Cell, bin_words(one))))
        for row in version.measures["weeks"]
        for one in row["bins"]
    )
    return Table(
        title=_("What came of those given about the same"),
        subtitle=_("Students by what was guessed of them"),
        corner=_("Weeks passed"),
        columns=(Column(_("Guessed")), Column(_("Came true")), Column(_("Students"))),
        lines=tuple(lines),
        kind="model-bins",
    )


def bin_words(one: dict) -> tuple[str, str, str]:
    """What was guessed of the students of a bin, what came true, and how many they are."""
    return percents(one["guess"], 1), percents(one["outcome"], 1), grouped(one["n"])


def versions(found: list[ModelVersion], in_use: int | None, url_of) -> Table:
    """All versions, kept and not used ones too."""
    columns = (_("Trained"), _("Learnt from"), _("Proven on"), _("Verdict"), _("In use"))
    return Table(
        title=_("Versions"),
        subtitle=_("Each is kept as it was trained"),
        corner=_("Version"),
        columns=tuple(Column(head, numeric=False) for head in columns),
        lines=tuple(
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
        ),
        kind="model-versions",
    )


def uses(found: list[Activation]) -> Table:
    """Who put what to use, when and why; the latest first."""
    columns = (_("Version"), _("By"), _("Why"))
    return Table(
        title=_("Put to use, and out of it"),
        subtitle=_("Nothing of this is ever changed"),
        corner=_("Since"),
        columns=tuple(Column(head, numeric=False) for head in columns),
        lines=tuple(
            Line(
                day(one.at),
                (
                    Cell(str(one.version.number) if one.version else _("none")),
                    Cell(by_whom(one)),
                    Cell(one.why),
                ),
            )
            for one in found
        ),
        kind="model-uses",
    )
