"""Who is on the list, since when and why; what a word that is changed or removed leaves behind."""

import datetime
from collections import Counter
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from analytics.metrics.spells import note_spells
from analytics.metrics.worklists import answered, counted, follow_ups_due, waiting, waiting_of
from analytics.models import Contact, RiskSpell
from analytics.models.contacts import NotTheLatestError
from students.models import RecordChange, Role, TermResult
from students.models.removal import remove_student
from students.models.taken_along import facts_of
from students.tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate  # asked when it is needed: a run may go past midnight


def ago(days):
    """So many days ago; a negative number is to come."""
    return TODAY() - datetime.timedelta(days=days)


def at(days):
    """What happens inside is written down as of so many days ago."""
    moment = timezone.now() - datetime.timedelta(days=days)
    return mock.patch("django.utils.timezone.now", return_value=moment)


@pytest.fixture
def result():
    """A student at high risk by the average since ten days, at medium by attendance since five."""
    one = make.result(make.running_term())
    with at(10):
        make.mark(one, score=30)
    with at(5):
        make.attendance(one, held=100, attended=70)
    one.refresh_from_db()
    return one


@pytest.fixture
def mentor(result):
    return make.member(Role.MENTOR, result.institution)


def rows(today=None):
    results = TermResult.objects.in_term()
    assert note_spells(results)
    found = waiting(results, today or TODAY())
    # Whatever stands, those told from the words alone are as many.
    risks = Counter(results.order_by().values_list("risk", flat=True))
    terms = results.order_by().values("term")
    assert waiting_of(risks, answered(results, terms, today or TODAY())) == counted(found)
    return list(found)


def word(result, by, last_seen=0, **values):
    contact = Contact(**{"note": "Spoke of the first lectures.", "on": TODAY(), **values})
    contact.log(by, result, last_seen)
    return contact


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_who_is_at_risk_waits_since_the_level_was_reached(result):
    (row,) = rows()

    assert (row.student, row.risk) == (result.student, "High")
    assert (row.waiting_from, row.spoken_on) == (ago(10), None)
    spell = RiskSpell.objects.get()
    assert (spell.average_since, spell.attendance_since) == (ago(10), ago(5))


def test_a_word_takes_them_off_the_list(result, mentor):
    word(result, mentor)

    assert rows() == []


def test_who_is_not_at_risk_never_waits():
    fine = make.result(make.running_term())
    make.mark(fine, score=80)
    make.attendance(fine, held=100, attended=90)

    assert rows() == []


def test_a_word_of_another_term_answers_nothing(result, mentor):
    before = make.result(make.term(result.institution, code="2025-ODD", year=2025), result.student)
    word(before, mentor)

    assert [row.term for row in rows()] == [result.term]


def test_a_reason_that_grows_worse_brings_them_back(result, mentor):
    word(result, mentor)

    change(result.term_attendance, attended=59)

    assert [row.student for row in rows()] == [result.student]


def test_a_fall_of_less_than_five_points_is_no_news_and_of_five_is(result, mentor):
    word(result, mentor)
    mark = result.marks.get()

    change(mark, score="25.01")
    assert rows() == []
    change(mark, score="25.00")

    (row,) = rows()
    assert (row.spoken_on, row.waiting_from) == (TODAY(), TODAY())


def test_a_reason_that_recovered_and_came_back_is_news(result, mentor):
    word(result, mentor, on=ago(4))
    mark = result.marks.get()
    with at(3):
        change(mark, score=60)
    with at(2):
        change(result.term_attendance, attended=80)
    assert rows() == []
    with at(1):
        change(mark, score=30)

    (row,) = rows()
    assert (row.spoken_on, row.waiting_from) == (ago(4), ago(1))


def test_the_last_day_of_a_word_is_the_latest_whenever_it_was_noted(result, mentor):
    first = word(result, mentor, on=ago(2))
    word(result, mentor, first.pk, on=ago(7), follow_up_on=TODAY())

    (row,) = rows()
    assert (row.spoken_on, row.waiting_from) == (ago(2), ago(2))


def test_a_word_from_before_the_reason_does_not_answer_it(result, mentor):
    word(result, mentor, on=ago(7))

    assert [row.spoken_on for row in rows()] == [ago(7)]


def test_a_milder_risk_is_no_news(result, mentor):
    word(result, mentor)

    change(result.marks.get(), score=50)

    result.refresh_from_db()
    assert result.risk == "Medium"
    assert rows() == []


def test_a_follow_up_brings_them_back_on_its_day_until_it_is_done(result, mentor):
    contact = word(result, mentor, on=ago(1), follow_up_on=ago(-1))
    assert rows() == []
    assert len(rows(ago(-1))) == 1

    contact.close(mentor)

    assert rows(ago(-1)) == []
    with pytest.raises(ValidationError):
        contact.close(mentor)


def test_a_follow_up_is_due_whatever_the_risk_is_by_then(result, mentor):
    contact = word(result, mentor, on=ago(3), follow_up_on=ago(1))
    change(result.marks.get(), score=90)
    change(result.term_attendance, attended=95)

    assert rows() == []
    assert list(follow_ups_due(TermResult.objects.all(), TODAY())) == [contact]


def test_a_later_word_answers_the_follow_up_of_an_earlier_one(result, mentor):
    first = word(result, mentor, on=ago(3), follow_up_on=ago(1))

    word(result, mentor, last_seen=first.pk)

    assert rows() == []
    assert list(follow_ups_due(TermResult.objects.all(), TODAY())) == []


def test_taking_a_word_back_restores_what_was(result, mentor):
    first = word(result, mentor, on=ago(3), follow_up_on=ago(1))
    second = word(result, mentor, last_seen=first.pk)

    second.remove()
    assert len(rows()) == 1
    first.remove()

    assert [row.spoken_on for row in rows()] == [None]


def test_two_who_note_at_once_are_told_of_each_other(result, mentor):
    colleague = make.member(Role.MENTOR, result.institution)
    first = word(result, colleague)

    with pytest.raises(NotTheLatestError) as refused:
        word(result, mentor)

    assert refused.value.newer == first
    assert word(result, mentor, last_seen=first.pk).pk > first.pk


def test_the_counts_are_those_of_the_rows(result, mentor):
    for score in (20, 50, 90):
        other = make.result(result.term)
        make.mark(other, score=score)
        make.attendance(other, held=100, attended=90)
    medium = TermResult.objects.get(risk="Medium")
    word(medium, mentor, on=ago(3), follow_up_on=ago(1))

    found = rows()
    sums = counted(waiting(TermResult.objects.in_term(), TODAY()))

    assert (sums.high, sums.medium, sums.never, sums.total) == (2, 1, 2, len(found))


def test_a_note_of_since_when_is_made_once_and_anew_after_a_change(
    result, django_assert_num_queries
):
    rows()
    with django_assert_num_queries(1):
        note_spells(TermResult.objects.in_term())
    change(result.marks.get(), score=31)

    rows()

    result.refresh_from_db()
    spell = RiskSpell.objects.get()
    assert (spell.version, spell.since) == (result.version, ago(10))


def test_where_the_history_is_not_there_the_last_change_counts(result):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM students_markchange")
        cursor.execute("DELETE FROM students_attendancechange")

    (row,) = rows()

    assert row.waiting_from == timezone.localdate(result.updated_at)


def test_every_change_of_a_contact_leaves_a_trail(result, mentor):
    contact = word(result, mentor)
    contact.note = "Spoke of the bus."
    contact.change(1)
    with pytest.raises(NotTheLatestError):
        contact.change(1)
    contact.remove()

    trail = RecordChange.objects.filter(model="contact", record_id=contact.pk or 0)
    trail = trail or RecordChange.objects.filter(model="contact")
    day = f"{TODAY():%b} {TODAY().year}"
    assert [(one.kind, one.field) for one in trail] == [
        ("made", ""),
        ("changed", "note"),
        ("removed", ""),
    ]
    assert "first lectures" in trail[1].old
    assert trail[1].new == trail[2].old
    assert day in trail[2].old


def test_a_student_who_is_removed_takes_the_contacts_along(result, mentor):
    word(result, mentor, agreed="Comes on Monday.")
    assert "1 contact" in facts_of(result.student).sentences()

    remove_student(result.student)

    assert not Contact.objects.exists()
    last = RecordChange.objects.get(model="contact", kind="removed")
    assert "Comes on Monday." in last.old


@pytest.mark.parametrize(
    "wrong",
    [{"note": ""}, {"kind": "shout"}, {"follow_up_on": TODAY()}, {"closed_at": timezone.now()}],
)
def test_the_database_refuses_what_no_form_lets_through(result, mentor, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        word(result, mentor, **wrong)
