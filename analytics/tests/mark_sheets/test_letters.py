"""What is written in Devanagari is shaped, can be copied, and lies in the file as a font."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from analytics.mark_sheets.letters import (
    REGULAR,
    Run,
    _glyphs,
    shaper,
    unknown_letters,
    width,
    wrapped,
    write,
)

FONT = f"NotoSansDevanagari-{REGULAR}"


def glyph_names(text):
    return [shaper(FONT).glyph_to_string(info.codepoint) for info, _ in _glyphs(Run(FONT, text))]


@pytest.mark.parametrize(
    ("text", "count"),
    [("प्रिया", 4), ("क्षत्रिय", 4), ("विद्यार्थी", 6), ("श्री", 2)],
)
def test_letters_that_join_become_one_glyph(text, count):
    assert len(glyph_names(text)) == count < len(text)


def test_the_sign_of_a_short_i_stands_before_its_letters():
    assert glyph_names("कि")[-1:] == glyph_names("क")


def written(*texts):
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=0)
    for place, text in enumerate(texts):
        write(canvas, 50, 700 - 30 * place, text, 12)
    canvas.save()
    return file.getvalue()


def test_the_letters_themselves_go_along_to_be_copied_and_searched():
    letters = "प्रिया".encode("utf-16-be").hex().upper()

    assert f"/ActualText <FEFF{letters}>" in written("Asha प्रिया").decode("latin-1")


def test_both_fonts_lie_in_the_file():
    content = written("Asha प्रिया")

    assert b"NotoSansDevanagari-Regular" in content
    assert b"NotoSans-Regular" in content
    assert content.count(b"/FontFile2") == 2


def test_what_was_written_before_changes_no_byte():
    alone = written("विद्यार्थी")
    written("क्षत्रिय", "ज्ञानेश्वर", "हिन्दी")

    assert written("विद्यार्थी") == alone


def test_a_letter_without_a_font_is_named():
    assert unknown_letters("Asha प्रिया śé – ₹ “ok”") == ""
    assert unknown_letters("Asha தமி") == "தமி"


def test_no_line_is_wider_than_the_room_even_of_one_long_word():
    for text in ("श्री ज्ञानेश्वर विश्वविद्यालय के विद्यार्थी", "W" * 60, "one two three four five six"):
        lines = wrapped(text, 12, 90)

        assert len(lines) > 1
        assert all(width(line, 12) <= 90 for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
