"""Who opens the grid of a class and who types in it, and what its page says."""

import json

import pytest

from students.models import ClassCharge, Mark, MarkChange, Role, SubjectAttendance
from students.tests import factories as make
from students.tests.grids.classes import (
    a_class,
    cells,
    mathematics,
    name_of,
    posted,
    scores,
    teacher_of,
)

pytestmark = pytest.mark.django_db
AS_JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def results():
    return a_class()


@pytest.fixture
def place(results):
    return mathematics(results)


@pytest.fixture
def as_teacher(client, place):
    client.force_login(teacher_of(place))
    return client


def sent(client, place, texts, shown=None, **how):
    shown = cells(place) if shown is None else shown
    return client.post(place.url, posted(texts, shown), **how)


def test_the_subject_teacher_types_the_marks_of_the_own_class(as_teacher, place, results):
    answer = sent(as_teacher, place, {results[0]: "72", results[1]: "AB"})

    assert answer.url == place.url
    assert scores(place) == [("present", "72.00"), ("absent", None)]
    assert set(MarkChange.objects.values_list("door", flat=True)) == {"grid"}
    assert "2 marks stored." in as_teacher.get(place.url).content.decode()


def test_a_maximum_settled_otherwise_by_now_is_asked_for_again(as_teacher, place, results):
    shown = cells(place)
    make.mark(results[0], score=40, max_score=50)
    texts = {results[1]: "18"}

    page = as_teacher.post(place.url, posted(texts, shown, maximum="20"))

    assert page.status_code == 422
    assert 'name="maximum" value="20"' in page.content.decode()
    assert as_teacher.post(place.url, posted(texts, shown, maximum="50")).status_code == 302


def test_another_teacher_finds_no_such_grid(client, place, results):
    other = mathematics(results, "Physics")
    client.force_login(teacher_of(other))

    assert client.get(place.url).status_code == 404
    assert sent(client, place, {results[0]: "72"}).status_code == 404
    assert client.get(other.url).status_code == 200
    assert not Mark.objects.exists()


def test_a_class_in_which_nobody_is_yet_is_shown_empty_to_its_teacher(as_teacher, place):
    for result in place.results():
        result.delete()

    answer = as_teacher.get(place.url)

    assert "No student is in this class yet" in answer.content.decode()
    assert as_teacher.post(place.url, posted({}, {})).status_code == 403


def test_the_registrar_types_the_marks_of_any_class_of_the_own_house(client, place, results):
    client.force_login(make.member(Role.REGISTRAR, place.term.institution))

    assert sent(client, place, {results[0]: "72"}).status_code == 302
    assert scores(place) == [("present", "72.00")]


def test_the_registrar_next_door_finds_no_such_grid(client, place, results):
    client.force_login(make.member(Role.REGISTRAR, make.institution("NEXT")))

    assert client.get(place.url).status_code == 404
    assert sent(client, place, {results[0]: "72"}).status_code == 404


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.HEAD])
def test_who_sees_the_class_whole_may_look_and_not_type(client, place, results, role):
    branch = {"branch": place.branch} if role == Role.HEAD else {}
    client.force_login(make.member(role, place.term.institution, **branch))

    page = client.get(place.url)

    assert (page.status_code, b"<input id=" in page.content) == (200, False)
    assert sent(client, place, {results[0]: "72"}).status_code == 403
    assert not Mark.objects.exists()


def test_a_class_teacher_may_look_and_not_type(client, place, results):
    person = make.member(Role.FACULTY, place.term.institution)
    staff = make.staff(place.term.institution, person=person)
    ClassCharge.objects.create(staff=staff, **place.of_class)
    client.force_login(person)

    assert client.get(place.url).status_code == 200
    assert sent(client, place, {results[0]: "72"}).status_code == 403


@pytest.mark.parametrize(
    "role", [Role.STUDENT, Role.MENTOR, Role.MANAGER, Role.ACCOUNTANT, Role.ADMINISTRATOR]
)
def test_these_roles_have_no_such_page(client, place, results, role):
    client.force_login(make.member(role, place.term.institution))

    assert client.get(place.url).status_code == client.get("/marks/").status_code == 403
    assert sent(client, place, {results[0]: "72"}).status_code == 403
    assert not Mark.objects.exists()


def test_a_stranger_is_sent_to_sign_in(client, place, results):
    assert sent(client, place, {results[0]: "72"}).url.startswith("/login/")


def test_a_class_that_is_none_and_numbers_of_another_house_are_not_found(client, place):
    client.force_login(make.member(Role.REGISTRAR, place.term.institution))
    next_door = make.subject(make.institution("NEXT"))

    assert client.get(place.url.replace("section=A", "section=B")).status_code == 404
    numbers = [place.term.pk, place.branch.pk, 4, place.subject.pk]
    huge = [[*numbers[:at], 10**30, *numbers[at + 1 :]] for at in range(4)]
    for one in ([*numbers[:3], next_door.pk], *huge):
        path = "/marks/{}/{}/{}/{}/?section=A".format(*one)
        assert client.get(path).status_code == 404


def test_the_grid_names_every_cell(as_teacher, place, results):
    make.mark(results[0], score="72.50")
    results[2].status = "withdrawn"
    results[2].save()

    page = as_teacher.get(place.url).content.decode()

    name = name_of(results[0])
    assert f'id="cell-{name}" name="cell-{name}" value="72.5"' in page
    assert 'aria-label="Mathematics mark of R1 Asha Rao"' in page
    assert f"cell-{name_of(results[2])}" not in page
    assert "1 of 2 entered" in page


def test_a_subject_teacher_reads_no_other_subject_there(as_teacher, place, results):
    make.mark(results[0], score=50)
    make.mark(results[0], "Physics", "63.91")

    page = as_teacher.get(place.url).content.decode()

    assert "63.91" not in page
    assert "Term average" not in page
    assert "others" not in json.loads(settings_in(page))["rows"][0]


def test_who_sees_the_whole_record_reads_average_grade_and_risk(client, place, results):
    make.mark(results[0], score=50)
    make.mark(results[0], "Physics", "63.91")
    client.force_login(make.member(Role.REGISTRAR, place.term.institution))

    page = client.get(place.url).content.decode()

    assert 'data-figure="average">56.96<' in page
    row = json.loads(settings_in(page))["rows"][0]
    assert row["others"] == [{"state": "present", "score": "63.91", "max_score": "100"}]


def settings_in(page: str) -> str:
    return page.split('<script id="grid-settings" type="application/json">')[1].split("</script>")[
        0
    ]


def test_what_is_refused_stands_in_its_cell_with_the_reason(as_teacher, place, results):
    answer = sent(as_teacher, place, {results[0]: "72", results[1]: "101"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "1 value cannot be stored as typed. Nothing was stored." in page
    assert f'<a href="#cell-{name_of(results[1])}">R2 Bela Nair, Mathematics</a>' in page
    assert 'value="72"' in page
    assert 'value="101"' in page
    assert not Mark.objects.exists()


@pytest.mark.parametrize(("choice", "score"), [("mine", "55.00"), ("theirs", "61.00")])
def test_a_conflict_is_shown_and_the_choice_is_stored(as_teacher, place, results, choice, score):
    mark = make.mark(results[0], score=50)
    shown = cells(place)
    mark.score = 61
    mark.save()
    texts = {results[0]: "55", results[1]: "70"}

    answer = sent(as_teacher, place, texts, shown)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Keep mine: <b>55</b>" in page
    assert "Take theirs: <b>61 of 100</b>" in page
    name = name_of(results[0])
    assert json.loads(shown_in(page))[name] == shown[name]
    chosen = posted(texts, shown) | {f"choice-{name}": f"{choice}:present:61:100"}
    assert as_teacher.post(place.url, chosen).status_code == 302
    assert scores(place) == [("present", score), ("present", "70.00")]


def test_a_choice_against_a_third_value_is_a_conflict_again(as_teacher, place, results):
    mark = make.mark(results[0], score=61)
    shown = cells(place)
    mark.score = 62
    mark.save()
    choice = {f"choice-{name_of(results[0])}": "mine:present:61:100"}

    answer = as_teacher.post(place.url, posted({results[0]: "55"}, shown) | choice)

    assert answer.status_code == 409


def shown_in(page: str) -> str:
    text = page.split('name="shown" value="')[1].split('"')[0]
    return text.replace("&quot;", '"')


def test_the_script_is_answered_with_what_is_stored_now(as_teacher, place, results):
    mark = make.mark(results[0], score=50)
    shown = cells(place)
    mark.score = 61
    mark.save()

    answer = sent(as_teacher, place, {results[1]: "70"}, shown, **AS_JSON).json()

    assert answer["message"] == (
        "1 mark stored. 1 mark changed meanwhile by Shell, shown as now stored."
    )
    assert [row["cells"][0]["text"] for row in answer["grid"]["rows"]] == ["61", "70", ""]


def test_who_signed_in_meanwhile_does_not_store_what_another_typed(as_teacher, place, results):
    body = posted({results[0]: "72"}, cells(place), as_user="0")

    answer = as_teacher.post(place.url, body, **AS_JSON)

    assert answer.status_code == 409
    assert "signed in as" in answer.json()["message"]
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    "shown",
    [
        *("", "[]", "{", '{"1-0": 5}', '{"1-0": "x"}', '{"1-0": "a:b:c"}'),
        "[" * 100_000,
        r'{"1-0": "present:\ud800:100"}',
        r'{"1-0": "absent::\ud800"}',
        '{"1-0": "present:٣:100"}',
        '{"1-0": "present:1e5:100"}',
        '{"1-0": "present::100"}',
    ],
)
def test_what_no_grid_sends_is_a_bad_request(as_teacher, place, shown):
    assert as_teacher.post(place.url, {"shown": shown}).status_code == 400


def test_the_list_counts_what_is_entered_of_the_own_classes(client, place, results):
    make.mark(results[0], score=50)
    make.mark(results[1], state="pending", score=None)
    make.mark(results[0], "Physics", 50)
    client.force_login(teacher_of(place))

    page = client.get("/marks/").content.decode()

    assert "1 of 2, 1 not registered" in page
    assert "Marks are missing in 1 of 1 grids" in page
    assert "Physics" not in page
    assert f'href="{place.url}"' in page


def both_pages(client, place) -> str:
    """What the list and the grid say of a class's subject, to its teacher."""
    client.force_login(teacher_of(place))
    return "".join(client.get(address).content.decode() for address in ("/marks/", place.url))


def test_an_elective_is_complete_once_who_takes_it_has_a_mark(client, place, results):
    make.mark(results[0], score=50)
    counts = {"held": 2, "attended": 1}
    SubjectAttendance.objects.create(result=results[0], subject=place.subject, **counts)

    said = both_pages(client, place)

    assert "Every registered student’s mark is entered" in said
    assert "1 of 1, 2 not registered" in said
    assert "1 of 1 entered, 2 not registered" in said


def test_who_has_attendance_is_waited_for_and_who_is_exempt_is_not(client, place, results):
    make.mark(results[0], score=50)
    make.mark(results[1], state="exempt", score=None)
    counts = {"held": 2, "attended": 1}
    SubjectAttendance.objects.create(result=results[2], subject=place.subject, **counts)

    said = both_pages(client, place)

    assert "Marks are missing in 1 of 1 grids" in said
    assert "1 of 2</td>" in said
    assert "1 of 2 entered</span>" in said


def test_a_class_half_typed_is_waited_for_as_a_whole(client, place, results):
    make.mark(results[0], score=50)

    said = both_pages(client, place)

    assert "1 of 3</td>" in said
    assert "1 of 3 entered</span>" in said


def test_while_nobody_is_registered_the_whole_class_is_waited_for(client, place, results):
    make.mark(results[1], state="exempt", score=None)

    said = both_pages(client, place)

    assert "0 of 2</td>" in said
    assert "0 of 2 entered</span>" in said


def test_the_list_of_a_principal_is_to_look_at(client, place, results):
    make.mark(results[0], score=50)
    client.force_login(make.member(Role.PRINCIPAL, place.term.institution))

    page = client.get("/marks/?term=junk").content.decode()

    assert "To look at" in page
    assert "To enter" not in page


def test_a_registrar_begins_the_grid_of_any_subject_of_a_class(client, place, results):
    client.force_login(make.member(Role.REGISTRAR, place.term.institution))
    assert "Another subject of a class" in client.get("/marks/").content.decode()
    chosen = {"chosen_class": f"{place.branch.pk}-4-A", "subject": place.subject.pk}

    assert client.get("/marks/", chosen).url == place.url
    assert client.get(place.url).status_code == 200
    for junk in ("", "x", "9" * 5000, "1-x", "٣-1-A", "1--"):
        assert client.get("/marks/", chosen | {"chosen_class": junk}).status_code == 200


def test_a_teacher_is_not_asked_for_another_subject(as_teacher):
    assert "Another subject" not in as_teacher.get("/marks/").content.decode()


def test_an_earlier_term_is_chosen(client, place, results):
    before = make.term(place.term.institution, "2025-ODD", 2025)
    old = a_class(("Old Student",), before, first=9)
    make.mark(old[0], score=50)
    client.force_login(make.member(Role.REGISTRAR, place.term.institution))

    assert mathematics(old).url in client.get(f"/marks/?term={before.pk}").content.decode()
    assert mathematics(old).url not in client.get("/marks/").content.decode()


@pytest.mark.parametrize("count", [5, 60])
def test_the_number_of_queries_does_not_grow_with_the_class(
    client, django_assert_num_queries, count
):
    results = a_class([f"Student {number}" for number in range(count)])
    place = mathematics(results)
    for one in results:
        make.mark(one, "Physics", 60)
        make.mark(one, score=50)
    client.force_login(make.member(Role.REGISTRAR, place.term.institution))
    client.get(place.url)
    texts = {one: str(40 + number % 50) for number, one in enumerate(results)}
    body = posted(texts, cells(place))
    with django_assert_num_queries(26):
        client.get(place.url)
    with django_assert_num_queries(71):
        assert client.post(place.url, body, **AS_JSON).status_code == 200
