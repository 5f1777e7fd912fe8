"""Results are declared as they were seen, revised with a reason, and the first is kept."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from students.models import (
    Declaration,
    DeclaredResult,
    Mark,
    MarkChange,
    RecordChange,
    TermResult,
)
from students.models.changes import acting
from students.models.copies import differences
from students.models.declaring import (
    DeclarationRefused,
    declarations_of,
    declare,
    declared_lines,
)
from students.models.guards import WrittenOnceError
from students.models.removal import remove_student
from students.models.sheets import Cohort, sheet_rows
from students.models.taken_along import facts_of
from students.tests import factories as make
from students.tests.models.classes import class_of_three, publish, seen

pytestmark = pytest.mark.django_db


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

    assert publish(declaration) == 6

    assert Mark.objects.filter(published=True).count() == 6
    assert MarkChange.objects.filter(new_published=True).count() == 6
    assert DeclaredResult.objects.published().count() == 3
    with pytest.raises(DeclarationRefused, match="published already"):
        publish(declaration)


def test_only_the_newest_declaration_is_published():
    cohort, results = class_of_three(make.term())
    first = declare(cohort, seen(cohort))
    results["ASHA"].marks.first().delete()
    declare(cohort, seen(cohort), "One mark withdrawn")

    with pytest.raises(DeclarationRefused, match="revised since"):
        publish(first)
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


def test_a_student_who_leaves_with_everything_leaves_the_declarations_too():
    cohort, results = class_of_three(make.term())
    declaration = declare(cohort, seen(cohort))
    student = results["ASHA"].student
    assert "1 declared result" in facts_of(student).sentences()

    remove_student(student)

    assert declaration.declared_results.count() == 2
    assert RecordChange.objects.filter(model="declaredresult", old="pass 9.33").count() == 1
