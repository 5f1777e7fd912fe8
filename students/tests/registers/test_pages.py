"""The pages of attendance: who opens them, what they show, what a form stores."""

import pytest
from django.utils.formats import date_format

from students.models import (
    AttendanceChange,
    ClassSession,
    PlannedClasses,
    RecordChange,
    SessionPresence,
)
from students.tests import factories as make


def stored():
    rows = SessionPresence.objects.order_by("result")
    return [one.state for one in rows]


KEEPERS = ("teacher", "registrar")
LOOKERS = ("principal", "head", "class teacher")
OUTSIDE = ("stranger", "other head")
NEVER = ("mentor", "manager", "student")


@pytest.mark.parametrize("name", KEEPERS)
def test_who_keeps_a_register_takes_attendance(lesson, name):
    assert "Save attendance" in lesson.get(name, lesson.sheet())
    lesson.take(name, "PAE")

    assert stored() == ["present", "absent", "excused"]
    assert ClassSession.objects.get().taken_by == lesson.people[name]
    assert set(AttendanceChange.objects.values_list("door", "user_id")) == {
        ("register", lesson.people[name].pk)
    }


@pytest.mark.parametrize("name", LOOKERS)
def test_who_sees_the_class_looks_and_stores_nothing(lesson, name):
    lesson.take("teacher", "PAP")
    page = lesson.get(name, lesson.sheet())
    assert "Bhavna Das" in page
    assert "Save" not in page

    lesson.take(name, "PPP", "PAP", status=403, was_held="yes")
    lesson.post(name, lesson.address, 403, planned="40")
    assert stored() == ["present", "absent", "present"]
    assert not PlannedClasses.objects.exists()


@pytest.mark.parametrize(("names", "status"), [(OUTSIDE, 404), (NEVER, 403)])
def test_others_learn_nothing_and_store_nothing(lesson, names, status):
    for name in names:
        for address in (lesson.address, lesson.sheet()):
            page = lesson.get(name, address, status)
            assert "Asha" not in page
            assert page == lesson.get(
                name, address.replace(f"/{lesson.taught.pk}/", "/99/"), status
            )
        lesson.take(name, "PPP", status=status)
    assert not ClassSession.objects.exists()


def test_the_list_has_each_class_once_and_leads_a_teacher_to_the_own_row(lesson):
    page = lesson.get("colleague", "/attendance/")
    own = lesson.people["colleague"].staff_records.get().teachings.get()
    assert page.count("Take today") == 1
    assert f"/attendance/{own.pk}/{lesson.today}/1/" in page
    assert "Teacher, Colleague" in lesson.get("registrar", "/attendance/")


def test_the_list_says_what_is_held_and_planned(lesson):
    lesson.take("teacher", "PPP")
    lesson.post("teacher", lesson.address, planned="40")
    page = lesson.get("registrar", "/attendance/")
    assert "1 of 40" in page
    assert "Take another" in page
    assert date_format(lesson.today, "j M Y") in page


def test_the_list_is_searched_and_another_term_chosen(lesson):
    make.teaching(make.result(make.term(lesson.results[0].institution, "2025-ODD", 2025)), "Ethics")
    page = lesson.get("registrar", "/attendance/?search=math")
    assert "Mathematics" in page
    assert "Ethics" not in lesson.get("registrar", "/attendance/")
    assert "Ethics" in lesson.get("registrar", "/attendance/?term=2025-ODD")
    assert "No class here fits" in lesson.get("registrar", "/attendance/?search=zzz")


def test_a_colleagues_save_in_between_is_told_with_both_values(lesson):
    lesson.get("teacher", lesson.sheet())
    lesson.take("colleague", "PAP")
    answer = lesson.take("teacher", "LPA", status=409)
    page = answer.content.decode()

    assert "Nothing was stored" in page
    assert "colleague stored Absent, you typed Present." in page
    assert "colleague stored Present, you typed Absent." in page
    assert stored() == ["present", "absent", "present"]

    lesson.take("teacher", "LPA", "PAP", was_held="yes")
    assert stored() == ["late", "present", "absent"]


def test_what_was_typed_is_on_the_page_again_after_a_refusal(lesson):
    lesson.take("colleague", "PPP")
    page = lesson.take("teacher", "PPA", status=409).content.decode()
    mine = lesson.results[2].pk
    assert f'name="state-{mine}" value="absent" checked' in page
    assert f'name="was-{mine}" value="present"' in page


def test_a_past_class_is_corrected_with_its_history(lesson):
    lesson.take("teacher", "PPP")
    lesson.take("registrar", "PEP", "PPP", was_held="yes")

    change = AttendanceChange.objects.last()
    assert (change.old_presence, change.new_presence) == ("present", "excused")
    assert change.user_id == lesson.people["registrar"].pk
    assert "Bhavna" not in change.roll_no


@pytest.mark.parametrize(
    ("days", "words"), [(1, "has not come yet"), (-31, "outside"), (31, "outside")]
)
def test_no_attendance_outside_the_term_or_before_the_day(lesson, days, words):
    address = lesson.sheet(days)
    assert words in lesson.get("teacher", address)
    lesson.post("teacher", address, 403, held="yes")
    assert not ClassSession.objects.exists()


@pytest.mark.parametrize("rest", ["2026-02-30/1/", "2026-08-03/0/", "2026-08-03/13/", "x/1/"])
def test_a_day_or_period_that_cannot_be_is_not_found(lesson, rest):
    lesson.get("teacher", lesson.address + rest, 404)


@pytest.mark.parametrize(
    ("query", "leads"),
    [
        ("?on={today}&period=2", "{today}/2/"),
        ("?on=2001-08-09&period=2", ""),
        ("?on=yesterday&period=2", ""),
        ("?on={today}&period=99", ""),
        ("?on={today}&period=", ""),
        ("?on={today}&period=0", ""),
        ("?on={today}&period=0015", ""),
        ("?on={today}&period=012", "{today}/12/"),
        ("?on={today}&period=001" + "0" * 4400, ""),
        ("?on={today}&period=٣", ""),
    ],
)
def test_the_small_form_leads_to_the_register_or_says_why_not(lesson, query, leads):
    lesson.client.force_login(lesson.people["teacher"])
    query, leads = (text.format(today=lesson.today) for text in (query, leads))
    assert lesson.client.get(lesson.address + query).url == lesson.address + leads


def test_planned_classes_are_said_changed_and_forgotten_with_history(lesson):
    for text in ("40", "42", ""):
        lesson.post("teacher", lesson.address, planned=text)
    changes = RecordChange.objects.filter(model="plannedclasses")
    assert list(changes.values_list("kind", "old", "new")) == [
        ("made", "", "40"),
        ("changed", "40", "42"),
        ("removed", "42", ""),
    ]
    assert not PlannedClasses.objects.exists()


def said_after(lesson, answer) -> list[str]:
    """What the page says that a form led to."""
    return [str(message) for message in lesson.client.get(answer.url).context["messages"]]


def test_what_a_class_was_turned_into_is_said(lesson):
    first = lesson.take("teacher", "PPP")
    assert said_after(lesson, first) == [
        "The class is noted as held. Attendance of 3 students is stored."
    ]
    cancelled = lesson.take("registrar", "PPP", "PPP", was_held="yes", held="no")
    assert said_after(lesson, cancelled) == [
        "The class is noted as cancelled; it counts for nobody."
    ]
    again = lesson.take("teacher", "PAP", "PPP", was_held="no", held="yes")
    assert said_after(lesson, again) == [
        "The class is noted as held. Attendance of 1 student is stored."
    ]
    same = lesson.take("registrar", "PAP", "PAP", was_held="yes")
    assert said_after(lesson, same) == ["Everything stood as it was."]


def test_a_plan_is_confirmed_and_never_below_what_was_held(lesson):
    for period in (1, 2):
        make.session(lesson.results[0], on=lesson.today, period=period)
    make.session(lesson.results[0], on=lesson.today, period=3, held=False)

    (said,) = said_after(lesson, lesson.post("teacher", lesson.address, planned="1"))
    assert said.startswith("2 classes have been held already, so 1 cannot be all of the term.")
    assert not PlannedClasses.objects.exists()

    answers = [lesson.post("teacher", lesson.address, planned=text) for text in ("2", "2", "")]
    assert said_after(lesson, answers[-1]) == [
        "2 classes are planned in the whole term.",
        "The plan stood as it was.",
        "How many classes are planned is not known any more.",
    ]


@pytest.mark.parametrize("text", ["-1", "401", "12.5", "forty", "９", "9" * 40])
def test_what_is_no_number_of_classes_is_refused_in_words(lesson, text):
    lesson.post("teacher", lesson.address, planned=text)
    assert "is no number of classes" in lesson.get("teacher", lesson.address)
    assert not PlannedClasses.objects.exists()


def test_a_made_up_form_stores_nothing_and_breaks_nothing(lesson):
    outside = make.result(lesson.results[0].term, branch_code="IT")
    for fields in (
        {f"state-{outside.pk}": "present"},
        {f"state-{lesson.results[0].pk}": "here"},
        {"state-" + "9" * 18: "absent"},
    ):
        lesson.client.force_login(lesson.people["teacher"])
        assert lesson.client.post(lesson.sheet(), fields).status_code == 409
    assert not ClassSession.objects.exists()


def test_the_pages_take_the_same_queries_for_a_class_of_any_size(lesson, django_assert_num_queries):
    lesson.take("teacher", "PPP")
    counts = []
    for _ in range(2):
        lesson.client.force_login(lesson.people["teacher"])
        with django_assert_num_queries(8):
            lesson.client.get(lesson.sheet())
        with django_assert_num_queries(10):
            lesson.client.get(lesson.address)
        with django_assert_num_queries(8):
            lesson.client.get("/attendance/")
        for _ in range(20):
            make.result(lesson.results[0].term, section="A")
        counts.append(lesson.client.get(lesson.sheet()).content.count(b'"register-row'))
    assert counts[1] > counts[0]


def test_who_sees_several_institutions_is_told_which_class_is_whose(lesson):
    own = lesson.taught.term
    assert f"{own.institution.code} · " not in lesson.get("registrar", "/attendance/")
    other = make.term(make.institution("OTHER"), own.code)
    make.teaching(make.result(other, make.student(other.institution, "Z1")), "Mathematics")
    lesson.people["owner"] = make.user("owner", is_superuser=True)

    page = lesson.get("owner", "/attendance/")

    assert f"{own.institution.code} · " in page
    assert "OTHER · " in page
    assert page.count(f">{own.title} · ") == 1
    assert f"{own.title}, {own.title}" not in page
