"""The page of a waiting run: columns and names are said there, the file is not sent again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from students.admin.reading_cards import LABELS
from students.imports.drafts import KINDS
from students.imports.layouts import readable
from students.models import ImportMapping, ImportRun, Mark, Role, StructureAlias, Subject
from students.tests import factories as make
from students.tests.admin.pages import shown_values

pytestmark = pytest.mark.django_db
IMPORT = "/admin/students/mark/import/"
STORE = "/admin/students/mark/process_import/"
UNNAMED = "Kennung,Naam,Dept,Sem,Mathmatics\nA1,Asha,CSE,4,45\n"


@pytest.fixture
def term():
    term = make.term()
    make.subject(term.institution, "Mathematics")
    return term


@pytest.fixture
def registrar(term, client):
    user = make.member(Role.REGISTRAR, term.institution)
    client.force_login(user)
    return user


def upload(client, term, text=UNNAMED):
    """The waiting run, and its page."""
    values = shown_values(client, IMPORT) | {"term": term.pk}
    values["import_file"] = SimpleUploadedFile("marks.csv", text.encode())
    page = client.post(IMPORT, values, follow=True)
    return ImportRun.objects.get(), page


def reread(client, run, **values):
    """What a form of the page as it is now says, sent."""
    run.refresh_from_db()
    values = {"shown": f"{run.pk}-{run.plan_digest}"} | values
    return client.post(
        reverse("admin:students_importrun_reread", args=[run.pk]), values, follow=True
    )


def named(client, run, **values):
    """The form below the columns as a browser sends it, with these values changed."""
    page = reverse("admin:students_importrun_change", args=[run.pk])
    kept = {
        name: value
        for name, value in shown_values(client, page).items()
        if not name.startswith("answer")
    }
    return reread(client, run, **kept | values)


def test_every_reading_has_words():
    names = {name for kind in KINDS.values() for name in readable(kind.names)}
    assert names <= LABELS.keys()


def test_an_ugly_file_is_named_confirmed_and_stored_without_sending_it_again(
    client, registrar, term
):
    run, page = upload(client, term)
    assert "say what the columns hold" in page.content.decode()
    assert "Store" not in page.context["foot"]["store_text"]

    page = named(client, run, **{"column-A": "roll_no"})
    assert "1 name to confirm" in page.content.decode()
    assert not Mark.objects.exists()

    page = reread(client, run, answers="1", **{"answer-0": "same-MATHEMATICS"})
    assert "chosen by" in page.content.decode()
    client.post(STORE, {"run": page.context["foot"]["store_value"]})

    assert Mark.objects.get().subject.code == "MATHEMATICS"
    assert ImportRun.objects.get().state == "stored"
    assert ImportMapping.objects.get().by == registrar
    assert StructureAlias.objects.get().text == "Mathmatics"


def test_the_next_file_is_read_as_the_last_until_that_is_forgotten(client, registrar, term):
    run, _ = upload(client, term, UNNAMED.replace("Mathmatics", "Physics"))
    page = named(client, run, **{"column-A": "roll_no", "maximum-E": "50"})
    client.post(STORE, {"run": page.context["foot"]["store_value"]})
    assert str(Mark.objects.get().max_score) == "50.00"
    ImportRun.objects.update(state="undone")

    values = shown_values(client, IMPORT) | {"term": term.pk}
    text = UNNAMED.replace("Mathmatics", "Physics").replace("45", "46")
    values["import_file"] = SimpleUploadedFile("next.csv", text.encode())
    page = client.post(IMPORT, values, follow=True)
    assert f"remembered from run {run.pk}" in page.content.decode()

    page = reread(client, ImportRun.objects.latest("pk"), forget="1")
    assert "say what the columns hold" in page.content.decode()
    assert not ImportMapping.objects.exists()


def test_another_row_may_hold_the_titles(client, registrar, term):
    run, _ = upload(client, term, f"roll_no,x\n{UNNAMED}".replace("Kennung", "roll_no"))

    page = named(client, run, header_row="2")

    assert "1 name to confirm" in page.content.decode()


def test_a_component_of_a_subject_is_named(client, registrar, term):
    text = "roll_no,name,branch,semester,IA-1 (20)\nA1,Asha,CSE,4,15\n"
    run, _ = upload(client, term, text)

    page = named(client, run, **{"subject-E": "Mathematics", "component-E": "IA-1"})
    client.post(STORE, {"run": page.context["foot"]["store_value"]})

    part = Mark.objects.get().component_marks.get()
    assert (part.component.code, part.score, part.component.max_score) == ("IA-1", 15, 20)


def test_a_run_that_waits_for_names_is_not_stored_by_its_button(client, registrar, term):
    run, page = upload(client, term)

    page = client.post(STORE, {"run": f"{run.pk}-{run.plan_digest}"}, follow=True)

    assert "No column with roll numbers" in page.content.decode()
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"column-A": "shoe", "header_row": "१"},
        {"column-A": "roll_no", "maximum-E": "many"},
        {"column-A": "roll_no", "column-B": "roll_no"},
        {"header_row": "99999999"},
        {"semester": "\x00", "branch": "\u202e"},
        {"column-E": "marks", "subject-E": "x" * 500, "component-E": "/ / (", "maximum-E": "1e9"},
        {"answers": "1", "answer-0": "same-NOBODY", "answer-99": "new"},
        {"forget": "1"},
    ],
)
def test_odd_answers_are_answered_in_words(client, registrar, term, values):
    run, _ = upload(client, term)

    response = reread(client, run, **values)

    assert response.status_code == 200
    assert not Mark.objects.exists()


def test_who_may_not_store_may_not_say_either(client, registrar, term):
    run, _ = upload(client, term)
    principal = make.member(Role.PRINCIPAL, term.institution)
    stranger = make.member(Role.REGISTRAR, make.institution("OTHER"))
    answers = []
    for user in (principal, stranger):
        client.force_login(user)
        answers.append(reread(client, run, branch="CSE").status_code)

    assert answers == [403, 404]
    run.refresh_from_db()
    assert run.options["branch"] == ""


def test_another_name_is_typed_before_the_first_file(client, registrar, term):
    add, mathematics = "/admin/students/structurealias/add/", Subject.objects.get()
    values = {"institution": term.institution.pk, "text": "Maths", "subject": mathematics.pk}

    client.post(add, values)
    again = client.post(add, values | {"text": "MATHS"})
    neither = client.post(add, values | {"text": "M", "subject": ""})

    assert str(StructureAlias.objects.get()) == "Maths = Mathematics"
    assert "already there" in again.content.decode()
    assert "Choose a subject or a branch" in neither.content.decode()
