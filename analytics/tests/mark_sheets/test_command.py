"""make_mark_sheets: a term's or a batch's sheets in one file."""

import json

import pytest
from django.core.management import CommandError, call_command

from analytics.models import MarkSheet
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def made(folder, **options):
    out = folder / "sheets.pdf"
    call_command("make_mark_sheets", institution="main", term="2026-odd", out=out, **options)
    return out.read_bytes().count(b"/Type /Page\n")


def test_a_term_comes_whole_and_a_batch_alone(tmp_path, declared, dev, capsys):
    assert made(tmp_path) == 4
    assert made(tmp_path, batch="b1", json=True) == 3
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["sheets"] == 3
    assert MarkSheet.objects.count() == 4


def test_who_gets_none_is_named(tmp_path, term, dev, capsys):
    make.result(term, make.student(term.institution, "ELA"))

    made(tmp_path)

    assert capsys.readouterr().err == "ELA: No mark of this term is published.\n"


@pytest.mark.parametrize(
    ("options", "words"),
    [({"institution": "X"}, "no institution X"), ({"batch": "X"}, "no batch X")],
)
def test_an_unknown_code_is_said(tmp_path, dev, options, words):
    asked = {"institution": "MAIN", "term": "2026-ODD", "out": tmp_path / "x.pdf", **options}

    with pytest.raises(CommandError, match=words):
        call_command("make_mark_sheets", **asked)


def test_without_sheets_there_is_no_file(tmp_path, term):
    with pytest.raises(CommandError, match="no file was written"):
        made(tmp_path)
    assert not list(tmp_path.iterdir())


def test_without_an_address_nothing_is_given_out(tmp_path, dev, settings):
    settings.BASE_URL = ""

    with pytest.raises(CommandError, match="BASE_URL"):
        made(tmp_path)
    assert not MarkSheet.objects.exists()
