"""Everything a declaration holds is compared with what the marks come to now, and told in words."""

import pytest
from django.urls import reverse

from students.models import Mark, Subject, TermResult
from students.models.copies import COMPARED, line_of
from students.models.recompute import recomputed
from students.models.sheets import sheet_rows
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make
from students.tests.results.conftest import GRACE
from students.tests.results.pages import address, declared, text
from students.views.sheet_moves import WORDS

pytestmark = pytest.mark.django_db
OF_WHOM = {"result", "student"}


def of(roll_no):
    return TermResult.objects.get(student__roll_no=roll_no)


@pytest.fixture
def earlier(cohort):
    """Asha has a backlog of the term before."""
    before = make.term(cohort.term.institution, "2025-ODD", 2025)
    mark = make.mark(make.result(before, of("ASHA").student, semester=3), "Chemistry", 10)
    Subject.objects.filter(title="Chemistry").update(credits=3)
    return mark


def bound_to(cohort, ordinance, number=3):
    definition = PAPER_POLICY.definition() | {"ordinance": ordinance}
    version = make.policy_version(cohort.term.institution, definition, number)
    ids = cohort.results().values_list("pk", flat=True)
    for _ in recomputed(list(ids), rebind=version):
        pass


def test_no_column_of_a_line_is_left_out_or_without_words(cohort):
    columns = line_of(sheet_rows(cohort.results())[0]).keys()

    assert set(COMPARED) == columns - OF_WHOM - {"backlog_count"}  # the count of the backlogs
    assert WORDS.keys() == set(COMPARED) - {"papers"}


def test_a_changed_promotion_is_told_and_revised(principal, cohort, earlier):
    declared(cohort)
    bound_to(cohort, GRACE | {"promotion": {"backlogs_at_most": 0}})

    shown = text(principal.get(address(cohort)))
    assert "promotion – → detained" in shown
    assert "policy 2 → 3" in shown
    declared(cohort, "Promotion by the new ordinance")
    assert "differs from" not in text(principal.get(address(cohort)))


def test_credits_that_were_corrected_differ(principal, cohort):
    declared(cohort)
    Subject.objects.filter(title="Physics").update(credits=3)

    assert "credits registered 6.0 → 7.0" in text(principal.get(address(cohort)))


def test_an_average_of_nothing_is_not_no_average(principal, cohort):
    Mark.objects.filter(result=of("CHARU"), subject__title="Physics").get().delete()
    make.mark(of("CHARU"), "Physics", None, state="pending")
    declared(cohort)
    mark = of("CHARU").marks.get(subject__title="Physics")
    mark.state, mark.score = "present", 1
    mark.save()

    assert "SGPA – → 0.00" in text(principal.get(address(cohort)))


def test_a_resit_of_an_earlier_term_is_seen_in_the_list_of_classes(principal, cohort, earlier):
    declared(cohort)
    assert "may have changed" not in text(principal.get(reverse("results")))
    Mark.objects.create(
        result=earlier.result,
        subject=earlier.subject,
        attempt=2,
        sat_term=cohort.term,
        state="present",
        score=70,
    )

    assert "Marks may have changed since" in text(principal.get(reverse("results")))
    assert "1 student differs" in text(principal.get(address(cohort)))


def test_a_mark_of_a_later_term_changes_nothing_in_the_list(principal, cohort):
    declared(cohort)
    later = make.term(cohort.term.institution, "2027-ODD", 2027)
    make.mark(make.result(later, of("ASHA").student, semester=5), "Biology", 50)

    assert "may have changed" not in text(principal.get(f"/results/?term={cohort.term.pk}"))


def test_a_subject_cleared_within_its_own_term_is_named_beside_the_verdict(principal, cohort):
    mark = Mark.objects.get(result=of("CHARU"), subject__title="Physics")
    again = {"attempt": 2, "sat_term": cohort.term, "state": "present", "score": 60}
    Mark.objects.create(result=mark.result, subject=mark.subject, **again)
    declared(cohort)

    shown = text(principal.get(address(cohort)))
    assert "Fail Backlogs: MATHEMATICS Passed in another attempt: PHYSICS" in shown
    card = text(principal.get(reverse("grade-card", args=[of("CHARU").pk])))
    assert "Passed in another attempt PHYSICS" in card
    rows = principal.get(address(cohort, "result-sheet-csv")).content.decode()
    assert "MATHEMATICS,PHYSICS," in rows
