"""What a model version found, in plain words: what it learnt from, how good it is, where it errs.

The figures themselves stand in `model_tables`.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.dashboards.model_words import between, day, decimal, group_name
from analytics.models import ModelVersion, Target
from analytics.numerals import grouped
from analytics.wording import joined

USUAL_WEEK = 8  # by which enough is known and enough can still be done
HIGHEST = {
    Target.AT_RISK: gettext_lazy(
        "When %(week)s weeks had passed: of every 100 students in the tenth it put highest,"
        " %(found)s did fail or withdraw."
    ),
    Target.FAIL: gettext_lazy(
        "When %(week)s weeks had passed: of every 100 students in the tenth it put highest,"
        " %(found)s did fail."
    ),
    Target.DROPOUT: gettext_lazy(
        "When %(week)s weeks had passed: of every 100 students in the tenth it put highest,"
        " %(found)s did withdraw."
    ),
}
REACHED = {
    Target.AT_RISK: gettext_lazy("Of every 100 who failed or withdrew, %(found)s were among them."),
    Target.FAIL: gettext_lazy("Of every 100 who failed, %(found)s were among them."),
    Target.DROPOUT: gettext_lazy("Of every 100 who withdrew, %(found)s were among them."),
}
PAIRS = {
    Target.AT_RISK: gettext_lazy(
        "Of two students, one of whom failed or withdrew later, it then put that one higher"
        " %(ours)s times in 100; the risk by the rules did so %(rules)s times."
    ),
    Target.FAIL: gettext_lazy(
        "Of two students, one of whom failed later, it then put that one higher %(ours)s times in"
        " 100; the risk by the rules did so %(rules)s times."
    ),
    Target.DROPOUT: gettext_lazy(
        "Of two students, one of whom withdrew later, it then put that one higher %(ours)s times in"
        " 100; the risk by the rules did so %(rules)s times."
    ),
}
AGAINST = {  # what it was compared with: surely closer, surely farther, neither
    "rule": (
        gettext_lazy("Its guesses surely came closer to what happened than the rules did."),
        gettext_lazy("Its guesses surely lay farther from what happened than the rules did."),
        gettext_lazy("It is not sure that its guesses come closer to what happens than the rules."),
    ),
    "active": (
        gettext_lazy(
            "Its guesses surely came closer to what happened than those of the version then in use."
        ),
        gettext_lazy(
            "Its guesses surely lay farther from what happened than those of the version then in"
            " use."
        ),
        gettext_lazy(
            "It is not sure that its guesses come closer to what happens than those of the version"
            " then in use."
        ),
    ),
}


def sentences(version: ModelVersion, audits: bool) -> list[str]:
    """What it learnt from and how good it proved to be; with `audits` for whom it errs most."""
    row = usual_row(version)
    found = [learnt_from(version), *left_out(version), *against(version)]
    found += [*of_week(version.target, row), *beside_rules(version, row)] if row else []
    if audits:
        return [*found, *errors(version, row)]
    hidden = _("Whether it errs more for some groups is for the principal to read.")
    return [*found, hidden] if any(one["groups"] for one in version.groups) else found


def usual_row(version: ModelVersion) -> dict | None:
    """The measures of the week one is asked about; None where none was tested."""
    rows = version.measures.get("weeks", []) if version.measures else []
    return min(rows, key=lambda row: abs(row["week"] - USUAL_WEEK), default=None)


def learnt_from(version: ModelVersion) -> str:
    words = _(
        "It was learnt from %(students)s enrolments of %(past)s (%(first)s to %(end)s), and proven"
        " on %(last)s, which it had not seen."
    )
    return words % {
        "students": grouped(version.students),
        "past": joined(version.train_terms),
        "last": joined(version.test_terms),
        "first": day(version.data_from),
        "end": day(version.data_to),
    }


def left_out(version: ModelVersion) -> Iterator[str]:
    if count := (version.measures or {}).get("left_out"):
        words = _("Left out: %(count)s enrolments of which nothing is known by week or day.")
        yield words % {"count": grouped(count)}


def against(version: ModelVersion) -> Iterator[str]:
    """Whether it came closer to what happened than the rules, and than the version then in use."""
    for name, (closer, farther, unsure) in AGAINST.items():
        if found := version.compared.get(name):
            low, high = found["interval"]
            yield str(closer if high < 0 else farther if low > 0 else unsure)


def of_week(target: str, row: dict) -> Iterator[str]:
    """The tenth guessed highest, and how far guesses lie from what came true."""
    top = row["top"]
    yield HIGHEST[target] % {"week": row["week"], "found": of_hundred(top["precision"])}
    if top["recall"] is not None:
        yield REACHED[target] % {"found": of_hundred(top["recall"])}
    words = _("Its guesses then lay %(points)s points from what came true, on the average.")
    yield words % {"points": decimal(100 * row["ece"], 1)}


def beside_rules(version: ModelVersion, row: dict) -> Iterator[str]:
    """How often it, and how often the rules, tell two students apart; nothing if not measured."""
    rules = version.measures["baselines"].get("rule", [])
    theirs = next((one["auc"] for one in rules if one["week"] == row["week"]), None)
    if row["auc"] is not None and theirs is not None:
        told = {"ours": of_hundred(row["auc"]), "rules": of_hundred(theirs)}
        yield PAIRS[version.target] % told


def of_hundred(share: float) -> str:
    """0.914 as "91"."""
    return decimal(100 * share, 0)


def errors(version: ModelVersion, row: dict | None) -> Iterator[str]:
    """The group for which it surely errs most, of the same week."""
    if row is None:
        return
    by_week = {one["week"]: one["groups"] for one in version.groups}
    groups = by_week.get(row["week"], [])
    sure = [one for one in groups if one["gap_interval"][0] > 0 or one["gap_interval"][1] < 0]
    if not groups:
        yield _("Whether it errs more for some groups cannot be said: no backgrounds are known.")
    elif not sure:
        yield _("For none of %(count)s groups it surely guesses too high or too low.") % {
            "count": len(groups)
        }
    else:
        yield gap_words(max(sure, key=lambda one: abs(one["gap"])))


def gap_words(group: dict) -> str:
    high = _("It errs most for %(group)s: %(points)s points too high (%(between)s).")
    low = _("It errs most for %(group)s: %(points)s points too low (%(between)s).")
    told = {
        "group": group_name(group),
        "points": decimal(100 * abs(group["gap"]), 1),
        "between": between(group["gap_interval"], 1, 100),
    }
    return (high if group["gap"] > 0 else low) % told
