"""The sheet of a class: who sees it, and what is declared and published there."""

import csv
import io

import pytest
from django.urls import reverse

from students.models import ClassCharge, Declaration, DeclaredResult, Mark, Role
from students.models.recompute import recomputed
from students.models.sheets import Cohort
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make
from students.tests.results.pages import address, declared, hidden, text

pytestmark = pytest.mark.django_db


def test_the_sheet_shows_marks_grades_grace_and_verdict_before_anything_is_declared(
    principal, cohort
):
    shown = text(principal.get(address(cohort)))

    assert "2 of 3 would pass" in shown
    assert "39 + 1 D 8.00 8.00 6 of 6 Pass Grace: PHYSICS Aggregate + 1 (O.1)" in shown
    assert "Fail Backlogs: MATHEMATICS, PHYSICS" in shown
    assert "Dev" not in shown


def test_a_term_is_declared_revised_and_published_through_the_page(principal, cohort):
    page = principal.get(address(cohort))
    principal.post(address(cohort, "result-declare"), {"digest": hidden(page)})
    assert "not published" in text(principal.get(address(cohort)))

    mark = Mark.objects.get(result__student__roll_no="CHARU", subject__title="Physics")
    mark.score = 55
    mark.save()
    page = principal.get(address(cohort))
    assert "1 student differs from what was declared" in text(page)
    assert "PHYSICS 30 F → 55 C" in text(page)
    revision = {"digest": hidden(page), "reason": "Revaluation"}
    principal.post(address(cohort, "result-declare"), revision)
    looked_at = {"number": "2", "digest": hidden(principal.get(address(cohort)))}
    principal.post(address(cohort, "result-publish"), looked_at)

    shown = text(principal.get(address(cohort)))
    assert "revision 2, declared" in shown
    assert "differs from" not in shown
    assert DeclaredResult.objects.published().count() == 3
    assert "30 F" in text(principal.get(address(cohort) + "?declaration=1"))
    assert "55 C" in text(principal.get(address(cohort) + "?declaration=now"))


def test_a_head_that_is_missed_is_named_where_the_mark_alone_would_pass(principal, cohort):
    heads = [{"name": "Written", "kinds": ["end_semester"], "at_least": "50"}]
    version = make.policy_version(
        cohort.term.institution, PAPER_POLICY.definition() | {"ordinance": {"heads": heads}}, 3
    )
    for _ in recomputed(cohort.results().values_list("pk", flat=True), rebind=version):
        pass
    mark = Mark.objects.get(result__student__roll_no="ASHA", subject__title="Physics")
    make.component_mark(mark, "QUIZ", 40, 40)
    make.component_mark(mark, "ESE", 29, 60, kind="end_semester")

    shown = text(principal.get(address(cohort)))

    assert "69 F" in shown
    assert "Not passed: PHYSICS Written: 29 of 60, 1 short" in shown


def test_a_sheet_that_is_no_longer_true_is_not_declared(principal, cohort):
    page = principal.get(address(cohort))
    Mark.objects.filter(result__student__roll_no="ASHA").first().delete()

    told = principal.post(address(cohort, "result-declare"), {"digest": hidden(page)}, follow=True)

    assert "Marks have changed since this sheet was shown" in text(told)
    assert not Declaration.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"digest": "x" * 500}, {"digest": "", "reason": "x" * 300}])
def test_junk_is_refused_in_words(principal, cohort, sent):
    declared(cohort)
    for name in ("result-declare", "result-publish"):
        assert principal.post(address(cohort, name), sent).status_code == 302
    assert Declaration.objects.count() == 1


@pytest.mark.parametrize("query", ["?declaration=9", "?declaration=x", "?declaration=", "?a=\x00"])
def test_a_declaration_there_is_not_shows_the_usual_sheet(principal, cohort, query):
    declared(cohort)
    assert "As declared" in text(principal.get(address(cohort) + query))


@pytest.mark.parametrize("number", [0, 21, 99_999, 7_000_000_000, 10**19])
def test_a_class_nobody_is_in_is_not_found(principal, cohort, number):
    for place in ("term", "branch", "semester"):
        kwargs = {"term": cohort.term.pk, "branch": cohort.branch.pk, "semester": 4}
        found = reverse("result-sheet", kwargs=kwargs | {place: number})
        assert principal.get(found).status_code == 404


def test_a_head_sees_the_own_branch_and_declares_nothing(client, cohort):
    client.force_login(make.member(Role.HEAD, cohort.term.institution, branch=cohort.branch))
    other = Cohort(cohort.term, make.branch(cohort.term.institution, "IT"), 4)

    page = client.get(address(cohort))
    assert page.status_code == 200
    assert "Declare these results" not in text(page)
    assert client.get(address(other)).status_code == 404
    assert client.post(address(cohort, "result-declare")).status_code == 403
    assert client.post(address(cohort, "result-publish")).status_code == 403


def test_a_stranger_of_another_institution_finds_nothing(client, cohort):
    client.force_login(make.member(Role.PRINCIPAL, make.institution("NEXT")))

    for name in ("result-sheet", "result-sheet-csv"):
        assert client.get(address(cohort, name)).status_code == 404
    for name in ("result-declare", "result-publish"):
        assert client.post(address(cohort, name)).status_code == 404
    assert "CSE" not in text(client.get(reverse("results")))


def test_an_accountant_has_no_such_page(client, cohort):
    client.force_login(make.member(Role.ACCOUNTANT, cohort.term.institution))

    for found in (address(cohort), reverse("results"), reverse("backlogs")):
        assert client.get(found).status_code == 403


def test_the_file_has_what_the_page_shows(principal, cohort):
    answer = principal.get(address(cohort, "result-sheet-csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert [row["Roll number"] for row in rows] == ["ASHA", "BELA", "CHARU"]
    assert rows[1]["PHYSICS"] == "39 + 1"
    assert rows[1]["PHYSICS grade"] == "D"
    assert (rows[0]["SGPA"], rows[0]["Result"]) == ("9.33", "Pass")


def test_a_class_teacher_sees_the_own_section_of_a_declaration(client, cohort):
    declared(cohort)
    place = cohort.term.institution
    result = make.result(cohort.term, make.student(place, "EMIL", "Emil"), section="B")
    make.mark(result, score=50)
    declared(cohort, "A student was missing")
    teacher = make.member(Role.FACULTY, place)
    ClassCharge.objects.create(
        staff=make.staff(place, person=teacher),
        term=cohort.term,
        branch=cohort.branch,
        semester=4,
        section="B",
    )
    client.force_login(teacher)

    for query in ("", "?declaration=2", "?declaration=now"):
        shown = text(client.get(address(cohort) + query))
        assert "Emil" in shown
        assert "Asha" not in shown
    assert "Emil" not in text(client.get(address(cohort) + "?declaration=1"))
