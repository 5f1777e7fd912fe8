"""Top Performers: the best of the term, of every branch and of every batch."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.books import (
    GOOD,
    MEAN,
    SHARE,
    WHOLE,
    Book,
    Column,
    Formula,
    Mark,
    Sheet,
    Value,
    Worked,
)
from analytics.chosen import INSTITUTION, TERM
from analytics.metrics.rankings import Candidate, Place, best, best_of_each, candidates, rankable
from analytics.reports.places import in_terms, no_batch
from analytics.reports.report import Report
from analytics.scope import Scope
from students.models import Institution, TermResult
from students.rules.units import SCALE
from students.sight import Sight

OVERALL, BRANCHES, BATCHES = "overall", "branches", "batches"
MOST, MOST_OF_EACH = 50, 10
# Whole numbers are compared, each sum times the other's count: quotients of equal averages may
# differ in their last digit where a spreadsheet works them out.
BETTER = f"ROUND({{%s.points}}*{SCALE},0)*{{subjects}}>ROUND({{points}}*{SCALE},0)*{{%s.subjects}}"
RANKS = {
    OVERALL: "SUMPRODUCT(--(%s))+1",
    BRANCHES: "SUMPRODUCT(--EXACT({branches.branch},{branch}),--(%s))+1",
    BATCHES: "SUMPRODUCT(--EXACT({batches.batch},{batch}),--(%s))+1",
}
Found = Mapping[int, TermResult]


def book(sight: Sight, institution: Institution, day: datetime.date) -> Book:
    """Among the students whose whole records are in sight; see `_ranked` for the term."""
    scope, ranked, awaited = _ranked(sight, institution, day)
    first = list(best(ranked, MOST))
    by_branch = best_of_each(ranked, lambda one: one.branch, MOST_OF_EACH)
    by_batch = best_of_each(ranked, lambda one: one.batch, MOST_OF_EACH)
    found = _results([first, *by_branch.values(), *by_batch.values()])
    sheets = (
        _sheet(OVERALL, _("All"), found, first, MOST),
        _sheet(BRANCHES, _("Branches"), found, _in_order(found, by_branch, "branch"), MOST_OF_EACH),
        _sheet(BATCHES, _("Batches"), found, _in_order(found, by_batch, "batch"), MOST_OF_EACH),
    )
    sheets = tuple(replace(one, notes=(*awaited, *one.notes)) for one in sheets)
    return Book(str(REPORT.title), in_terms(scope, institution), day, sheets)


def _ranked(
    sight: Sight, institution: Institution, day: datetime.date
) -> tuple[Scope, list[Candidate], list[str]]:
    """The term of the day or, before anybody is ranked in it, the newest in which somebody is.

    With what is ranked there, and a sentence where it is not the term of the day.
    """
    asked = {INSTITUTION: institution.code}
    scope = Scope.of(sight, asked, one_subject=False, on=day)
    ranked = candidates(scope.whole_results())
    if ranked:
        return scope, ranked, []
    begun = sight.whole_results().filter(institution=institution, term__starts_on__lte=day)
    newest = rankable(begun).order_by("-term__starts_on", "-term_id")
    code = newest.values_list("term__code", flat=True).first()
    if code is None:
        return scope, [], []
    earlier = Scope.of(sight, asked | {TERM: code}, one_subject=False, on=day)
    told = _("Nobody is ranked yet in %(term)s: these are the ranks of %(earlier)s.") % {
        "term": ", ".join(term.title for term in scope.terms) or day.isoformat(),
        "earlier": ", ".join(term.title for term in earlier.terms),
    }
    return earlier, candidates(earlier.whole_results()), [told]


def _results(lists: Iterable[Iterable[Place]]) -> Found:
    wanted = {place.result for places in lists for place in places}
    return TermResult.objects.select_related("student", "branch", "batch").in_bulk(list(wanted))


def _in_order(found: Found, parts: Mapping[int | None, list[Place]], name: str) -> list[Place]:
    """The parts by their codes, whoever is in none last."""

    def code(number: int | None) -> tuple:
        if number is None:
            return (1, "")
        return 0, getattr(found[parts[number][0].result], name).code_key

    return [place for number in sorted(parts, key=code) for place in parts[number]]


def _sheet(key: str, title: str, found: Found, places: list[Place], most: int) -> Sheet:
    return Sheet(
        key=key,
        title=title,
        columns=_columns(),
        rows=[_row(key, place, found[place.result]) for place in places],
        notes=(
            _("Ranked by the exact average of the term, up to rank %(most)s.") % {"most": most},
            _(
                "Equal averages share a rank, and as many ranks are left out after it. Who has"
                " failed a subject, awaits a mark or is withheld is not ranked."
            ),
            _("Ranks are among the students you may see."),
        ),
        empty=_("Nobody can be ranked yet."),
        held=3,
    )


def _columns() -> tuple[Column, ...]:
    average = Formula("{points}/{subjects}", lambda row: Fraction(row["points"]) / row["subjects"])
    return (
        Column("rank", _("Rank"), WHOLE, width=8, marks=(Mark(GOOD, "{rank}<=3"),)),
        Column("roll", _("Roll number"), width=14),
        Column("name", _("Name"), width=28),
        Column("branch", _("Branch"), width=12),
        Column("batch", _("Batch"), width=14),
        Column("semester", _("Semester"), WHOLE),
        Column("points", _("Sum of percents"), MEAN, width=13),
        Column("subjects", _("Subjects"), WHOLE),
        Column("average", _("Average, %"), MEAN, average),
        Column("grade", _("Grade"), width=9),
        Column("attendance", _("Attendance"), SHARE),
    )


def _row(key: str, place: Place, one: TermResult) -> tuple[Value, ...]:
    known = one.exact_attendance
    return (
        Worked(RANKS[key] % (BETTER % (key, key)), place.rank),
        one.student.roll_no,
        one.student.name,
        one.branch.code,
        one.batch.code if one.batch else no_batch(),
        one.semester,
        Decimal(one.mark_sum) / SCALE,
        one.mark_count,
        one.grade,
        Fraction(known.part, known.whole) if known else None,
    )


REPORT = Report(
    slug="top-performers",
    title=gettext_lazy("Top performers"),
    why=gettext_lazy(
        "Who did best in the newest term with ranks, ranked by exact averages, to be honoured."
    ),
    allowed=lambda sight: sight.sees_people,
    book=book,
)
