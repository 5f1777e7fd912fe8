"""Every twelfth awkward file, sent through the page: a preview or a sentence, never an error."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from students.models import Mark, Role
from students.tests import factories as make
from students.tests.admin.pages import shown_values
from students.tests.imports.corpus import FILES
from students.tests.imports.corpus.cases import REFUSED

pytestmark = pytest.mark.django_db
SENT = [case for case in FILES if case.kind == "marks" and not case.before][::12]


@pytest.fixture
def form(client):
    """Give a function that sends a file to be previewed, and gives the page it leads to."""
    term = make.term()
    client.force_login(make.member(Role.REGISTRAR, term.institution))
    url = "/admin/students/mark/import/"
    values = shown_values(client, url) | {"term": term.pk}

    def sent(case):
        options = {name: value for name, value in case.options.as_json().items() if value}
        file = SimpleUploadedFile("a file", case.file())
        return client.post(url, values | options | {"import_file": file}, follow=True)

    return sent


@pytest.mark.parametrize("case", SENT, ids=lambda case: case.name)
def test_an_awkward_file_is_previewed_or_refused_in_words(form, case):
    response = form(case)

    page = response.content.decode()
    assert response.status_code == 200
    assert Mark.objects.count() == 0
    if case.verdict == REFUSED:
        words = ("cannot be read as it is", "do not do as they are", "are refused", "is empty")
        assert any(word in page for word in words)
    else:
        assert "to store" in page
