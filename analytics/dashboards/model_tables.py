"""The figures of a model version as tables: on its card and as files."""

from django.utils.translation import gettext as _

from analytics.dashboards.model_words import (
    between,
    decimal,
    group_name,
    percents,
)
from analytics.dashboards.tables import Cell, Column, Line, Table
from analytics.models import ModelVersion
from analytics.numerals import grouped, percent


def tables(version: ModelVersion) -> list[Table]:
    """By week, beside the baselines, compared, and the bins of the calibration plots."""
    if not version.measures:
        return []
    return [measures(version), baselines(version), compared(version), bins(version)]


def week_words(week: int) -> str:
    return _("Week %(week)s") % {"week": week}


def measures(version: ModelVersion) -> Table:
    """How good it was by week, with intervals."""
    interval = _("%(percent)s interval") % {"percent": percent("95")}
    heads = (_("AUC"), _("Brier"), _("Calibration error"), _("Precision"), _("Recall"))
    return Table(
        title=_("How good it proved to be, week by week"),
        subtitle=_(
            "On enrolments it had not seen. Precision and recall are of the tenth guessed highest."
        ),
        corner=_("Weeks passed"),
        columns=(Column(_("Enrolments")), *(Column(head, interval) for head in heads)),
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


def compared(version: ModelVersion) -> Table:
    """By how much its squared errors differ from those of what it was compared with."""
    names = {"rule": _("Risk by the rules"), "active": _("The version then in use")}
    interval = _("%(percent)s interval") % {"percent": percent("95")}
    found = ((name, version.compared.get(key)) for key, name in names.items())
    return Table(
        title=_("Whether it comes closer to what happens"),
        subtitle=_("The difference of its mean squared error, in all weeks; below 0 is better."),
        corner=_("Against"),
        columns=(Column(_("Difference"), interval),),
        lines=tuple(
            Line(name, (Cell(decimal(one["difference"], 4), between(one["interval"], 4)),))
            for name, one in found
            if one
        ),
        kind="model-compared",
    )


def groups(version: ModelVersion) -> Table:
    """By how many points it guesses too high, for each group large enough to tell of."""
    weeks = [one["week"] for one in version.groups]
    found = {}
    for one in version.groups:
        for group in one["groups"]:
            found.setdefault(group_name(group), {})[one["week"]] = group
    interval = _("%(percent)s interval") % {"percent": percent("95")}
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
        subtitle=_("Enrolments by what was guessed of them"),
        corner=_("Weeks passed"),
        columns=(Column(_("Guessed")), Column(_("Came true")), Column(_("Enrolments"))),
        lines=tuple(lines),
        kind="model-bins",
    )


def bin_words(one: dict) -> tuple[str, str, str]:
    """What was guessed of the students of a bin, what came true, and how many they are."""
    return percents(one["guess"], 1), percents(one["outcome"], 1), grouped(one["n"])
