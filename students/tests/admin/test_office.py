"""The office's pages: who keeps what, files at each door, and what a preview shows."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from students.imports.columns import word_of
from students.imports.office.kinds import SHEETS
from students.models import Batch, FeeDue, ImportRun, Payment, RecordChange, Role, Staff
from students.tests import factories as make
from students.tests.admin.pages import shown_values
from students.tests.imports.office.files import dues, imported, lines, payers, payments

pytestmark = pytest.mark.django_db

FACES = ("batch", "admission", "staff", "trainerrating", "feedue", "payment")
KEPT = {
    Role.REGISTRAR: set(FACES),
    Role.ACCOUNTANT: {"feedue", "payment"},
    Role.MANAGER: {"batch", "staff", "trainerrating"},
    Role.PRINCIPAL: set(),
    Role.ADMINISTRATOR: set(),
}
SEEN = {
    Role.REGISTRAR: set(FACES) - {"trainerrating"},
    Role.ACCOUNTANT: {"feedue", "payment"},
    Role.MANAGER: {"batch", "staff"},
    Role.PRINCIPAL: set(FACES),
    Role.ADMINISTRATOR: {"batch"},
}
PAID = payments("A-1,R1,03/05/2026,much,,", "A-2,R2,2026-05-03,₹700/-,,cash")


@pytest.fixture
def of():
    return payers()


def signed_in(client, role, of):
    client.force_login(make.member(role, of))
    return client


def sent(client, of, face, content, name="f.csv"):
    """The page a file leads to."""
    url = reverse(f"admin:students_{face}_import")
    file = SimpleUploadedFile(name, content)
    return client.post(
        url, {"import_file": file, "create": "on", "institution": of.pk}, follow=True
    )


@pytest.mark.parametrize("role", list(KEPT))
def test_each_role_opens_the_lists_and_imports_that_are_its(client, of, role):
    signed_in(client, role, of)

    lists = {
        face: client.get(reverse(f"admin:students_{face}_changelist")).status_code for face in FACES
    }
    imports = {
        face: client.get(reverse(f"admin:students_{face}_import")).status_code for face in FACES
    }

    assert lists == {face: 200 if face in SEEN[role] else 403 for face in FACES}
    assert imports == {face: 200 if face in KEPT[role] else 403 for face in FACES}


def test_an_accountant_sees_runs_of_fees_and_no_others(client, of):
    fees = imported("payments", PAID, skip_refused=True).run
    marks = imported("marks", b"roll_no,name,branch,semester,physics\nR1,A,CSE,1,50").run
    signed_in(client, Role.ACCOUNTANT, of)

    page = client.get(reverse("admin:students_importrun_changelist"))

    assert [run.pk for run in page.context["cl"].queryset] == [fees.pk]
    urls = [reverse("admin:students_importrun_change", args=[run.pk]) for run in (fees, marks)]
    assert [client.get(url).status_code for url in urls] == [200, 404]
    undo = reverse("admin:students_importrun_undo", args=[marks.pk])
    assert client.post(undo).status_code == 404
    assert ImportRun.objects.get(pk=marks.pk).state == "stored"


def test_an_accountant_brings_a_file_looks_stores_and_takes_it_back(client, of):
    signed_in(client, Role.ACCOUNTANT, of)
    page = sent(client, of, "payment", payments("A-1,R1,03/05/2026,500,,"))
    run = ImportRun.objects.get()

    stored = client.post(
        reverse("admin:students_payment_process_import"),
        {"run": f"{run.pk}-{run.plan_digest}"},
        follow=True,
    )

    assert page.context["counts"]["new"] == 1
    assert "payments 1 new" in stored.content.decode()
    assert Payment.objects.get().amount == 500
    client.post(reverse("admin:students_importrun_undo", args=[run.pk]))
    assert not Payment.objects.exists()


def test_a_principal_looks_at_a_run_and_may_not_take_it_back(client, of):
    run = imported("payments", PAID, skip_refused=True).run
    signed_in(client, Role.PRINCIPAL, of)

    assert client.get(reverse("admin:students_importrun_change", args=[run.pk])).status_code == 200
    assert client.post(reverse("admin:students_importrun_undo", args=[run.pk])).status_code == 403
    assert Payment.objects.exists()


def test_a_manager_may_not_give_a_trainer_a_sign_in(client, of):
    trainer = make.staff(of, "Meera Nair")
    manager = make.member(Role.MANAGER, of)
    client.force_login(manager)
    url = reverse("admin:students_staff_change", args=[trainer.pk])

    answer = client.post(url, {"code": trainer.code, "name": "Other", "user": manager.pk})

    assert answer.status_code == 403
    assert Staff.objects.get().user is None


def test_a_payment_that_is_typed_stands_in_the_history(client, of):
    signed_in(client, Role.ACCOUNTANT, of)
    typed = {"institution": of.pk, "roll_number": "r1", "receipt": "A-9", "kind": "payment"}
    typed |= {"paid_on": "2026-05-03", "amount": "12.50", "mode": "cash", "toward": ""}

    client.post(reverse("admin:students_payment_add"), typed)
    paid = Payment.objects.get()
    page = reverse("admin:students_payment_change", args=[paid.pk])
    client.post(page, shown_values(client, page) | {"amount": "13"})
    client.post(reverse("admin:students_payment_delete", args=[paid.pk]), {"post": "yes"})

    told = RecordChange.objects.filter(model="payment").order_by("pk")
    assert [(one.kind, one.field, one.old) for one in told][:2] == [
        ("made", "", ""),
        ("changed", "amount", "12.50"),
    ]
    assert told.last().kind == "removed"
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("kind", "face", "content"),
    [
        ("payments", "payment", payments("A-1,R1,2026-05-03,500.5,refund,upi")),
        ("dues", "feedue", lines("Roll No,Due,Due date,Amount", "R1,1,2026-05-03,500.25")),
        ("batches", "batch", lines("Batch,Course,Start,End", "DS-1,DS,2026-01-01,2026-02-01")),
        ("admissions", "admission", lines("Roll No,Batch,Admission date", "R1,DS-1,2026-01-01")),
        ("trainers", "staff", lines("Code,Name,Joined on", "T1,Meera Nair,2024-01-01")),
        ("trainers", "batchtrainer", lines("Code,Name,Batches", "T1,Meera Nair,DS-1")),
        ("ratings", "trainerrating", lines("Trainer,Rating,Comment", "STAFF1,4,=Good")),
    ],
)
def test_what_is_given_out_comes_in_again_and_changes_nothing(client, of, kind, face, content):
    Staff.objects.create(institution=of, code="STAFF1", name="Some Body")
    imported(kind, content)
    client.force_login(make.user("root", is_superuser=True, is_staff=True))

    answer = client.post(reverse(f"admin:students_{face}_export"), {"format": "0"})

    summary = imported(kind, b"".join(answer) if answer.streaming else answer.content)
    states = {state: summary.counts[state] for state in ("new", "changed", "refused")}
    assert states == {"new": 0, "changed": 0, "refused": 0}
    assert summary.counts["same"] >= 1


def test_batches_are_still_added_by_hand(client, of):
    signed_in(client, Role.REGISTRAR, of)

    client.post(reverse("admin:students_batch_add"), {"institution": of.pk, "code": "DS-1"})

    assert Batch.objects.get().code == "DS-1"


def staged(client, of, content=PAID):
    """A run of payments that waits, and its page."""
    page = sent(client, of, "payment", content)
    return ImportRun.objects.get(), page


def test_a_preview_shows_what_stood_in_the_file_and_what_is_stored_instead(client, of):
    signed_in(client, Role.ACCOUNTANT, of)

    _run, page = staged(client, of)

    text = page.content.decode()
    assert "<del>₹700/-</del> → <ins>₹\u00a0700.00</ins>" in text
    assert [(one["column"], str(one["how"]), one["count"]) for one in page.context["altered"]] == [
        ("Amount", "Normalised", 1)
    ]
    only = client.get(page.request["PATH_INFO"] + page.context["altered"][0]["url"])
    assert [row["number"] for row in only.context["preview"]["rows"]] == [3]


def test_a_proposal_is_taken_by_a_tick_and_given_back_without_it(client, of):
    imported("dues", dues("R1,1,2026-06-15,500"))
    signed_in(client, Role.ACCOUNTANT, of)
    page = sent(client, of, "payment", payments("A-1,R1,03/05/2026,5000,,"))
    (doubt,) = page.context["doubts"]
    assert (doubt["value"], doubt["proposal"], doubt["choice"]) == (
        "5000",
        "₹\u00a0500.00",
        "2:amount",
    )
    reread = page.context["reread_url"]

    ticked = {"takes": "1", "take": ["2:amount", "99:mode"], "shown": page.context["shown"]}
    page = client.post(reread, ticked, follow=True)

    words = "Amount: 5000 → ₹\u00a0500.00"
    assert page.context["taken"] == [{"choice": "2:amount", "words": words}]
    page = client.post(reread, {"takes": "1", "shown": page.context["shown"]}, follow=True)
    assert page.context["taken"] == []
    assert [one["choice"] for one in page.context["doubts"]] == ["2:amount"]
    assert not Payment.objects.exists()


def test_a_stored_run_lists_what_it_altered_also_as_a_file(client, of):
    run = imported("payments", PAID, skip_refused=True).run
    signed_in(client, Role.ACCOUNTANT, of)

    page = client.get(reverse("admin:students_importrun_change", args=[run.pk]))
    file = client.get(page.context["corrections_url"])

    assert [(one.found, one.became) for one in page.context["corrections"]] == [
        ("₹700/-", "₹\u00a0700.00")
    ]
    assert file.content.decode("utf-8-sig").splitlines() == [
        "row,record,column,found,stored,how,reason",
        "3,A-2,Amount,₹700/-,₹\u00a0700.00,normalised,An amount written in another way.",
    ]


def test_every_column_of_every_kind_can_be_said_and_is_read_by_its_own_title():
    for sheet in SHEETS.values():
        for field in sheet.fields:
            assert sheet.words[word_of(field.name)] == field.name
            assert sheet.words.get(word_of(str(field.label))) == field.name, (sheet.slug, field)


@pytest.mark.parametrize("face", ["feedue", "payment"])
def test_nothing_typed_and_a_word_searched_for_are_answered(client, of, face):
    signed_in(client, Role.ACCOUNTANT, of)
    imported("payments", payments("A-1,R1,2026-05-03,5,,"))
    imported("dues", lines("Roll No,Due,Due date,Amount", "R1,1,2026-05-03,500"))

    page = client.post(reverse(f"admin:students_{face}_add"), {})
    found = client.get(reverse(f"admin:students_{face}_changelist"), {"q": "r1", "o": "1"})

    assert "roll_number" in page.context["adminform"].form.errors
    assert found.context["cl"].result_count == 1


def test_a_due_that_is_there_already_is_refused_by_hand_too(client, of):
    signed_in(client, Role.ACCOUNTANT, of)
    imported("dues", lines("Roll No,Due,Due date,Amount", "R1,1,2026-05-03,500"))
    typed = {"code": "1", "due_on": "2026-06-03", "amount": "5"}

    same = client.post(reverse("admin:students_feedue_add"), typed | {"roll_number": "R1"})
    client.post(reverse("admin:students_feedue_add"), typed | {"roll_number": "R2"})

    assert "code" in same.context["adminform"].form.errors
    assert [due.student.roll_no for due in FeeDue.objects.all()] == ["R1", "R2"]
