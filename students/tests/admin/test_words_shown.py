"""What pages of the administration say instead of what is stored: states, names, rules in lines."""

import pytest
from django.conf import settings
from django.utils import translation

from students.admin.live import state_words
from students.admin.run_words import after_words
from students.imports.parts import WITHHELD
from students.models import MarkChange, RecordChange, Role, State
from students.tests import factories as make
from students.tests.admin.pages import shown_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(client):
    term = make.term()
    client.force_login(make.member(Role.REGISTRAR, term.institution))
    return term


def shown(client, path):
    return client.get(f"/admin/students/{path}").content.decode()


def test_a_change_is_shown_in_the_words_of_its_list(client, term):
    make.mark(make.result(term), score=50)
    change = MarkChange.objects.get()
    page = shown(client, f"markchange/{change.pk}/change/")
    assert "50.00 of 100.00" in page
    assert term.title in page
    assert "Old state" not in page

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "hi"
    assert ">present<" not in shown(client, f"markchange/{change.pk}/change/")


def test_a_record_is_called_what_it_is_called_elsewhere(client):
    client.force_login(make.user("root", is_superuser=True))
    told = {"door": "shell", "kind": RecordChange.Kind.MADE, "record": "X"}
    for number, model in enumerate(("termresult", "goneforever")):
        change = RecordChange.objects.create(model=model, record_id=number, **told)
        words = shown(client, f"recordchange/{change.pk}/change/")
        assert ("student’s term" if number == 0 else model) in words


def test_states_are_the_readers_words_wherever_a_script_or_a_plan_has_their_names():
    with translation.override("hi"):
        words = state_words()
        assert words == {state: str(label) for state, label in State.choices}
        assert after_words(WITHHELD) == words[State.WITHHELD]
    assert words[State.PRESENT] != State.PRESENT.label
    assert after_words(WITHHELD) == "withheld"
    assert after_words("65.36 B") == "65.36 B"


def test_the_rules_of_a_new_policy_stand_in_lines(client, term):
    definition = shown_values(client, "/admin/students/policyversion/add/")["definition"]
    assert definition.count("\n") > 20


def test_the_page_of_all_lists_is_called_as_the_way_to_it(client, term):
    page = shown(client, "")
    assert "<title>Register · PerfDash" in page
    assert "&rsaquo; Register</div>" in page
