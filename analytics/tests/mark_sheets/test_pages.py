"""Who gets which mark sheet: registrar and principal all of their house, a student their own."""

import pytest
from django.urls import reverse
from django.utils import translation

from analytics.mark_sheets.issuing import give_out
from analytics.models import MarkSheet
from students.models import Mark, Role
from students.tests import factories as make
from students.tests.results.pages import text

pytestmark = pytest.mark.django_db
PDF = "application/pdf"


def page_of(result):
    return reverse("mark-sheet", args=[result.student_id, result.term_id])


def as_student(client, result):
    student = result.student
    student.user = make.member(Role.STUDENT, student.institution, name=student.roll_no.lower())
    student.save()
    client.force_login(student.user)
    return client


def as_member(client, role, place, **values):
    user = make.member(role, place, name=f"the-{role}", **values)
    client.force_login(user)
    return client


def test_the_page_shows_what_the_sheet_would_say_and_the_button_gives_it_out(registrar, dev):
    shown = text(registrar.get(page_of(dev)))
    assert "Chemistry CHEMISTRY 3 44.5 of 100 D" in shown
    assert "Given out" not in shown

    answer = registrar.post(page_of(dev), follow=True)

    sheet = MarkSheet.objects.get()
    assert answer["Content-Type"] == PDF
    assert answer["Content-Disposition"] == f'attachment; filename="mark-sheet_{sheet.code}.pdf"'
    assert answer.content.startswith(b"%PDF")
    assert sheet.by_id == int(registrar.session["_auth_user_id"])
    assert f"{sheet.code} " in text(registrar.get(page_of(dev)))


def test_without_published_marks_the_page_says_why_and_nothing_is_given_out(registrar, term):
    result = make.result(term)

    assert "No mark of this term is published." in text(registrar.get(page_of(result)))
    assert "No mark of this term" in text(registrar.post(page_of(result), follow=True))
    assert not MarkSheet.objects.exists()


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.PRINCIPAL])
def test_registrar_and_principal_give_out_every_sheet_of_their_house(client, term, dev, role):
    as_member(client, role, term.institution)

    assert client.post(page_of(dev), follow=True)["Content-Type"] == PDF


@pytest.mark.parametrize(
    "role", [Role.HEAD, Role.FACULTY, Role.MENTOR, Role.ACCOUNTANT, Role.MANAGER]
)
def test_nobody_else_gives_any_out(client, term, dev, role):
    of_branch = {"branch": dev.branch} if role == Role.HEAD else {}
    as_member(client, role, term.institution, **of_branch)
    sheet = give_out([dev.pk], None).sheets[0]

    assert client.get(page_of(dev)).status_code == 403
    assert client.post(page_of(dev)).status_code == 403
    assert client.get(reverse("mark-sheets")).status_code == 403
    assert client.get(reverse("mark-sheet-file", args=[sheet.pk])).status_code == 403


def test_a_student_has_their_own_and_nobody_elses(client, dev, declared):
    as_student(client, dev)

    assert client.post(page_of(dev), follow=True)["Content-Type"] == PDF
    own = MarkSheet.objects.get()
    other = give_out([declared["ASHA"].pk], None).sheets[0]

    assert client.get(page_of(declared["ASHA"])).status_code == 404
    assert client.post(page_of(declared["ASHA"])).status_code == 404
    assert client.get(reverse("mark-sheet-file", args=[other.pk])).status_code == 404
    assert client.get(reverse("mark-sheets")).status_code == 403
    assert client.post(reverse("mark-sheet-revoke", args=[own.pk])).status_code == 403
    assert "Revoke" not in text(client.get(page_of(dev)))


def test_a_student_fetches_no_marks_that_were_taken_back(client, registrar, dev):
    sheet = give_out([dev.pk], None).sheets[0]
    file = reverse("mark-sheet-file", args=[sheet.pk])
    Mark.objects.filter(result=dev).first().delete()

    assert registrar.get(file).status_code == 200
    as_student(client, dev)
    assert client.get(file).status_code == 404
    assert file not in text(client.get(page_of(dev)))


def test_a_student_does_not_undo_what_was_revoked(client, registrar, dev):
    sheet = give_out([dev.pk], None).sheets[0]
    with translation.override("hi"):  # another one, given out before
        assert give_out([dev.pk], None).sheets[0].pk != sheet.pk
    sheet.revoke(make.user("chief"), "Under review")

    as_student(client, dev)
    assert "was revoked" in text(client.post(page_of(dev), follow=True))
    assert MarkSheet.objects.standing().count() == 1
    as_member(client, Role.REGISTRAR, dev.institution)
    assert client.post(page_of(dev), follow=True)["Content-Type"] == PDF


def test_the_registrar_next_door_finds_nothing(client, dev):
    sheet = give_out([dev.pk], None).sheets[0]
    as_member(client, Role.REGISTRAR, make.institution("NEXT"))

    for address in (page_of(dev), reverse("mark-sheet-file", args=[sheet.pk])):
        assert client.get(address).status_code == 404
    revoke = reverse("mark-sheet-revoke", args=[sheet.pk])
    assert client.post(revoke, {"reason": "Spite"}).status_code == 404
    assert MarkSheet.objects.standing().exists()


def test_a_number_no_database_has_is_not_found(registrar):
    assert registrar.get(f"/students/{10**30}/terms/{10**30}/mark-sheet/").status_code == 404
    assert registrar.get(f"/mark-sheets/{10**30}.pdf").status_code == 404


def test_a_revoked_sheet_is_no_file_any_more(registrar, dev):
    sheet = give_out([dev.pk], None).sheets[0]
    revoke = reverse("mark-sheet-revoke", args=[sheet.pk])

    assert "Say why" in text(registrar.post(revoke, {"reason": " "}, follow=True))
    assert "is revoked" in text(registrar.post(revoke, {"reason": "Wrong name"}, follow=True))
    assert "revoked before" in text(registrar.post(revoke, {"reason": "Again"}, follow=True))

    assert "Revoked: Wrong name" in text(registrar.get(page_of(dev)))
    assert registrar.get(reverse("mark-sheet-file", args=[sheet.pk])).status_code == 404


def test_a_batch_comes_in_one_file_and_who_gets_none_is_named(registrar, term, batch, declared):
    without = make.result(term, make.student(term.institution, "ELA", "Ela"), batch=batch)
    make.mark(without)
    chosen = {"term": term.pk, "batch": batch.pk}

    shown = text(registrar.get(reverse("mark-sheets"), chosen))
    assert "3 mark sheets can be given out" in shown
    assert "1 student gets none" in shown
    assert "ELA No mark of this term is published." in shown

    answer = registrar.post(reverse("mark-sheets"), chosen)
    assert answer["Content-Type"] == PDF
    assert 'filename="mark-sheets_MAIN-2026-ODD-B1.pdf"' in answer["Content-Disposition"]
    assert answer.content.count(b"/Type /Page\n") == 3
    assert MarkSheet.objects.count() == 3


def test_a_batch_says_whose_result_is_not_declared_and_has_no_empty_card(
    registrar, term, batch, declared, dev
):
    chosen = {"term": term.pk, "batch": batch.pk}
    shown = text(registrar.get(reverse("mark-sheets"), chosen))
    assert "not declared" not in shown
    assert "0 students get none" not in shown

    dev.batch = batch
    dev.save()
    shown = text(registrar.get(reverse("mark-sheets"), chosen))
    assert "The result of 1 student is not declared and published" in shown


def test_the_batches_of_the_newest_term_are_offered_at_once(registrar, term, batch, declared):
    page = registrar.get(reverse("mark-sheets"))

    assert f"Choose a batch of {term}" in text(page)
    link = f'<a href="?term={term.pk}&amp;batch={batch.pk}">{batch}</a>'
    assert link in page.content.decode()


@pytest.mark.parametrize("junk", ["", "x", "0", "-1", "9" * 40, "²"])
def test_junk_chooses_nothing(registrar, term, declared, junk):
    chosen = {"term": junk, "batch": junk}

    assert "No batch is chosen" in text(registrar.get(reverse("mark-sheets"), chosen))
    assert registrar.post(reverse("mark-sheets"), chosen).status_code == 404


def test_a_batch_next_door_cannot_be_chosen(client, term, batch, declared):
    as_member(client, Role.REGISTRAR, make.institution("NEXT"))
    chosen = {"term": term.pk, "batch": batch.pk}

    assert "No batch is chosen" in text(client.get(reverse("mark-sheets"), chosen))
    assert client.post(reverse("mark-sheets"), chosen).status_code == 404
    assert not MarkSheet.objects.exists()
