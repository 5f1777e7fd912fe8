"""Who opens which page about people, and what of the others' they never read there."""

import pytest

from analytics.tests.people.conftest import CANARIES
from students.models import TermResult

STAFF = ("principal", "registrar", "class teacher", "mentor", "head")


def test_those_who_look_after_students_open_the_list(house):
    for name in (*STAFF, "subject teacher"):
        page = house.get(name, "/students/")
        assert not any(canary in page for canary in CANARIES)


def test_pages_about_people_are_closed_to_other_roles(house):
    known = house.address("CSE2110")
    for name in ("student", "manager", "accountant"):
        pages = ("/students/", "/students.csv", "/students/999999/", known)
        answers = {house.get(name, address, status=403) for address in pages}
        assert len(answers) == 1


def test_staff_open_the_records_of_their_own(house):
    for name in STAFF:
        assert "ECE2106" in house.get(name, house.address("ECE2106"))


def test_a_record_out_of_scope_is_as_if_it_did_not_exist(house):
    for name in ("class teacher", "head", "mentor", "subject teacher", "stranger"):
        elsewhere = house.get(name, house.address("IT2103"), status=404)
        assert elsewhere == house.get(name, "/students/999999/", status=404)


def test_a_principal_does_not_reach_the_college_next_door(house):
    canary = TermResult.objects.get(student__roll_no="CANARY1")

    house.get("principal", f"/students/{canary.student_id}/", status=404)
    house.get("principal", "/students/?institution=NEXT", status=404)


def test_the_list_of_a_class_teacher_ends_with_the_class(house):
    page = house.get("class teacher", "/students/")

    assert all(f"ECE{number}" in page for number in (2104, 2106, 2109))
    assert "CSE21" not in page
    assert "IT21" not in page


def test_a_mentor_finds_the_mentees_alone(house):
    page = house.get("mentor", "/students/")

    assert "ECE2106" in page
    assert "ECE2104" not in page


def test_only_a_student_has_a_record_of_their_own(house):
    for name in ("principal", "class teacher", "manager", "accountant", "stranger"):
        house.get(name, "/me/", status=403)


def test_a_superuser_is_no_student(house):
    house.people["student"].is_superuser = True
    house.people["student"].save()
    house.people["student"].memberships.all().delete()

    house.get("student", "/me/", status=403)


@pytest.mark.parametrize("address", ["/students/", "/students.csv", "/students/1/", "/me/"])
def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, db, address):
    response = client.get(address)

    assert response.status_code == 302
    assert response.url.startswith("/login/")


def test_these_pages_only_answer_reading(house):
    for name, address in (
        ("principal", "/students/"),
        ("principal", "/students.csv"),
        ("principal", house.address("CSE2110")),
        ("student", "/me/"),
    ):
        assert house.as_(name).post(address).status_code == 405


def test_a_student_reads_nobody_elses_record(house):
    page = house.get("student", "/me/")

    assert "CSE2110" in page
    others = (roll_no for roll_no in house.results if roll_no != "CSE2110")
    assert not any(roll_no in page for roll_no in others)
