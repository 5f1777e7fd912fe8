"""Classes whose students have withdrawn or moved on: what was declared of them stays in reach."""

import pytest
from django.urls import reverse

from students.models import Declaration, Role, TermResult
from students.models.sheets import Cohort
from students.tests import factories as make
from students.tests.results.pages import address, declared, text

pytestmark = pytest.mark.django_db


def of(roll_no):
    return TermResult.objects.get(student__roll_no=roll_no)


def withdraw(*results):
    for result in results:
        result.status = TermResult.Status.WITHDRAWN
        result.save()


def move(result, branch):
    result.branch = make.branch(result.institution, branch)
    result.save()
    return Cohort(result.term, result.branch, result.semester)


def test_a_class_from_which_all_have_withdrawn_keeps_its_sheet(principal, cohort):
    declared(cohort)
    withdraw(*cohort.results())

    shown = text(principal.get(address(cohort)))
    assert "Asha ASHA" in shown
    assert "Declare revision" not in shown
    assert "Publish to" not in shown
    assert principal.get(address(cohort, "result-sheet-csv")).status_code == 200
    assert principal.get(address(cohort, "grade-cards")).status_code == 200
    assert "CSE semester 4 0" in text(principal.get(reverse("results")))


def test_a_class_out_of_which_all_have_moved_keeps_its_sheet(principal, cohort):
    declared(cohort)
    for result in cohort.results():
        move(result, "IT")

    assert "Asha ASHA" in text(principal.get(address(cohort)))


def test_a_head_keeps_the_declared_line_of_who_withdrew(client, cohort):
    declared(cohort)
    withdraw(of("CHARU"))
    client.force_login(make.member(Role.HEAD, cohort.term.institution, branch=cohort.branch))

    shown = text(client.get(address(cohort)))
    assert "Charu CHARU" in shown
    assert "no longer in this class" in shown


def test_a_head_of_another_branch_sees_of_it_only_who_came_from_it(client, cohort):
    declared(cohort)
    move(of("CHARU"), "IT")
    head = make.member(Role.HEAD, cohort.term.institution, branch=of("CHARU").branch)
    client.force_login(head)

    shown = text(client.get(address(cohort)))
    assert "Charu" in shown
    assert "Asha" not in shown
    assert client.post(address(cohort, "result-publish")).status_code == 403


def test_a_class_that_was_never_declared_and_is_empty_is_not_found(principal, cohort):
    withdraw(*cohort.results())
    assert principal.get(address(cohort)).status_code == 200  # its students withdrew
    for result in cohort.results().model.objects.filter(branch=cohort.branch):
        move(result, "IT")
    assert principal.get(address(cohort)).status_code == 404


def test_who_changed_class_has_backlogs_once_by_what_was_declared_last(principal, cohort):
    declared(cohort)
    charu = of("CHARU")
    now_in = move(charu, "ME")
    assert text(principal.get(reverse("backlogs"))).count("Charu CHARU") == 1
    mark = charu.marks.get(subject__title="Physics")
    mark.score = 60
    mark.save()
    declared(now_in)

    assert Declaration.objects.newest().count() == 2
    shown = text(principal.get(reverse("backlogs")))
    assert "Charu CHARU ME semester 4 1 MATHEMATICS" in shown
    assert shown.count("Charu CHARU") == 1


def test_the_card_of_who_changed_class_is_the_one_declared_last(principal, cohort):
    declared(cohort)
    charu = of("CHARU")
    mark = charu.marks.get(subject__title="Physics")
    mark.score = 31
    mark.save()
    declared(cohort, "Recount")
    now_in = move(charu, "ME")
    declared(now_in)
    card = reverse("grade-card", args=[charu.pk])

    assert "Branch ME" in text(principal.get(card))
    assert "Replaced" not in text(principal.get(card))
    assert "Replaced by declaration 1" in text(principal.get(f"{card}?declaration=2"))
