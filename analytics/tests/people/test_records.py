"""A student's page as staff see it: the whole record, or a subject teacher's part of it."""

import pytest

from analytics.people.attendances import disagreement_words
from students.models import AttendanceChange, Role, SubjectAttendance, TermResult
from students.models.changes import acting
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_whole_record_gives_every_figure_and_the_reasons(house):
    page = house.get("principal", house.address("CSE2110"))

    for words in (
        "34.40",
        "55.0",
        "Two reasons put Student at high risk; both must change",
        "below 40 is High",
        "below 60 is High",
        "All five subjects are below the pass mark of 40",
        "Needs 5.60 points more on average",
        "policy 1",
    ):
        assert words in page


def test_a_class_teacher_a_mentor_and_a_head_read_the_same_figures(house):
    for name in ("principal", "class teacher", "mentor", "head"):
        page = house.get(name, house.address("ECE2106"))
        assert "65.00" in page
        assert "Attendance puts Student at high risk" in page


def test_a_subject_teacher_reads_the_own_subject_and_the_level_of_risk(house):
    page = house.get("subject teacher", house.address("CSE2110"))

    assert "Mathematics" in page
    assert "35.00" in page
    assert ">High<" in page
    assert "The average of all subjects is below 40." in page
    assert "Attendance in all subjects is below 60\u00a0%." in page


def test_a_subject_teacher_reads_nothing_another_subject_has_a_part_in(house):
    result = house.results["CSE2110"]
    with acting(user_id=house.people["registrar"].pk):
        mark = result.marks.get(subject__title="Physics")
        mark.score = 32.75
        mark.save()
    page = house.get("subject teacher", house.address("CSE2110")).partition("<main")[2]

    for hidden in ("34.40", "34.35", "55.0", "32.75", "history", "History", "Mentor", "of 5"):
        assert hidden not in page
    for title in ("Physics", "PHYSICS", "Programming", "English", "Data Structures"):
        assert title not in page


def test_a_subject_teachers_page_does_not_move_with_the_other_subjects(house):
    result = house.results["CSE2110"]
    SubjectAttendance.objects.create(
        result=result, subject=make.subject(result.institution), held=40, attended=22
    )
    before = figures_of(house)
    for title in ("Physics", "English"):
        mark = result.marks.get(subject__title=title)
        mark.score = 37
        mark.save()

    assert figures_of(house) == before


def figures_of(house):
    page = house.get("subject teacher", house.address("CSE2110")).partition("<main")[2]
    page = page.partition(">")[2]  # the tag itself has the stamp of a page that follows
    return [line for line in page.splitlines() if "As of" not in line]


def test_states_are_told_in_words(house):
    result = house.results["CSE2101"]
    states = {"Mathematics": "absent", "Physics": "pending", "English": "exempt"}
    for title, state in states.items():
        mark = result.marks.get(subject__title=title)
        mark.state, mark.score = state, None
        mark.save()
    page = house.get("principal", house.address("CSE2101"))

    for words in ("Absent", "Pending", "Exempt", "provisional: 3 of 4 subjects", "Not published"):
        assert words in page


def test_a_withheld_result_shows_no_average(house):
    mark = house.results["CSE2101"].marks.get(subject__title="Physics")
    mark.state = "malpractice"
    mark.save()
    page = house.get("principal", house.address("CSE2101")).partition('id="history"')[0]

    assert "Physics is withheld" in page
    assert "95.60" not in page
    assert "94 of 100" not in page


def test_components_and_later_attempts_stand_with_their_subject(house):
    result = house.results["ECE2109"]
    mark = result.marks.get(subject__title="Mathematics")
    make.component_mark(mark, "QUIZ", 4.5, published=True)
    make.mark(result, "Mathematics", 52, attempt=2, sat_term=house.term)
    page = house.get("principal", house.address("ECE2109"))

    assert "4.5 of 10" in page
    assert "Attempt 2 in 2026-ODD: 52 of 100, C (not published)" in page


def test_every_change_is_in_the_history_with_its_author(house):
    result = house.results["CSE2110"]
    registrar = house.people["registrar"]
    with acting(user_id=registrar.pk, door="grid"):
        mark = result.marks.get(subject__title="Mathematics")
        mark.score = 36.5
        mark.save()
        mark.published = True
        mark.save()
        result.term_attendance.percent = 56
        result.term_attendance.save()
    page = house.get("principal", house.address("CSE2110"))

    assert "<del>35 of 100</del>" in page
    assert "<strong>36.5 of 100</strong>" in page
    assert "36.5 of 100, published" in page
    assert "<del>55\u00a0%</del>" in page
    assert "registrar, marks grid" in page
    assert AttendanceChange.objects.filter(student_id=result.student_id).count() == 1


def test_registers_that_disagree_with_the_total_are_pointed_out(house):
    result = house.results["IT2105"]
    result.term_attendance.delete()
    make.attendance(result, held=80, attended=44)
    subject = make.subject(result.institution, "Physics")
    SubjectAttendance.objects.create(result=result, subject=subject, held=40, attended=30)
    page = house.get("principal", house.address("IT2105"))

    assert "The total of the term says 44 of 80 classes" in page
    assert "the registers come to 30 of 40 classes" in page


def test_the_way_to_the_admin_is_for_who_keeps_the_register(house):
    result = house.results["CSE2110"]
    edit = f"/admin/students/termresult/{result.pk}/change/"

    assert edit in house.get("registrar", house.address("CSE2110"))
    assert edit not in house.get("principal", house.address("CSE2110"))


def test_earlier_terms_stand_beside_the_current_one(house):
    result = house.results["CSE2110"]
    earlier = make.result(
        make.term(result.institution, "2025-ODD", year=2025), result.student, semester=2
    )
    make.mark(earlier, "Mathematics", 48)
    page = house.get("principal", house.address("CSE2110"))

    assert "The average has fallen since 2025-ODD" in page
    assert "13.60" in page
    assert f"?term={earlier.term_id}" in page
    assert "48.00" in house.get("principal", f"{house.address('CSE2110')}?term={earlier.term_id}")


def test_a_term_seen_in_part_gives_no_figure_to_the_one_seen_whole(house):
    result = house.results["ECE2106"]
    earlier = make.result(
        make.term(result.institution, "2025-ODD", year=2025), result.student, "IT", semester=2
    )
    make.mark(earlier, "Mathematics", 48)
    page = house.get("class teacher", house.address("ECE2106"))

    assert "2025-ODD" not in page
    assert "48.00" not in page


@pytest.mark.parametrize("term", ["999999", "x", "-1", "9" * 40, "%00"])
def test_an_odd_term_shows_the_current_one(house, term):
    assert "34.40" in house.get("principal", f"{house.address('CSE2110')}?term={term}")


def test_a_number_no_database_holds_is_no_student(house):
    house.get("principal", f"/students/{10**30}/", status=404)


def test_a_student_without_a_term_has_a_page_for_the_registrar(house):
    alone = make.student(house.term.institution, "NEW1", "New Student")

    assert "in no term yet" in house.get("registrar", f"/students/{alone.pk}/")
    house.get("class teacher", f"/students/{alone.pk}/", status=404)


def test_a_name_is_never_markup(house):
    result = house.results["CSE2110"]
    result.student.name = "<script>alert(1)</script> x"
    result.student.save()
    page = house.get("principal", house.address("CSE2110"))

    assert "<script>alert(1)" not in page


def test_the_number_of_queries_does_not_grow_with_the_record(house, django_assert_max_num_queries):
    result = house.results["CSE2110"]
    for mark in list(result.marks.all()):
        for code in ("QUIZ", "MIDTERM"):
            make.component_mark(mark, code, 3)
    house.get("principal", house.address("CSE2110"))

    with django_assert_max_num_queries(26):
        house.get("principal", house.address("CSE2110"))


def test_a_result_elsewhere_gives_no_right_to_the_rest(house):
    """A teacher of one college who teaches nothing here sees nobody here."""
    lonely = make.member(Role.FACULTY, house.term.institution, "lonely")
    house.people["lonely"] = lonely

    house.get("lonely", house.address("CSE2110"), status=404)
    assert "No students here yet" in house.get("lonely", "/students/")
    assert TermResult.objects.count() == 11


@pytest.mark.parametrize(
    ("percent", "disagrees"), [("90.22", False), ("90.2", False), ("90", False), ("90.23", True)]
)
def test_a_rounded_percent_does_not_disagree_with_the_counts_it_came_from(percent, disagrees):
    result = make.result(make.term())
    subject = make.subject(result.institution)
    row = SubjectAttendance.objects.create(result=result, subject=subject, held=225, attended=203)
    total = make.attendance(result, percent=percent)
    total.refresh_from_db()

    assert bool(disagreement_words((row,), total)) == disagrees
