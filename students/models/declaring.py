"""Declaring the results of a class, revising them, publishing them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from students.models.copies import differences, digest, line_of
from students.models.declarations import Declaration, DeclaredResult, Publication
from students.models.marks import Mark
from students.models.publication import publish
from students.models.results import TermResult
from students.models.sheets import Cohort, SheetRow, sheet_rows
from students.rules.standings import INCOMPLETE


class DeclarationRefused(ValueError):
    """Results are not declared or published, and why, in one sentence for a page."""


class NotAsSeen(DeclarationRefused):
    """The marks come to something else than the sheet that was looked at."""


def declare(cohort: Cohort, seen: str, reason: str = "") -> Declaration:
    """Declare the class as it stands, or revise it, for the reason given.

    `seen` is the digest of the sheet that was looked at. Who awaits a mark or a component is
    declared as "Result later", without an average, and without a grade in that subject. Raises
    DeclarationRefused where the marks have changed since, nobody has all marks before anything is
    declared, or a revision changes nothing.
    """
    reason = reason.strip()
    ids = cohort.results().values_list("pk", flat=True)
    with TermResult.objects.refreshing(ids, touch=False):
        rows = sheet_rows(cohort.results())
        earlier = declarations_of(cohort).last()
        _check(rows, seen, earlier, reason)
        if earlier:
            return written(cohort, rows, earlier.number + 1, reason)
        return written(cohort, rows)


def written(cohort: Cohort, rows: list[SheetRow], number: int = 1, reason: str = "") -> Declaration:
    """Write these rows down as a declaration; for who holds the results and has checked them."""
    declaration = Declaration.objects.create(
        institution_id=cohort.term.institution_id,
        term=cohort.term,
        branch=cohort.branch,
        semester=cohort.semester,
        number=number,
        reason=reason,
    )
    DeclaredResult.objects.bulk_create(
        DeclaredResult(declaration=declaration, **line_of(row)) for row in rows
    )
    return declaration


def _check(rows: list[SheetRow], seen: str, earlier: Declaration | None, reason: str):
    if not rows:
        raise DeclarationRefused(_("There are no students in this class."))
    if digest(rows) != seen:
        raise NotAsSeen(
            _("Marks have changed since this sheet was shown. Nothing is declared: look again.")
        )
    missing = sorted({code for row in rows for code in row.without_credits})
    if missing:
        raise DeclarationRefused(
            _("Enter the credits of %(subjects)s first.") % {"subjects": ", ".join(missing)}
        )
    if not earlier and all(row.standing.verdict == INCOMPLETE for row in rows):
        raise DeclarationRefused(_("Nobody in this class has all marks yet."))
    if earlier and not differences(rows, declared_lines(earlier)):
        raise DeclarationRefused(_("Nothing differs from what was declared."))
    if earlier and not reason:
        raise DeclarationRefused(_("A revision needs a reason, such as “revaluation”."))


def publish_declaration(declaration: Declaration, seen: str) -> int:
    """Show a declaration and the marks of its term to its students; how many marks became visible.

    `seen` is the digest of the sheet that was looked at: students see the marks as they are now.
    Raises DeclarationRefused for one that is published or revised since, or no longer true, and
    NotAsSeen where `seen` is not what the marks come to.
    """
    marks = _marks_of(declaration)
    held = {*declaration.declared_results.values_list("result", flat=True)}
    held |= {*marks.order_by().values_list("result", flat=True)}
    with TermResult.objects.refreshing(held):
        newest = Declaration.objects.of_class(
            declaration.term_id, declaration.branch_id, declaration.semester
        ).last()
        if newest.pk != declaration.pk:
            raise DeclarationRefused(_("It has been revised since: publish the revision."))
        if newest.is_published:
            raise DeclarationRefused(_("It is published already."))
        _check_published(declaration, seen)
        Publication.objects.create(declaration=declaration)
        return publish(marks.filter(result__in=held), True)


def _check_published(declaration: Declaration, seen: str):
    cohort = Cohort(declaration.term, declaration.branch, declaration.semester)
    rows = sheet_rows(cohort.results())
    if digest(rows) != seen:
        raise NotAsSeen(
            _("Marks have changed since this sheet was shown. Nothing is published: look again.")
        )
    if differences(rows, declared_lines(declaration)):
        raise DeclarationRefused(_("Marks differ from what was declared: revise it first."))


def _marks_of(declaration: Declaration) -> QuerySet[Mark]:
    """The marks of its term: first attempts, and later ones that were sat in it."""
    declared = declaration.declared_results.order_by()
    resits = Q(sat_term=declaration.term_id, result__student__in=declared.values("student"))
    return Mark.objects.filter(Q(attempt=1, result__in=declared.values("result")) | resits)


def declarations_of(cohort: Cohort):
    """The declarations of a class, the first one first."""
    found = Declaration.objects.of_class(cohort.term.pk, cohort.branch.pk, cohort.semester)
    return found.select_related("publication")


def declared_lines(declaration: Declaration) -> dict[int, DeclaredResult]:
    """The lines of a declaration by result."""
    lines = declaration.declared_results.select_related("student", "policy_version")
    return {line.result_id: line for line in lines}
