"""Files through the administration: upload, preview, store, take back."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from students.admin.import_forms import ImportFileForm
from students.models import ImportRun, Institution, Mark, MarkChange, Role, Student, TermResult
from students.tests import factories as make
from students.tests.admin.pages import shown_values
from students.tests.imports.files import PAPER, xlsx_of

pytestmark = pytest.mark.django_db

IMPORT = "/admin/students/mark/import/"
STORE = "/admin/students/mark/process_import/"
GOOD = "roll_no,name,branch,semester,Mathematics,Physics\nA1,Asha,CSE,4,80,70\nA2,Binu,IT,4,30,35\n"
MIXED = "roll_no,name,branch,semester,Mathematics\nA1,Asha,CSE,4,80\nA2,Binu,IT,4,eighty\n"


@pytest.fixture
def term():
    return make.term()


@pytest.fixture
def registrar(term, client):
    user = make.member(Role.REGISTRAR, term.institution)
    client.force_login(user)
    return user


@pytest.fixture
def own_staging(settings, tmp_path):
    settings.STAGING_DIR = tmp_path
    return tmp_path


def upload(client, term, content, **values):
    values = shown_values(client, IMPORT) | {"term": term.pk} | values
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("marks.csv", content)
    return client.post(IMPORT, values | {"import_file": file}, follow=True)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def send_again(client, asked, **values):
    """Send the form that asks again, without a file."""
    form = asked.context["form"]
    kept = {name: value for name, value in form.data.items() if name != "import_file"}
    return client.post(IMPORT, kept | {"held": form.held.token} | values, follow=True)


def store(client, response, url=STORE):
    return client.post(url, {"run": response.context["foot"]["store_value"]}, follow=True)


def test_a_preview_stores_nothing_and_lists_what_it_would_make(client, registrar, term):
    response = upload(client, term, GOOD)

    page = response.content.decode()
    assert "Nothing is stored yet: 2 rows to store" in page
    assert "Branches: CSE, IT" in page
    assert "Store 2 rows" in page
    assert not Student.objects.exists()


def test_of_a_workbook_with_several_sheets_one_is_chosen_from_a_list(client, registrar, term):
    rows = [line.split(",") for line in GOOD.splitlines()]
    book = xlsx_of([["Notes"]], **{"Class A": rows, "Class B": rows})

    asked = upload(client, term, book)

    page = asked.content.decode()
    assert [f'<option value="{name}"' in page for name in ("Sheet", "Class A", "Class B")] == [
        True,
        True,
        True,
    ]
    assert "“marks.csv” is still here." in page
    assert not ImportRun.objects.exists()
    chosen = send_again(client, asked, sheet="Class B")
    assert "Nothing is stored yet: 2 rows to store" in chosen.content.decode()
    assert ImportRun.objects.get().options["sheet"] == "Class B"


def test_a_file_is_held_until_the_form_has_all_it_asks(client, registrar, term, own_staging):
    asked = upload(client, term, GOOD.encode("utf-16-le"), sheet="x" * 101)
    assert "“marks.csv” is still here." in asked.content.decode()
    other = client_of(make.member(Role.REGISTRAR, term.institution))
    page = send_again(other, asked, sheet="").content.decode()
    assert "still here" not in page
    assert "This field is required." in page

    refused = send_again(client, asked, sheet="")
    assert "This file cannot be read as it is" in refused.content.decode()
    taken = send_again(client, refused, sheet="", encoding="utf-16-le")

    assert "Nothing is stored yet: 2 rows to store" in taken.content.decode()
    assert not list(own_staging.glob("held-*"))
    late = send_again(client, refused, sheet="", encoding="utf-16-le")
    assert "This field is required." in late.content.decode()


def test_a_file_nobody_came_back_to_is_let_go_in_time(client, registrar, term, own_staging):
    upload(client, term, GOOD, sheet="x" * 101)
    (old,) = own_staging.glob("held-*")
    os.utime(old, (0, 0))

    upload(client, term, GOOD, sheet="x" * 101)

    assert old not in own_staging.glob("held-*")


def test_what_was_previewed_is_stored_by_its_user(client, registrar, term):
    store(client, upload(client, term, GOOD))

    run = ImportRun.objects.get()
    assert (run.state, run.user) == ("stored", registrar)
    assert TermResult.objects.filter(risk="High").count() == 1
    change = MarkChange.objects.first()
    assert (change.user_id, change.run_id) == (registrar.pk, run.pk)


def test_good_rows_are_stored_beside_refused_ones(client, registrar, term):
    response = upload(client, term, MIXED)
    assert "1 row to store, 1 refused" in response.content.decode()

    response = store(client, response)

    assert Mark.objects.count() == 1
    run = ImportRun.objects.get()
    refused = client.get(reverse("admin:students_importrun_refused", args=[run.pk]))
    assert "eighty" in refused.content.decode("utf-8-sig")
    assert refused["Content-Disposition"] == 'attachment; filename="marks refused.csv"'


def test_the_register_moved_since_the_preview(client, registrar, term):
    store(client, upload(client, term, GOOD))
    waiting = upload(client, term, GOOD.replace("80,70", "81,70"))
    mark = Mark.objects.get(result__student__roll_key="A1", subject__code_key="MATHEMATICS")
    mark.score = 12
    mark.save()

    response = store(client, waiting)

    assert "register has changed since the preview" in response.content.decode()
    mark.refresh_from_db()
    assert mark.score == 12


def test_a_preview_renewed_in_another_window_is_not_stored_unseen(client, registrar, term):
    response = upload(client, term, GOOD)
    ImportRun.objects.update(plan_digest="another")

    page = client.post(STORE, {"run": response.context["foot"]["store_value"]}, follow=True)

    assert "drawn up anew" in page.content.decode()
    assert not Mark.objects.exists()


def test_a_stored_run_is_taken_back(client, registrar, term):
    store(client, upload(client, term, GOOD))
    run = ImportRun.objects.get()

    response = client.post(reverse("admin:students_importrun_undo", args=[run.pk]), follow=True)

    assert not Mark.objects.exists()
    assert "taken back" in response.content.decode().lower()


def test_an_edited_value_is_named_before_the_rest_is_taken_back(client, registrar, term):
    store(client, upload(client, term, GOOD))
    run = ImportRun.objects.get()
    mark = Mark.objects.first()
    mark.score = 12
    mark.save()
    undo = reverse("admin:students_importrun_undo", args=[run.pk])

    response = client.post(undo)
    assert "Nothing was taken back" in response.content.decode()
    assert Mark.objects.count() == 4

    client.post(undo, {"except_edited": "1"})
    assert list(Mark.objects.all()) == [mark]


def test_a_preview_is_discarded(client, registrar, term):
    upload(client, term, GOOD)
    run = ImportRun.objects.get()

    client.post(reverse("admin:students_importrun_discard", args=[run.pk]))

    run.refresh_from_db()
    assert run.state == "discarded"
    page = client.get(reverse("admin:students_importrun_change", args=[run.pk]))
    assert "Nothing was stored" in page.content.decode()


def test_a_file_that_cannot_be_read_says_why(client, registrar, term):
    response = upload(client, term, "%PDF-1.7")

    assert response.status_code == 200
    assert "cannot be read as it is" in response.content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("run", ["", "x", "-", "99", "9" * 40, "1-", "\x00", "१-x"])
def test_a_run_that_is_not_there_is_not_found(client, registrar, term, run):
    assert client.post(STORE, {"run": run}).status_code == 404


@pytest.mark.parametrize("query", ["?state=new", "?state=x&page=0", "?page=99999999999", "?page=१"])
def test_the_rows_of_a_preview_in_pages(client, registrar, term, query):
    rows = "".join(f"R{number},Name {number},CSE,4,50\n" for number in range(120))
    upload(client, term, "roll_no,name,branch,semester,Mathematics\n" + rows)
    url = reverse("admin:students_importrun_change", args=[ImportRun.objects.get().pk])

    response = client.get(url + query)

    assert response.status_code == 200
    assert "of 120" in response.content.decode()


def test_the_papers_file_is_imported(client, registrar, term):
    store(client, upload(client, term, PAPER.read_text()))

    assert TermResult.objects.filter(risk="High").count() == 3
    assert TermResult.objects.filter(grade="A").count() == 3


def term_labels() -> list[str]:
    field = ImportFileForm(institutions=Institution.objects.all()).fields["term"]
    return sorted(label for value, label in field.choices if value)


def test_terms_of_several_institutions_are_told_apart(term):
    assert term_labels() == ["2026-ODD (2026-ODD)"]
    make.term(make.institution("NEXT"))
    assert term_labels() == ["2026-ODD (2026-ODD) · MAIN", "2026-ODD (2026-ODD) · NEXT"]
