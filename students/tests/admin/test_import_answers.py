"""Answers about names: shown, given anew, and taken for the preview they were asked in alone."""

import pytest

from students.models import Role
from students.tests import factories as make
from students.tests.admin.test_import_columns import UNNAMED, reread, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(client):
    """A term with one subject, whose registrar has signed in."""
    term = make.term()
    make.subject(term.institution, "Mathematics")
    client.force_login(make.member(Role.REGISTRAR, term.institution))
    return term


def test_a_wrong_answer_is_shown_and_changed(client, term):
    make.subject(term.institution, "Mathematics II")
    run, _ = upload(client, term, UNNAMED.replace("Kennung", "roll_no"))
    page = reread(client, run, answers="1", **{"answer-0": "new"})
    assert 'value="new" checked' in page.content.decode()

    page = reread(client, run, answers="1", **{"answer-0": "same-MATHEMATICS"})

    text = page.content.decode()
    assert 'value="same-MATHEMATICS" checked' in text
    assert 'value="new" checked' not in text
    run.refresh_from_db()
    assert (run.options["same"], run.options["new"]) == ([["Mathmatics", "MATHEMATICS"]], [])


@pytest.mark.parametrize(
    "values",
    [{"answers": "1", "answer-0": "new"}, {"branch": "IT"}, {"forget": "1"}],
)
def test_a_form_of_another_preview_says_nothing(client, term, values):
    run, page = upload(client, term, UNNAMED.replace("Kennung", "roll_no"))
    shown = page.context["shown"]
    reread(client, run, semester="4")
    run.refresh_from_db()
    before = run.options

    page = reread(client, run, **values | {"shown": shown})

    assert "The preview was drawn up anew." in page.content.decode()
    run.refresh_from_db()
    assert run.options == before
