"""Records that may be of one person, what is said of them, and how many people there are."""

import datetime

import pytest

from students.models import PersonalDetail, RecordChange, SamePerson
from students.models.changes import acting
from students.models.removal import remove_student
from students.persons.pairs import people_of, proposals
from students.persons.verdicts import SaidMeanwhileError, say, take_back
from students.rules.same_person import Sign
from students.tests import factories as make

pytestmark = pytest.mark.django_db
SAME, OTHER = SamePerson.Verdict.SAME, SamePerson.Verdict.OTHER


@pytest.fixture
def three():
    home, away = make.institution("HOME"), make.institution("AWAY")
    return (
        make.student(home, "H1", "Sneha Deshpande", email="sneha@example.org"),
        make.student(away, "A1", "स्नेहा देशपांडे", email="Sneha@example.org "),
        make.student(home, "H2", "Sneha Deshpande"),
    )


def students():
    return SamePerson._meta.get_field("first").related_model.objects.all()


def test_one_mail_and_one_name_in_two_scripts_are_proposed_and_a_name_alone_is_not(three):
    one, other, _namesake = three

    (found,) = proposals(students())

    assert (found.first, found.second) == (one.pk, other.pk)
    assert found.likeness.speaks_for == (Sign.NAME, Sign.MAIL)


def test_who_has_a_name_alone_is_not_even_read(three):
    one, other, _namesake = three

    assert people_of(students()).keys() == {one.pk, other.pk}


def test_particulars_speak_too(three):
    one, _other, namesake = three
    for student in (one, namesake):
        PersonalDetail.objects.create(student=student, born_on=datetime.date(2004, 5, 3))

    pairs = {(found.first, found.second) for found in proposals(students())}

    assert (one.pk, namesake.pk) in pairs


def test_who_is_proposed_is_read_in_two_queries(three, django_assert_num_queries):
    with django_assert_num_queries(2):
        proposals(students())


def test_what_was_said_is_not_asked_again_and_stands_in_the_history(three):
    one, other, _ = three
    by = make.user("registrar")

    with acting(user_id=by.pk):
        said = say(other, one, SAME, "Same hall ticket", by, seen=0)

    assert proposals(students()) == []
    assert (said.first, said.second) == (one, other)
    change = RecordChange.objects.get(model="sameperson")
    assert (change.kind, change.record, change.user_id) == ("made", "H1 · A1", by.pk)
    assert "Same hall ticket" in change.new


def test_taken_back_it_is_proposed_again_and_the_history_keeps_both(three):
    one, other, _ = three
    said = say(one, other, OTHER, "Cousins", make.user("registrar"), seen=0)

    take_back(said)

    assert len(proposals(students())) == 1
    kinds = RecordChange.objects.filter(model="sameperson").values_list("kind", flat=True)
    assert list(kinds) == ["made", "removed"]


def test_who_changes_their_mind_leaves_a_trace_of_each_word(three):
    one, other, _ = three
    by = make.user("registrar")
    said = say(one, other, OTHER, "Cousins", by, seen=0)

    say(one, other, SAME, "Not cousins", by, seen=said.pk)

    changed = RecordChange.objects.filter(model="sameperson", kind="changed")
    assert {(one.field, one.old, one.new) for one in changed} == {
        ("verdict", "other", "same"),
        ("reason", "Cousins", "Not cousins"),
    }


def test_who_saw_another_verdict_says_nothing(three):
    one, other, _ = three
    by = make.user("registrar")
    say(one, other, OTHER, "Cousins", by, seen=0)

    with pytest.raises(SaidMeanwhileError):
        say(one, other, SAME, "Twice here", by, seen=0)

    assert SamePerson.objects.get().verdict == OTHER


def test_both_records_stay_what_they_are(three):
    one, other, _ = three
    versions = [one.version, other.version]

    say(one, other, SAME, "", make.user("registrar"), seen=0)

    for student in (one, other):
        student.refresh_from_db()
    assert [one.version, other.version] == versions


def test_particulars_go_with_their_student_and_their_last_values_stay(three):
    one = three[0]
    PersonalDetail.objects.create(student=one, phone="9876543210")

    remove_student(one)

    assert not PersonalDetail.objects.exists()
    gone = RecordChange.objects.get(model="personaldetail")
    assert "9876543210" in gone.old
