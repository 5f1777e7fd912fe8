"""A class is stored all or nothing, and nothing a colleague stored meanwhile is lost."""

import datetime

import pytest

from students.models import (
    AttendanceChange,
    ClassSession,
    RecordChange,
    SessionPresence,
    SubjectAttendance,
)
from students.models.changes import acting
from students.registers.entries import Said, said
from students.registers.rolls import roll_of, usual_states
from students.registers.taking import Class, take
from students.tests import factories as make

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 8, 3)
QUERIES = 29


@pytest.fixture
def results():
    term = make.term()
    return [make.result(term, make.student(term.institution, f"R{n}")) for n in range(1, 4)]


@pytest.fixture
def lesson(results):
    return Class(make.teaching(results[0]), DAY, 1)


@pytest.fixture
def teacher(results):
    return make.user("teacher")


def form(results, states, was="", **fields):
    """What a form says: "PPA" for three students, who were shown as `was` says."""
    words = {"P": "present", "L": "late", "A": "absent", "E": "excused", "-": ""}
    post = {}
    for at, (result, letter) in enumerate(zip(results, states, strict=True)):
        post[f"state-{result.pk}"] = words[letter]
        post[f"was-{result.pk}"] = words[was[at]] if was else ""
    return said(post | fields)


def stored(session=None):
    rows = SessionPresence.objects.order_by("result")
    return "".join({"excused": "E"}.get(one.state, one.state[0].upper()) for one in rows)


def registers():
    rows = SubjectAttendance.objects.order_by("result")
    return list(rows.values_list("held", "attended", "excused"))


def ids(results):
    return {one.pk for one in results}


def test_a_class_is_taken(results, lesson, teacher):
    taken = take(lesson, form(results, "PAE"), ids(results), teacher)

    assert (taken.stored, taken.moved) == (True, 3)
    assert stored() == "PAE"
    assert registers() == [(1, 1, 0), (1, 0, 0), (1, 0, 1)]
    assert ClassSession.objects.get().taken_by == teacher


def test_who_is_not_on_the_roll_is_not_counted(results, lesson, teacher):
    take(lesson, form(results, "P-A"), ids(results), teacher)

    assert stored() == "PA"
    assert len(registers()) == 2


def test_a_class_taken_is_corrected(results, lesson, teacher):
    take(lesson, form(results, "PAE"), ids(results), teacher)
    taken = take(lesson, form(results, "P-L", "PAE", was_held="yes"), ids(results), teacher)

    assert (taken.moved, stored()) == (2, "PL")
    assert registers() == [(1, 1, 0), (1, 1, 0)]


def test_the_same_again_changes_nothing(results, lesson, teacher):
    take(lesson, form(results, "PAE"), ids(results), teacher)
    versions = [result.refresh_from_db() or result.version for result in results]
    taken = take(lesson, form(results, "PAE", "PAE", was_held="yes"), ids(results), teacher)

    assert (taken.stored, taken.moved) == (True, 0)
    assert [result.refresh_from_db() or result.version for result in results] == versions


def test_what_a_colleague_took_meanwhile_is_told_and_nothing_is_stored(results, lesson, teacher):
    colleague = make.user("colleague", first_name="Asha", last_name="Rao")
    mine, theirs = form(results, "PPA"), form(results, "PAP")
    take(lesson, theirs, ids(results), colleague)

    taken = take(lesson, mine, ids(results), teacher)
    assert not taken.stored
    assert [(one.result_id, one.theirs, one.mine) for one in taken.differing] == [
        (results[1].pk, "absent", "present"),
        (results[2].pk, "present", "absent"),
    ]
    assert stored() == "PAP"


def test_the_colleague_is_named(results, lesson, teacher):
    colleague = make.user("colleague", first_name="Asha", last_name="Rao")
    with acting(user_id=colleague.pk):
        take(lesson, form(results, "PAP"), ids(results), colleague)
    taken = take(lesson, form(results, "PPP"), ids(results), teacher)

    assert [(one.by, one.at is not None) for one in taken.differing] == [("Asha Rao", True)]


def test_what_only_a_colleague_touched_stays_theirs(results, lesson, teacher):
    take(lesson, form(results, "PPP"), ids(results), teacher)
    take(lesson, form(results, "PAP", "PPP", was_held="yes"), ids(results), teacher)
    taken = take(lesson, form(results, "PPL", "PPP", was_held="yes"), ids(results), teacher)

    assert taken.stored
    assert stored() == "PAL"


def test_seeing_both_values_one_may_keep_ones_own(results, lesson, teacher):
    take(lesson, form(results, "PAP"), ids(results), teacher)
    take(lesson, form(results, "PPP"), ids(results), teacher)
    taken = take(lesson, form(results, "PPP", "PAP", was_held="yes"), ids(results), teacher)

    assert (taken.stored, stored()) == (True, "PPP")


def test_a_cancelled_class_has_no_roll(results, lesson, teacher):
    taken = take(lesson, form(results, "PPP", held="no"), ids(results), teacher)

    assert (taken.stored, taken.moved, stored()) == (True, 0, "")
    assert not ClassSession.objects.get().held
    roll = roll_of(lesson.taught, lesson.session())
    assert set(usual_states(roll, lesson.session()).values()) == {"present"}


def test_a_class_taken_is_cancelled_and_held_again(results, lesson, teacher):
    take(lesson, form(results, "PPA"), ids(results), teacher)
    same = form(results, "PPA", "PPA", was_held="yes", held="no")
    assert take(lesson, same, ids(results), teacher).stored
    assert (stored(), registers()) == ("PPA", [])

    back = form(results, "PPA", "PPA", was_held="no", held="yes")
    assert take(lesson, back, ids(results), teacher).stored
    assert registers() == [(1, 1, 0), (1, 1, 0), (1, 0, 0)]


def test_who_cancelled_a_class_and_held_it_again_is_kept(results, lesson, teacher):
    head = make.user("head")
    with acting(user_id=teacher.pk):
        take(lesson, form(results, "PPA"), ids(results), teacher)
    with acting(user_id=head.pk):
        same = form(results, "PPA", "PPA", was_held="yes", held="no")
        assert take(lesson, same, ids(results), head).turned
    with acting(user_id=teacher.pk):
        back = form(results, "PPA", "PPA", was_held="no", held="yes")
        assert take(lesson, back, ids(results), teacher).turned

    turns = RecordChange.objects.filter(model="classsession", record_id=lesson.session().pk)
    assert list(turns.values_list("user_id", "old", "new")) == [
        (teacher.pk, "", "held"),
        (head.pk, "held", "cancelled"),
        (teacher.pk, "cancelled", "held"),
    ]
    of_head = AttendanceChange.objects.filter(user_id=head.pk).order_by("roll_no")
    assert list(of_head.values_list("session_on", "new_presence", "old_held", "new_held")) == [
        (DAY, "present", 1, None),
        (DAY, "present", 1, None),
        (DAY, "absent", 1, None),
    ]


def test_who_cancelled_a_class_nobody_was_in_is_kept(results, lesson, teacher):
    with acting(user_id=teacher.pk):
        take(lesson, form(results, "PPP", held="no"), ids(results), teacher)

    (change,) = RecordChange.objects.filter(model="classsession")
    assert (change.user_id, change.kind, change.new) == (teacher.pk, "made", "cancelled")


def test_looking_at_a_class_leaves_it_with_who_took_it(results, lesson, teacher):
    take(lesson, form(results, "PPA"), ids(results), teacher)
    before = lesson.session().updated_at
    taken = take(lesson, form(results, "PPA", "PPA", was_held="yes"), ids(results), make.user("x"))

    assert (taken.stored, taken.turned) == (True, False)
    assert (lesson.session().taken_by, lesson.session().updated_at) == (teacher, before)


def test_the_colleague_named_is_who_stored_the_presence(results, lesson, teacher):
    asha, head = make.user("asha"), make.user("head")
    with acting(user_id=asha.pk):
        take(lesson, form(results, "PAP"), ids(results), asha)
    with acting(user_id=head.pk):
        same = form(results, "PAP", "PAP", was_held="yes", held="no")
        take(lesson, same, ids(results), head)
    taken = take(lesson, form(results, "PPP", was_held="no", held="no"), ids(results), teacher)

    assert [one.by for one in taken.differing] == ["asha"]


def test_a_class_that_a_colleague_cancelled_is_not_taken_unseen(results, lesson, teacher):
    take(lesson, form(results, "PPP", held="no"), ids(results), teacher)
    taken = take(lesson, form(results, "PPP"), ids(results), teacher)

    assert (taken.stored, taken.held_differs, stored()) == (False, True, "")


def test_who_left_the_class_meanwhile_is_told_and_nothing_is_stored(results, lesson, teacher):
    outside = make.result(results[0].term, branch_code="IT")
    everybody = [*results, outside]
    taken = take(lesson, form(everybody, "PPPP"), ids(results), teacher)

    assert taken.left == (outside.pk,)
    assert stored() == ""
    assert not ClassSession.objects.exists()


def test_a_class_is_taken_in_a_fixed_number_of_queries(
    results, lesson, teacher, django_assert_num_queries
):
    more = [make.result(results[0].term) for _ in range(20)]
    with django_assert_num_queries(QUERIES):
        take(lesson, form(results, "PAE"), ids(results), teacher)
    other = Class(lesson.taught, DAY, 2)
    with django_assert_num_queries(QUERIES + 1):  # those who were counted before are counted on
        take(other, form([*results, *more], "PAE" + "P" * 20), ids([*results, *more]), teacher)


@pytest.mark.parametrize(
    "post",
    [
        {"state-1": "P"},
        {"state-1": "presentx", "was-1": ""},
        {"state-1": "", "was-1": "here"},
    ],
)
def test_what_is_no_presence_is_said(post):
    assert said(post).problems


def test_a_form_that_says_nothing_can_be_asked():
    found = said({"state-": "present", "state-x": "present", "state-" + "9" * 30: "present"})
    assert found == Said()
    assert found.touched == {}


def test_the_roll_is_the_class_and_who_was_stored_in_it(results, lesson, teacher):
    left = make.result(results[0].term, make.student(results[0].institution, "R0"))
    take(lesson, form([left], "P"), {left.pk}, teacher)
    left.section = "B"
    left.save()
    withdrawn = results[2]
    withdrawn.status = "withdrawn"
    withdrawn.save()

    roll = roll_of(lesson.taught, lesson.session())
    assert [(one.roll_no, one.stored) for one in roll] == [
        ("R0", "present"),
        ("R1", ""),
        ("R2", ""),
    ]
    assert [one.roll_no for one in roll_of(lesson.taught, None)] == ["R1", "R2"]


def test_everybody_is_present_at_first_but_who_does_not_take_the_subject(results, lesson):
    roll = roll_of(lesson.taught, None)
    assert list(usual_states(roll, None).values()) == ["present"] * 3

    make.mark(results[0], "Mathematics", None, state="pending")
    make.presences(results[1], "P")
    roll = roll_of(lesson.taught, None)
    assert list(usual_states(roll, None).values()) == ["present", "present", ""]


def test_who_is_exempt_from_the_subject_is_not_on_the_roll(results, lesson):
    make.mark(results[0], "Mathematics", None, state="exempt")
    proposed = usual_states(roll_of(lesson.taught, None), None)
    assert list(proposed.values()) == ["", "present", "present"]

    make.mark(results[1], "Mathematics", None, state="pending")
    proposed = usual_states(roll_of(lesson.taught, None), None)
    assert list(proposed.values()) == ["", "present", ""]
