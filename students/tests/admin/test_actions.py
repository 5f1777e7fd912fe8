"""What is done to many at once, and what is removed: results, summaries and history follow."""

import pytest

from students.models import Mark, MarkChange, RecordChange, ResultSummary, Role, Student, TermResult
from students.models.recompute import mend_summaries
from students.tests import factories as make

pytestmark = pytest.mark.django_db
TERMS, MARKS, STUDENTS = (f"/admin/students/{name}/" for name in ("termresult", "mark", "student"))


@pytest.fixture
def ten(client):
    term = make.term()
    results = make.paper_ten(term)
    client.force_login(make.member(Role.REGISTRAR, term.institution))
    return results


@pytest.fixture(autouse=True)
def summaries_stay_right(ten):
    yield
    assert mend_summaries(ten[0].institution_id, dry_run=True) == 0


def act(client, url, action, rows, **values):
    posted = {"action": action, "_selected_action": [row.pk for row in rows]} | values
    return client.post(url, posted, follow=True)


def test_marks_are_published_and_taken_back_with_their_components(client, ten):
    part = make.component_mark(ten[0].marks.first())

    act(client, TERMS, "publish_marks", ten[:2])
    part.refresh_from_db()
    assert part.published
    assert Mark.objects.filter(published=True).count() == 10
    assert MarkChange.objects.filter(new_published=True, old_published=False).count() == 11

    act(client, MARKS, "unpublish_marks", ten[0].marks.all())
    assert Mark.objects.filter(published=True).count() == 5


def test_publishing_again_writes_nothing(client, ten):
    act(client, TERMS, "publish_marks", ten[:1])
    changes = MarkChange.objects.count()

    response = act(client, TERMS, "publish_marks", ten[:1])

    assert MarkChange.objects.count() == changes
    assert "0 marks are now shown" in response.content.decode()


def test_a_withdrawn_student_leaves_the_figures_and_comes_back(client, ten):
    def students():
        return sum(ResultSummary.objects.values_list("students", flat=True))

    act(client, TERMS, "withdraw", ten[:3])
    assert students() == 7
    assert RecordChange.objects.filter(field="status", new="withdrawn").count() == 3

    act(client, TERMS, "reactivate", ten[:3])
    assert students() == 10


def test_recompute_says_that_results_stand(client, ten):
    response = act(client, TERMS, "recompute", ten)

    assert "10 results stand as they were." in response.content.decode()


def test_all_rows_of_a_filter_can_be_meant(client, ten):
    client.post(
        f"{TERMS}?branch__id__exact={ten[0].branch_id}",
        {"action": "withdraw", "select_across": "1", "_selected_action": [ten[0].pk]},
    )

    gone = TermResult.objects.filter(status="withdrawn")
    assert gone.count() == TermResult.objects.filter(branch=ten[0].branch).count() == 4


def test_a_student_is_removed_with_all_that_is_theirs_once_it_is_confirmed(client, ten):
    student = ten[0].student
    url = f"{STUDENTS}{student.pk}/delete/"

    asked = client.get(url).content.decode()
    for words in ("1 term", "5 marks", "1 attendance record"):
        assert words in asked
    assert Student.objects.filter(pk=student.pk).exists()

    client.post(url, {"post": "yes"})
    assert not Student.objects.filter(pk=student.pk).exists()
    kept = MarkChange.objects.filter(student_id=student.pk, new_state="")
    assert kept.count() == 5
    assert RecordChange.objects.filter(model="student", kind="removed").count() == 1


def test_several_students_are_removed_at_once(client, ten):
    students = [result.student for result in ten[:4]]

    asked = act(client, STUDENTS, "delete_selected", students)
    assert "20 marks" in asked.content.decode()
    act(client, STUDENTS, "delete_selected", students, post="yes")

    assert Student.objects.count() == 6


def test_terms_and_marks_are_removed_and_the_rest_derived(client, ten):
    client.post(f"{TERMS}{ten[0].pk}/delete/", {"post": "yes"})
    assert not TermResult.objects.filter(pk=ten[0].pk).exists()

    make.component_mark(ten[1].marks.first())
    act(client, MARKS, "delete_selected", ten[1].marks.all()[:2], post="yes")
    ten[1].refresh_from_db()
    assert ten[1].mark_count == ten[1].marks.count() == 3

    for path in ("termattendance", "subjectattendance"):
        client.post(f"/admin/students/{path}/", {"action": "delete_selected"})
    url = f"/admin/students/termattendance/{ten[1].term_attendance.pk}/delete/"
    client.post(url, {"post": "yes"})
    ten[1].refresh_from_db()
    assert ten[1].attendance is None


def test_structure_with_facts_is_kept_and_says_why(client, ten):
    url = f"/admin/students/branch/{ten[0].branch_id}/delete/"

    asked = client.get(url).content.decode()

    assert "4 students’ terms" in asked
    client.post(url, {"post": "yes"})
    assert type(ten[0].branch).objects.filter(pk=ten[0].branch_id).exists()
