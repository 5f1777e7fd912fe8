"""A sheet is given out once for what it says; what changes afterwards is told by its code."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from analytics.mark_sheets.drawing import pdf_of
from analytics.mark_sheets.issuing import (
    CHANGED,
    CURRENT,
    REPLACED,
    REVOKED,
    address_of,
    give_out,
    states_of,
)
from analytics.models import MarkSheet
from analytics.models.mark_sheets import LETTERS, code_in, new_code
from students.models import Mark
from students.models.removal import remove_student
from students.models.taken_along import facts_of
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def state(sheet):
    return states_of([MarkSheet.objects.get(pk=sheet.pk)])[sheet.pk]


def given(*results):
    return give_out([one.pk for one in results], None).sheets


def score(result, title, score):
    mark = Mark.objects.get(result=result, subject__title=title)
    mark.score = score
    mark.save()


def test_the_same_sheet_is_given_again_and_is_the_same_file(dev):
    first, second = given(dev), given(dev)

    assert [one.code for one in first] == [one.code for one in second]
    assert MarkSheet.objects.count() == 1
    files = [pdf_of([(one, address_of(one)) for one in sheets]) for sheets in (first, second)]
    assert files[0] == files[1]
    assert files[0].startswith(b"%PDF")


def test_in_another_language_it_is_another_paper_and_both_are_current(dev):
    (english,) = given(dev)
    with translation.override("hi"):
        (hindi,) = given(dev)

    assert english.code != hindi.code
    assert (state(english), state(hindi)) == (CURRENT, CURRENT)


def test_a_changed_mark_ends_it_and_a_new_sheet_replaces_it(dev):
    (sheet,) = given(dev)
    score(dev, "Electronics", 12)  # not published: nobody is told
    assert state(sheet) == CURRENT

    score(dev, "Chemistry", 60)
    assert state(sheet) == CHANGED

    (later,) = given(dev)
    assert (state(sheet), state(later)) == (REPLACED, CURRENT)


def test_figures_that_come_back_make_an_old_paper_true_again(dev):
    (sheet,) = given(dev)
    score(dev, "Chemistry", 60)
    score(dev, "Chemistry", 44.5)

    assert state(sheet) == CURRENT


def test_a_revoked_sheet_stays_revoked_and_the_next_has_another_code(dev):
    by = make.user("chief")
    (sheet,) = given(dev)

    assert sheet.revoke(by, "Printed twice")
    assert not sheet.revoke(by, "Again")

    (later,) = given(dev)
    assert later.code != sheet.code
    assert (state(sheet), state(later)) == (REVOKED, CURRENT)


def test_a_sheet_is_not_revoked_without_a_reason(dev):
    (sheet,) = given(dev)

    with pytest.raises(ValueError, match="for a reason"):
        sheet.revoke(make.user("chief"), " ")
    with pytest.raises(IntegrityError), transaction.atomic():
        MarkSheet.objects.update(revoked_at=datetime.datetime.now(datetime.UTC))


def test_who_has_a_name_no_font_knows_gets_none_and_the_others_theirs(term, declared):
    student = declared["BELA"].student
    student.name = "தமிழ்"
    student.save()

    found = give_out([one.pk for one in declared.values()], None)

    assert [one.printed["roll_no"] for one in found.sheets] == ["ASHA", "CHARU"]
    assert [(roll, "There is no font" in why) for roll, why in found.refused] == [("BELA", True)]


def test_with_a_student_go_their_sheets_and_it_is_said_before(dev):
    given(dev)
    assert "1 mark sheet" in facts_of(dev.student).sentences()

    remove_student(dev.student)

    assert not MarkSheet.objects.exists()


def test_a_code_is_read_however_it_was_typed():
    code = new_code()

    assert len(code) == 19
    assert set(code) <= {*LETTERS, "-"}
    for typed in (code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        assert code_in(typed) == code


def test_sixty_subjects_take_four_pages(dev):
    (sheet,) = given(dev)
    paper = sheet.printed["papers"][0]
    sheet.printed |= {"papers": [paper] * 60}

    assert pdf_of([(sheet, "https://example.org/")]).count(b"/Type /Page\n") == 4
