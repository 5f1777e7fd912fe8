"""How a column is read, in words: subject and component come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from students.imports import runs
from students.imports.columns import from_words, in_words
from students.imports.options import Options
from students.imports.readings import Reading, reading_of
from students.models import ImportMapping, Mark
from students.tests import factories as make
from students.tests.imports.files import imported
from students.tests.imports.test_mappings import mark


@pytest.fixture
def term(db):
    return make.term()


def test_a_subject_with_a_stroke_in_its_name_stays_one(term):
    head = "Kennung,Naam,branch,semester,French / German\nA1,Asha,CSE,4,"
    imported(f"{head}45\n".encode(), options=Options(columns=(("Kennung", "roll_no"),)))

    imported(f"{head}46\n".encode())

    assert mark() == ("FRENCH_/_GERMAN", 46, 100)
    assert ImportMapping.objects.get().readings[-1] == "marks French // German"


def test_refused_rows_keep_a_component_of_a_subject_with_a_stroke(term):
    said = (("M1", "marks French // German / Quiz 1 (10)"),)
    content = b"roll_no,name,branch,semester,M1\nA1,Asha,CSE,4,50\n"
    run = runs.preview("marks", content, "file.csv", options=Options(columns=said))

    imported(runs.refused_rows_file(run)[1].replace(b",50,", b",5,"))

    part = Mark.objects.get().component_marks.get()
    assert (part.mark.subject.code, part.component.code) == ("FRENCH_/_GERMAN", "Quiz 1")


NAME = some.text(alphabet="a /(", max_size=8).map(str.strip)


@given(NAME.filter(bool), NAME)
def test_subject_and_component_are_read_as_they_were_written(subject, component):
    assert from_words(in_words(subject, component)) == (subject, component)


@given(NAME.filter(bool), NAME)
def test_a_reading_is_read_as_it_was_written(subject, component):
    reading = Reading("marks", subject, component)

    assert reading_of(str(reading), ["marks"]) == reading
