"""Results are declared as they were seen, revised with a reason, and the first is kept."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from students.models import (
    Declaration,
    DeclaredResult,
    Mark,
    MarkChange,
    PolicyVersion,
    RecordChange,
    Subject,
    TermResult,
)
from students.models.changes import acting
from students.models.declaring import (
    DeclarationRefused,
    declarations_of,
    declare,
    declared_lines,
    differences,
    digest,
    publish_declaration,
)
from students.models.guards import WrittenOnceError
from students.models.removal import facts_of, remove_student
from students.models.sheets import Cohort, sheet_rows
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make

pytestmark = pytest.mark.django_db

PROMOTED_WITH_ONE = {"promotion": {"backlogs_at_most": 1}}


def ordained(in_term, ordinance):
    """Results made from here on are bound to the paper's bands with this ordinance."""
    version = make.policy_version(
        in_term.institution, PAPER_POLICY.definition() | {"ordinance": ordinance}
    )
    version.assignments.create(institution=in_term.institution, from_term=in_term)
    return version


def credited(place, **credits):
    for title, count in credits.items():
        Subject.objects.filter(pk=make.subject(place, title).pk).update(credits=count)


def class_of_three(term):
    """Asha passes both, Bela fails one, Charu both."""
    credited(term.institution, Mathematics=4, Physics=2)
    rows = {}
    for name, scores in (("ASHA", (92, 61)), ("BELA", (75, 39)), ("CHARU", (20, 30))):
        result = make.result(term, make.student(term.institution, name))
        for title, score in zip(("Mathematics", "Physics"), scores, strict=True):
            make.mark(result, title, score)
        rows[name] = result
    return Cohort(term, rows["ASHA"].branch, 4), rows


def seen(cohort):
    return digest(sheet_rows(cohort.results()))


def test_a_sheet_has_sgpa_verdict_and_backlogs():
    term = make.term()
    ordained(term, PROMOTED_WITH_ONE)
    cohort, _ = class_of_three(term)

    rows = sheet_rows(cohort.results())

    assert [row.figures.sgpa for row in rows] == [933, 600, 0]  # (4·10+2·8)/6, 4·9/6, 0
    assert [row.standing.verdict for row in rows] == ["pass", "atkt", "fail"]
    assert [row.standing.backlogs for row in rows] == [
        (),
        ("PHYSICS",),
        ("MATHEMATICS", "PHYSICS"),
    ]


def test_a_declaration_is_a_copy_that_later_marks_do_not_reach():
    cohort, results = class_of_three(make.term())
    with acting(user_id=77):
        declaration = declare(cohort, seen(cohort))
    mark = results["BELA"].marks.get(subject__title="Physics")
    mark.score = 50
    mark.save()

    line = declared_lines(declaration)[results["BELA"].pk]
    rows = sheet_rows(cohort.results())
    assert (declaration.number, declaration.user_id, declaration.reason) == (1, 77, "")
    assert (line.sgpa, line.verdict, line.backlogs) == (Decimal("6.00"), "fail", ["PHYSICS"])
    assert line.papers[1]["score"] == "39"
    assert set(differences(rows, declared_lines(declaration))) == {results["BELA"].pk}


def test_a_revision_needs_a_reason_and_leaves_the_first_as_it_was():
    cohort, results = class_of_three(make.term())
    first = declare(cohort, seen(cohort))
    mark = results["BELA"].marks.get(subject__title="Physics")
    mark.score = 50
    mark.save()

    with pytest.raises(DeclarationRefused, match="needs a reason"):
        declare(cohort, seen(cohort), " ")
    second = declare(cohort, seen(cohort), "Revaluation")

    assert list(declarations_of(cohort)) == [first, second]
    assert (second.number, second.reason) == (2, "Revaluation")
    assert declared_lines(first)[results["BELA"].pk].verdict == "fail"
    assert declared_lines(second)[results["BELA"].pk].verdict == "pass"
    assert list(Declaration.objects.newest()) == [second]


def test_what_changed_after_it_was_seen_is_not_declared():
    cohort, results = class_of_three(make.term())
    before = seen(cohort)
    mark = results["ASHA"].marks.first()
    mark.score = 10
    mark.save()

    with pytest.raises(DeclarationRefused, match="changed since"):
        declare(cohort, before)
    assert not Declaration.objects.exists()
    assert not DeclaredResult.objects.exists()


def test_a_revision_that_changes_nothing_is_refused():
    cohort, _ = class_of_three(make.term())
    declare(cohort, seen(cohort))

    with pytest.raises(DeclarationRefused, match="Nothing differs"):
        declare(cohort, seen(cohort), "Again")


def test_credits_nobody_entered_are_asked_for_and_not_taken_for_none():
    cohort, results = class_of_three(make.term())
    make.mark(results["ASHA"], "Chemistry", 50)

    with pytest.raises(DeclarationRefused, match="credits of CHEMISTRY"):
        declare(cohort, seen(cohort))


def test_a_class_without_students_has_nothing_to_declare():
    term = make.term()
    cohort = Cohort(term, make.branch(term.institution), 4)

    with pytest.raises(DeclarationRefused, match="no students"):
        declare(cohort, seen(cohort))


def test_declaring_publishes_nothing_and_publishing_shows_the_marks():
    cohort, _ = class_of_three(make.term())
    declaration = declare(cohort, seen(cohort))
    assert not Mark.objects.filter(published=True).exists()
    assert not DeclaredResult.objects.published().exists()

    assert publish_declaration(declaration) == 6

    assert Mark.objects.filter(published=True).count() == 6
    assert MarkChange.objects.filter(new_published=True).count() == 6
    assert DeclaredResult.objects.published().count() == 3
    with pytest.raises(DeclarationRefused, match="published already"):
        publish_declaration(declaration)


def test_only_the_newest_declaration_is_published():
    cohort, results = class_of_three(make.term())
    first = declare(cohort, seen(cohort))
    results["ASHA"].marks.first().delete()
    declare(cohort, seen(cohort), "One mark withdrawn")

    with pytest.raises(DeclarationRefused, match="revised since"):
        publish_declaration(first)
    assert not Mark.objects.filter(published=True).exists()


def test_declaring_moves_no_version_of_a_result():
    cohort, _ = class_of_three(make.term())
    before = list(TermResult.objects.values_list("pk", "version", "updated_at"))

    declare(cohort, seen(cohort))

    assert list(TermResult.objects.values_list("pk", "version", "updated_at")) == before


def test_a_declaration_is_never_changed_or_deleted():
    cohort, _ = class_of_three(make.term())
    declaration = declare(cohort, seen(cohort))
    line = declaration.declared_results.first()

    for change in (declaration.save, declaration.delete, line.save, line.delete):
        with pytest.raises(WrittenOnceError):
            change()
    for rows in (Declaration.objects.all(), DeclaredResult.objects.all()):
        with pytest.raises(WrittenOnceError):
            rows.delete()


def test_the_database_takes_a_number_once_and_a_revision_only_with_a_reason():
    cohort, _ = class_of_three(make.term())
    same = {
        "institution": cohort.term.institution,
        "term": cohort.term,
        "branch": cohort.branch,
        "semester": 4,
    }
    Declaration.objects.create(number=1, **same)

    for number, reason in ((1, ""), (2, ""), (1, "why")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Declaration.objects.create(number=number, reason=reason, **same)


def test_a_backlog_cleared_later_counts_from_the_term_it_was_sat_in():
    first = make.term()
    second = make.term(first.institution, code="2027-EVEN", year=2027)
    cohort, results = class_of_three(first)
    credited(first.institution, Biology=4)
    make.mark(results["BELA"], "Physics", 60, attempt=2, sat_term=second)
    now = make.result(second, results["BELA"].student)
    make.mark(now, "Biology", 92)

    then_row = next(
        row for row in sheet_rows(cohort.results()) if row.result.pk == results["BELA"].pk
    )
    row = sheet_rows(Cohort(second, cohort.branch, 4).results())[0]

    assert then_row.standing.backlogs == ("PHYSICS",)
    assert row.standing.backlogs == ()
    assert (row.figures.sgpa, row.standing.cgpa) == (1000, 920)  # (4·9 + 2·8 + 4·10) / 10
    assert row.standing.earned == 100


def test_the_best_two_of_three_tests_make_the_mark_of_a_subject():
    term = make.term()
    ordained(term, {"best_of": [{"kinds": ["quiz"], "count": 2}]})
    mark = make.mark(make.result(term), score=0)
    for code, score in (("T1", 9), ("T2", 4), ("T3", 7)):
        make.component_mark(mark, code, score)

    mark.refresh_from_db()
    assert (mark.score, mark.max_score) == (Decimal("16.00"), Decimal("20.00"))


def test_a_student_who_leaves_with_everything_leaves_the_declarations_too():
    cohort, results = class_of_three(make.term())
    declaration = declare(cohort, seen(cohort))
    student = results["ASHA"].student
    assert "1 declared result" in facts_of(student).sentences()

    remove_student(student)

    assert declaration.declared_results.count() == 2
    assert RecordChange.objects.filter(model="declaredresult", old="pass 9.33").count() == 1


def test_a_sheet_of_any_size_takes_as_many_queries(django_assert_num_queries):
    cohort, _ = class_of_three(make.term())
    make.component_mark(make.mark(cohort.results().first(), "Chemistry", 0))
    with django_assert_num_queries(5):
        sheet_rows(cohort.results())
    assert PolicyVersion.objects.count() == 1
