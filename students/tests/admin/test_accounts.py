"""Sign-ins and roles: nobody hands out or takes over more than lies in their own reach."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from students.models import Group, Membership, Role, User
from students.tests import factories as make
from students.tests.admin.pages import add_row, shown_values

pytestmark = pytest.mark.django_db
ADD = "/admin/students/user/add/"


def yesterday():
    return timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def institution():
    return make.institution()


@pytest.fixture
def other():
    return make.institution("CANARY")


@pytest.fixture
def administrator(institution, client):
    user = make.member(Role.ADMINISTRATOR, institution, name="admin")
    client.force_login(user)
    return user


def page_of(user, page="change"):
    return reverse(f"admin:students_user_{page}", args=[user.pk])


def new_user(client, **role):
    values = shown_values(client, ADD)
    values |= {"username": "meera", "usable_password": "true"}
    values |= {"password1": "lotus pond 77", "password2": "lotus pond 77"}
    values |= {f"memberships-0-{name}": str(value) for name, value in role.items()}
    return client.post(ADD, values)


def test_an_account_is_made_with_its_role(client, administrator, institution):
    response = new_user(client, role=Role.ACCOUNTANT, institution=institution.pk)

    assert response.status_code == 302
    membership = Membership.objects.get(user__username="meera")
    assert (membership.role, membership.institution) == (Role.ACCOUNTANT, institution)
    assert not membership.user.is_staff
    assert not membership.user.is_superuser


def test_an_account_without_a_role_is_out_of_reach_and_not_made(client, administrator):
    assert new_user(client).status_code == 200
    assert not User.objects.filter(username="meera").exists()


def test_no_role_is_granted_elsewhere(client, administrator, institution, other):
    response = new_user(client, role=Role.ACCOUNTANT, institution=other.pk)

    assert response.status_code == 200
    assert b"CANARY" not in client.get(ADD).content
    assert not Membership.objects.filter(institution=other).exists()


def test_a_group_is_granted_only_by_who_reaches_all_of_it(
    client, administrator, institution, other
):
    group = Group.objects.create(name="Trust")
    for place in (institution, other):
        place.group = group
        place.save()

    assert new_user(client, role=Role.MANAGER, group=group.pk).status_code == 200
    assert not Membership.objects.filter(group=group).exists()

    Membership.objects.create(user=administrator, role=Role.ADMINISTRATOR, group=group)
    assert new_user(client, role=Role.MANAGER, group=group.pk).status_code == 302


def test_superuser_is_not_a_field_of_theirs(client, administrator, institution):
    user = make.member(Role.ACCOUNTANT, institution)
    values = shown_values(client, page_of(user)) | {"is_superuser": "on", "is_staff": "on"}

    assert client.post(page_of(user), values).status_code == 302
    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.is_staff


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_superusers_and_strangers_do_not_exist_for_them(client, administrator, other, page):
    root = make.user("root", is_superuser=True)
    Membership.objects.create(
        user=root, role=Role.PRINCIPAL, institution=administrator.memberships.get().institution
    )
    stranger = make.member(Role.FACULTY, other)

    for user in (root, stranger):
        assert client.get(page_of(user, page)).status_code in (403, 404)
        assert client.post(page_of(user, page), {"post": "yes"}).status_code in (403, 404)
    password = reverse("admin:auth_user_password_change", args=[stranger.pk])
    assert client.get(password).status_code == 404


def test_who_has_a_role_elsewhere_is_seen_and_not_changed(
    client, administrator, institution, other
):
    both = make.member(Role.ACCOUNTANT, institution)
    Membership.objects.create(user=both, role=Role.MANAGER, institution=other)
    before = both.password

    assert client.get(page_of(both)).status_code == 200
    assert client.post(page_of(both), {"username": "taken"}).status_code == 403
    url = reverse("admin:auth_user_password_change", args=[both.pk])
    passwords = {"password1": "lotus pond 77", "password2": "lotus pond 77"}
    assert client.post(url, passwords).status_code == 403
    both.refresh_from_db()
    assert both.password == before


def test_nobody_changes_their_own_roles(client, administrator):
    assert client.post(page_of(administrator), {"username": "admin"}).status_code == 403


def test_a_role_ends_on_a_day_and_the_same_role_stands_there_once(
    client, administrator, institution
):
    user = make.member(Role.ACCOUNTANT, institution)
    membership = user.memberships.get()
    values = shown_values(client, page_of(user))
    values["memberships-0-ends_on"] = str(membership.starts_on)
    add_row(
        values,
        "memberships",
        role=Role.ACCOUNTANT,
        institution=institution.pk,
        starts_on=membership.starts_on,
    )

    assert b"stands there twice" in client.post(page_of(user), values).content


@pytest.mark.parametrize(
    "row",
    [
        {"role": Role.HEAD},
        {"role": Role.ACCOUNTANT, "institution": ""},
        {"role": "nonsense"},
        {"role": Role.ACCOUNTANT, "starts_on": "x"},
        {"role": Role.ACCOUNTANT, "starts_on": "2026-05-02", "ends_on": "2026-05-01"},
    ],
    ids=str,
)
def test_roles_that_cannot_be_are_refused(client, administrator, institution, row):
    assert new_user(client, **{"institution": institution.pk, **row}).status_code == 200


def test_a_password_is_set_for_somebody_in_reach(client, administrator, institution):
    user = make.member(Role.ACCOUNTANT, institution)
    url = reverse("admin:auth_user_password_change", args=[user.pk])
    passwords = {"password1": "lotus pond 77", "password2": "lotus pond 77"}

    client.post(url, passwords | {"usable_password": "true"})

    user.refresh_from_db()
    assert user.check_password("lotus pond 77")


def test_a_registrar_looks_at_accounts_and_changes_none(client, institution):
    user = make.member(Role.ACCOUNTANT, institution)
    client.force_login(make.member(Role.REGISTRAR, institution))

    assert client.get("/admin/students/user/").status_code == 200
    assert client.get(ADD).status_code == 403
    assert client.post(page_of(user), {"username": "x"}).status_code == 403


SEEING_MARKS = [Role.PRINCIPAL, Role.REGISTRAR, Role.HEAD, Role.FACULTY, Role.MENTOR]
PASSWORDS = {
    "password1": "lotus pond 77",
    "password2": "lotus pond 77",
    "usable_password": "true",
}


def role_in(institution, role):
    branch = {"branch": make.branch(institution)} if role == Role.HEAD else {}
    return {"role": role, "institution": institution, **branch}


def typed(row):
    return {name: getattr(value, "pk", value) for name, value in row.items()}


@pytest.mark.parametrize("role", SEEING_MARKS)
def test_a_role_that_sees_marks_is_given_by_a_principal_alone(
    client, administrator, institution, role
):
    row = role_in(institution, role)

    assert b"let in by a principal" in new_user(client, **typed(row)).content
    assert not User.objects.filter(username="meera").exists()

    client.force_login(make.member(Role.PRINCIPAL, institution))
    assert new_user(client, **typed(row)).status_code == 302
    assert User.objects.get(username="meera").memberships.get().role == role


@pytest.mark.parametrize("role", SEEING_MARKS)
def test_an_account_that_sees_marks_is_not_taken_over_by_an_administrator(
    client, administrator, institution, role
):
    user = make.user("asha")
    membership = Membership.objects.create(user=user, **role_in(institution, role))
    url = reverse("admin:auth_user_password_change", args=[user.pk])

    assert b"let in by a principal" in client.get(page_of(user)).content
    assert client.post(page_of(user), {"email": "mine@example.edu"}).status_code == 403
    assert client.post(url, PASSWORDS).status_code == 403

    client.force_login(make.member(Role.PRINCIPAL, institution))
    assert client.post(url, PASSWORDS).status_code == 302
    user.refresh_from_db()
    assert user.check_password("lotus pond 77")

    client.force_login(administrator)
    membership.starts_on = membership.ends_on = yesterday()
    membership.save()
    assert client.post(url, PASSWORDS).status_code == 302


def test_a_role_that_sees_marks_is_not_added_to_an_account_that_sees_none(
    client, administrator, institution
):
    user = make.member(Role.ACCOUNTANT, institution)
    values = shown_values(client, page_of(user))
    role = {"role": Role.REGISTRAR, "institution": institution.pk}
    add_row(values, "memberships", starts_on=yesterday(), **role)

    assert client.post(page_of(user), values).status_code == 200
    assert [one.role for one in user.memberships.all()] == [Role.ACCOUNTANT]


def test_a_principal_lets_nobody_in_elsewhere(client, institution, other):
    client.force_login(make.member(Role.PRINCIPAL, institution))
    both = make.member(Role.FACULTY, institution)
    Membership.objects.create(user=both, role=Role.FACULTY, institution=other)
    url = reverse("admin:auth_user_password_change", args=[both.pk])

    assert client.post(url, PASSWORDS).status_code == 403
    assert new_user(client, role=Role.FACULTY, institution=other.pk).status_code == 200
    assert not User.objects.filter(username="meera").exists()
