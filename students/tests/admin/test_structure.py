"""Structure, rules and people as a registrar keeps them."""

import json

import pytest

from students.models import (
    Branch,
    Component,
    Group,
    PolicyVersion,
    RecordChange,
    Role,
    Subject,
    Teaching,
    TermResult,
)
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make
from students.tests.admin.pages import shown_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(client):
    term = make.term()
    client.force_login(make.member(Role.REGISTRAR, term.institution))
    return term


def add(client, model, **typed):
    url = f"/admin/students/{model}/add/"
    values = shown_values(client, url) | {key: str(value) for key, value in typed.items()}
    return client.post(url, values)


def test_a_subject_is_added_in_the_only_institution(client, term):
    assert add(client, "subject", code=" Cs 101 ", title="Computing").status_code == 302

    subject = Subject.objects.get()
    assert (subject.code, subject.code_key) == ("Cs 101", "CS101")
    assert subject.institution == term.institution


def test_a_code_is_taken_however_it_is_written(client, term):
    make.branch(term.institution, "CSE")

    assert b"already there" in add(client, "branch", code="c s e").content
    assert b"cannot be seen" in add(client, "branch", code="c\u202ese").content
    assert Branch.objects.count() == 1


def test_the_same_code_may_stand_in_another_institution(client, term):
    make.branch(make.institution("NEXT"), "CSE")

    assert add(client, "branch", code="CSE").status_code == 302


def test_a_policy_is_read_by_the_rules_before_it_is_stored(client, term):
    definition = PAPER_POLICY.definition()
    definition["bands"][0]["at_least"] = "nonsense"
    refused = add(client, "policyversion", title="Strict", definition=json.dumps(definition))
    assert refused.status_code == 200
    assert not PolicyVersion.objects.filter(title="Strict").exists()

    definition["bands"][0]["at_least"] = "95"
    add(client, "policyversion", title="Strict", definition=json.dumps(definition))
    version = PolicyVersion.objects.get(title="Strict")
    assert version.number == 2
    url = f"/admin/students/policyversion/{version.pk}/change/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"title": "Other"}).status_code == 403


@pytest.mark.parametrize("text", ["", "{", "[]", "1", '"x"', "null", '{"bands": 1}'])
def test_no_policy_is_no_error(client, term, text):
    assert add(client, "policyversion", title="Odd", definition=text).status_code == 200


def test_new_results_are_bound_to_the_assigned_version(client, term):
    definition = PAPER_POLICY.definition()
    definition["bands"][0]["at_least"] = "95"
    version = make.policy_version(term.institution, definition)
    add(client, "policyassignment", from_term=term.pk, version=version.pk)

    assert make.result(term).policy_version == version
    page = client.get("/admin/students/student/add/").context["live"]
    assert page["policies"][term.pk] == version.definition
    assert (
        b"already exists"
        in add(client, "policyassignment", from_term=term.pk, version=version.pk).content
    )


def test_a_component_that_changes_combines_its_marks_anew(client, term):
    mark = make.mark(make.result(term))
    part = make.component_mark(mark, "QUIZ", 5, max_score=10)
    url = f"/admin/students/component/{part.component_id}/change/"

    client.post(url, shown_values(client, url) | {"max_score": "20", "weight": "20"})

    mark.refresh_from_db()
    assert (mark.score, mark.max_score) == (5, 20)
    assert TermResult.objects.get().average == 25 * 10**10


def test_a_component_never_falls_below_a_score(client, term):
    part = make.component_mark(make.mark(make.result(term)), "QUIZ", 5, max_score=10)
    url = f"/admin/students/component/{part.component_id}/change/"

    response = client.post(url, shown_values(client, url) | {"max_score": "4"})

    assert response.status_code == 200
    assert Component.objects.get().max_score == 10


def test_a_class_is_taught_once_by_the_same_person(client, term):
    staff, subject = make.staff(term.institution), make.subject(term.institution)
    row = {"staff": staff.pk, "subject": subject.pk, "term": term.pk, "semester": 4}
    row |= {"branch": make.branch(term.institution).pk, "section": " a "}

    assert add(client, "teaching", **row).status_code == 302
    assert Teaching.objects.get().section == "A"
    assert b"already exists" in add(client, "teaching", **row).content


def test_an_empty_register_answers_a_superuser(client):
    client.force_login(make.user("root", is_superuser=True))
    for page in ("student/add/", "termresult/add/", "mark/import/", "policyversion/add/", ""):
        assert client.get(f"/admin/students/{page}").status_code == 200
    assert add(client, "institution", code="MAIN", name="Main College").status_code == 302


def test_a_group_is_shown_to_an_administrator_of_any_of_its_institutions(client):
    group = Group.objects.create(name="Trust")
    first, second = (make.institution(code, group=group) for code in ("ONE", "TWO"))
    stranger = make.institution("THREE")
    url = f"/admin/students/group/{group.pk}/change/"
    for institution, status in ((first, 200), (second, 200), (stranger, 404)):
        client.force_login(make.member(Role.ADMINISTRATOR, institution))
        assert client.get(url).status_code == status


def test_history_is_found_however_the_roll_number_is_written(client, term):
    result = make.result(term, make.student(term.institution, "25CSE0001"))
    make.mark(result, score=50)
    for text, found in (("25CSE0001", 1), ("25cse0001", 1), ("25CSE0", 1), ("CSE", 0)):
        page = client.get("/admin/students/markchange/", {"q": text})
        assert page.context["cl"].queryset.count() == found, text


def test_a_name_of_which_nothing_is_seen_is_refused(client, term):
    url = "/admin/students/student/add/"
    values = shown_values(client, url) | {"roll_no": "R1", "name": "\u200d"}

    assert b"Nothing of it can be seen" in client.post(url, values).content


def test_the_history_names_what_was_chosen_and_not_its_number(client, term):
    result = make.result(term, make.student(term.institution, "R1"))
    make.branch(term.institution, "IT")
    url = f"/admin/students/termresult/{result.pk}/change/"
    values = shown_values(client, url) | {"branch": str(make.branch(term.institution, "IT").pk)}

    assert client.post(url, values).status_code == 302
    change = RecordChange.objects.get(model="termresult", kind="changed")
    assert (change.record, change.old, change.new) == ("R1 2026-ODD", "CSE", "IT")
