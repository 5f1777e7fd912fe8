"""A department's ugly file in a real browser: named, confirmed, previewed, stored, taken back."""

import pytest
from playwright.sync_api import expect

from students.models import ImportRun, Mark, Role, StructureAlias
from students.tests import factories as make

UGLY = """Shri College,,,,
Marks of the first sessional,,,,
Kennung,Student,Mathmatics,Total,Attendance
A1,Asha Rao,80,80,81.5
A2,प्रिया यादव,AB,0,88
,Average,80,80,
"""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_ugly_file_from_upload_to_undo(sign_in, tmp_path):
    term = make.term()
    make.subject(term.institution, "Mathematics")
    page = sign_in(make.member(Role.REGISTRAR, term.institution))
    path = tmp_path / "ugly.csv"
    path.write_text(UGLY)

    page.goto("/admin/students/mark/import/")
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("say what the columns hold")

    page.get_by_label("Column A is read as").select_option(label="Roll number")
    page.get_by_label("Branch of all").fill("CSE")
    page.get_by_label("Semester of all").fill("4")
    page.get_by_role("button", name="Preview as chosen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 name to confirm")

    page.get_by_label("is the same as Mathematics").check()
    page.get_by_role("button", name="Preview with these answers").click()
    expect(page.get_by_text("Row 6 is not a student")).to_be_visible()
    assert not Mark.objects.exists()

    if page.get_by_label("I have looked").count():
        page.get_by_label("I have looked").check()
    page.get_by_role("button", name="Store 2 rows").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Stored: 2 rows")
    states = dict(Mark.objects.values_list("result__student__roll_no", "state"))
    assert states == {"A1": "present", "A2": "absent"}

    page.get_by_role("button", name="Take this import back").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Taken back")
    assert not Mark.objects.exists()
    assert not StructureAlias.objects.exists()
    assert ImportRun.objects.count() == 2
