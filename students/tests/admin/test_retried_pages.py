"""A page whose transaction met a deadlock is saved anew, as it was sent."""

import pytest
from django.db import OperationalError
from django.urls import reverse

from students.admin.results import TermResultAdmin
from students.models import Mark, Role, TermResult, refresh
from students.tests import factories as make
from students.tests.admin.pages import row_of, shown_values, term_page

pytestmark = pytest.mark.django_db(transaction=True)
DEADLOCK = OperationalError(1213, "Deadlock found when trying to get lock")


@pytest.fixture
def result(client):
    result = make.result(make.term())
    make.mark(result, "Mathematics", 50)
    client.force_login(make.member(Role.REGISTRAR, result.institution))
    return result


@pytest.fixture
def deadlocks(monkeypatch):
    """Give a function that lets the next so many refreshes meet a deadlock."""
    lock = refresh._lock
    left = []

    def locked(*args):
        if left:
            raise left.pop()
        return lock(*args)

    monkeypatch.setattr(refresh, "_lock", locked)
    return lambda times: left.extend([DEADLOCK] * times)


def test_a_changed_mark_is_stored_by_the_next_try(client, result, deadlocks):
    values = shown_values(client, term_page(result))
    values[f"{row_of(values, 'marks', Mark.objects.get().pk)}-score"] = "55"
    deadlocks(2)

    assert client.post(term_page(result), values).status_code == 302

    assert Mark.objects.get().score == 55


def test_a_stale_page_stays_stale_in_the_next_try(client, result, monkeypatch):
    values = shown_values(client, term_page(result))
    values[f"{row_of(values, 'marks', Mark.objects.get().pk)}-score"] = "55"
    mark = Mark.objects.get()
    mark.score = 58
    mark.save()
    render, asked = TermResultAdmin.render_change_form, []

    def rendered(*args, **kwargs):
        asked.append(1)
        if len(asked) == 1:
            raise DEADLOCK  # what was sent is merged with what is stored by now
        return render(*args, **kwargs)

    monkeypatch.setattr(TermResultAdmin, "render_change_form", rendered)

    page = client.post(term_page(result), values)

    assert len(asked) == 2
    assert "Nothing was stored" in page.content.decode()
    assert Mark.objects.get().score == 58


def test_a_removal_is_tried_anew(client, result, deadlocks):
    empty = make.result(result.term, make.student(result.institution, "E1"))
    deadlocks(1)

    client.post(reverse("admin:students_termresult_delete", args=[empty.pk]), {"post": "yes"})

    assert list(TermResult.objects.all()) == [result]
