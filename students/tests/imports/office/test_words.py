"""A word no category knows is asked about once, remembered, and forgotten by an undo."""

import pytest

from students.imports import runs
from students.imports.refusals import NotStorable
from students.models import Admission, CategoryWord, Payment, User
from students.tests import factories as make
from students.tests.imports.office.files import payers, payments

pytestmark = pytest.mark.django_db
SLIPS = ("A-1,R1,2026-05-03,5,,Cahs", "A-2,R1,2026-05-04,6,,cahs", "A-3,R1,2026-05-05,7,,UPI")


def previewed(of, content):
    teller = User.objects.filter(username="teller").first() or make.user("teller")
    return runs.preview("payments", content, "f.csv", institution=of, user=teller)


def asked(run):
    layout = runs.plan_of(run).layout
    return [(one["what"], one["text"], one["known"]) for one in layout["questions"]]


def states(run):
    return [row.state for row in runs.plan_of(run).rows()]


def told(of, *lines, same=(("Cahs", "cash"),)):
    run = previewed(of, payments(*lines))
    runs.revise(run, run.user, same=same)
    return run


def test_a_close_word_is_asked_about_once_and_stops_the_file():
    run = previewed(payers(), payments(*SLIPS))

    assert asked(run) == [("mode", "Cahs", [["cash", "Cash"]])]
    assert states(run) == ["refused", "refused", "new"]
    with pytest.raises(NotStorable):
        runs.commit(run)
    assert not Payment.objects.exists()


def test_one_answer_is_for_every_cell_of_the_word():
    of = payers()
    run = told(of, *SLIPS)
    runs.commit(run)

    assert [one.mode for one in Payment.objects.order_by("receipt")] == ["cash", "cash", "upi"]
    assert [(w.what, w.text, w.value) for w in CategoryWord.objects.all()] == [
        ("mode", "Cahs", "cash")
    ]


def test_the_next_file_needs_no_answer_and_says_so():
    of = payers()
    runs.commit(told(of, SLIPS[0]))

    run = previewed(of, payments("A-9,R1,2026-05-09,8,,CAHS"))

    assert asked(run) == []
    (row,) = runs.plan_of(run).rows()
    assert [tuple(mend[1:5]) for mend in row.mends] == [
        ("CAHS", "Cash", "standardised", "It meant this in an earlier file.")
    ]
    runs.commit(run)
    assert Payment.objects.get(receipt="A-9").mode == "cash"


def test_an_undo_forgets_the_word():
    of = payers()
    run = told(of, SLIPS[0])
    runs.commit(run)

    runs.undo(run)

    assert not CategoryWord.objects.exists()
    assert asked(previewed(of, payments(SLIPS[0])))


def test_an_undo_gives_back_what_an_earlier_file_taught():
    of = payers()
    runs.commit(told(of, SLIPS[0]))
    second = told(of, "A-5,R1,2026-05-05,7,,Cahs", same=(("Cahs", "card"),))
    runs.commit(second)
    assert CategoryWord.objects.get().value == "card"

    runs.undo(second)

    assert CategoryWord.objects.get().value == "cash"


def test_a_word_is_remembered_for_its_institution_and_its_category_alone():
    of = payers()
    runs.commit(told(of, SLIPS[0]))
    next_door = make.institution("NEXT")
    make.student(next_door, "R1")

    assert asked(previewed(next_door, payments(SLIPS[0])))
    run = previewed(of, payments("A-7,R1,2026-05-03,5,Cahs,cash"))
    assert states(run) == ["refused"]


def test_a_word_that_is_close_to_nothing_is_refused_and_can_be_said():
    of = payers()
    run = previewed(of, payments("A-1,R1,2026-05-03,5,,Hawala"))
    assert (asked(run), states(run)) == ([], ["refused"])

    runs.commit(told(of, "A-1,R1,2026-05-03,5,,Hawala", same=(("Hawala", "other"),)))

    assert Payment.objects.get().mode == "other"


def test_an_answer_that_is_no_value_answers_nothing():
    run = told(payers(), SLIPS[0], same=(("Cahs", "gold"),))

    assert asked(run)


def test_a_batch_that_was_said_once_is_known_in_the_next_file():
    of = payers()
    make.batch(of, "DATA-SCIENCE-1")
    header = "Roll No,Name,Batch,Joined\n"

    def admissions(said, **answers):
        content = f"{header}R1,Student R1,{said},2026-06-01\n".encode()
        return runs.preview("admissions", content, "a.csv", institution=of, **answers)

    run = admissions("DATA-SCIENSE-1", user=make.user("chief"))
    assert [what for what, _text, _known in asked(run)] == ["batch"]
    runs.revise(run, run.user, same=(("DATA-SCIENSE-1", "DATA-SCIENCE-1"),))
    runs.commit(run)
    assert Admission.objects.get().batch.code == "DATA-SCIENCE-1"

    again = admissions("data-sciense-1")

    assert (asked(again), states(again)) == ([], ["same"])
