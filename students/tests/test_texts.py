"""What counts as a text of a page that nobody marked."""

from students.tests.texts import MarkedTexts, unmarked

MARK = MarkedTexts("hi").gettext


def test_a_text_between_marks_is_marked_even_where_elements_stand_in_it():
    assert unmarked(f"<p>{MARK('As of <time>14 March</time> today')}</p>", []) == []


def test_a_text_beside_the_marks_is_found_with_its_element():
    assert unmarked(f"<h1>{MARK('12 students')} here</h1>", []) == ["<h1> ⟦12 students⟧ here"]
    assert unmarked("<ul><li>One</li></ul><p>Two</p>", []) == ["<li> One", "<p> Two"]


def test_what_is_said_aloud_is_a_text_as_well():
    assert unmarked('<input type="submit" value="Send" aria-label="Off">', []) == [
        "<input> Off",
        "<input> Send",
    ]


def test_what_somebody_stored_is_none_and_neither_is_code():
    page = "<td>Asha Rao, CSE</td><code>Bearer</code><script>let word;</script><b>A+</b>"
    assert unmarked(page, ["Asha Rao", "CSE"]) == []
    assert unmarked(page, ["Asha Rao"]) == ["<td> Asha Rao, CSE"]
