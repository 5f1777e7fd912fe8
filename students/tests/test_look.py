"""The look keeps its promises: contrast, one file of colours, pinned files, no other server."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
TOKENS = STATIC / "css" / "tokens.css"
OWN_STATIC = [
    path
    for path in STATIC.rglob("*")
    if path.suffix in {".css", ".js", ".svg"} and VENDOR not in path.parents
]
TEMPLATES = sorted(
    path
    for folder in (ROOT / "templates", ROOT / "students", ROOT / "analytics")
    for path in folder.rglob("*.html")
)
THEMES = ("light", "dark")
TEXT, MARK = 4.5, 3.0

GROUNDS = ("page", "surface", "sunken")
WORDS = ("text", "text-2", "text-3", "accent", "accent-hover", "positive", "negative")
BADGES = ("high", "medium", "low", "none", "accent")
MARKS = (
    *(f"grade-{grade}" for grade in ("a-plus", "a", "b", "c", "d", "f")),
    *(f"risk-{level}" for level in ("high", "medium", "low", "unknown")),
    *(f"category-{index}" for index in range(1, 9)),
    "bar",
    "bar-muted",
    "border-strong",
    "accent-fill",
)


def colours(theme):
    """Give the token names of one theme with their hex values, names of names resolved."""
    light, dark = TOKENS.read_text().split('[data-bs-theme="dark"]')
    text = light if theme == "light" else dark
    found = dict(re.findall(r"--pd-([\w-]+): (#[0-9a-f]{6}|var\(--pd-[\w-]+\));", text))
    while named := {name: value[9:-1] for name, value in found.items() if value[0] != "#"}:
        found |= {name: found[other] for name, other in named.items()}
    return found


def luminance(colour):
    """Give the relative luminance of a hex colour as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Give the contrast ratio of two hex colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_weak(theme, pairs, floor):
    """Give the pairs of token names whose contrast is under the floor, with the ratio."""
    colour = colours(theme)
    ratios = {pair: round(contrast(colour[pair[0]], colour[pair[1]]), 2) for pair in pairs}
    return {pair: ratio for pair, ratio in ratios.items() if ratio < floor}


def test_both_themes_name_the_same_colours():
    assert colours("light").keys() == colours("dark").keys()


def test_the_ratio_of_black_on_white_is_twenty_one():
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("theme", THEMES)
def test_words_are_readable_on_every_ground(theme):
    assert too_weak(theme, [(word, ground) for word in WORDS for ground in GROUNDS], TEXT) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_badges_and_filled_buttons_are_readable(theme):
    pairs = [(f"{badge}-text", f"{badge}-tint") for badge in BADGES]
    pairs += [("on-accent", "accent-fill"), ("on-accent", "accent-fill-hover")]
    pairs += [("surface", "negative"), ("surface", "high-text")]
    assert too_weak(theme, pairs, TEXT) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_words_stay_readable_under_the_pointer(theme):
    assert too_weak(theme, [(word, "hover") for word in WORDS], TEXT) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_field_outlines_stand_out_from_the_surface(theme):
    assert too_weak(theme, [(mark, "surface") for mark in MARKS], MARK) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_every_step_of_a_heat_map_carries_its_number(theme):
    steps = [f"{ramp}-{step}" for ramp in ("sequential", "diverging") for step in range(1, 8)]
    assert too_weak(theme, [(f"{step}-ink", step) for step in steps], TEXT) == {}


@pytest.mark.parametrize("path", OWN_STATIC, ids=lambda path: path.name)
def test_colour_values_stand_in_the_token_file_alone(path):
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![\w-])|\b(?:rgba?|hsla?|oklch)\(\s*[\d.]")
    found = [line for line in path.read_text().splitlines() if literal.search(line)]
    assert path == TOKENS or found == []


def test_vendored_files_are_those_that_were_fetched():
    listed = dict(
        reversed(line.split()) for line in (VENDOR / "CHECKSUMS").read_text().splitlines()
    )
    present = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.glob("*/*")
    }
    assert present == listed


def test_no_script_or_stylesheet_names_a_source_map():
    files = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js"}]
    assert [path.name for path in files if "sourceMappingURL=" in path.read_text()] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_asks_no_other_server_and_holds_no_style_or_script(path):
    text = path.read_text()
    assert re.findall(r"""(?:href|src|action)=["'](?:https?:)?//[^"']*""", text) == []
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=[\"']", text) == []
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text)
    assert [tag for tag in inline if "application/json" not in tag] == []


@pytest.mark.parametrize("path", OWN_STATIC, ids=lambda path: path.name)
def test_a_static_file_asks_no_other_server(path):
    addresses = re.findall(r"https?://[^\s\"')]+", path.read_text())
    assert [address for address in addresses if "www.w3.org/2000/svg" not in address] == []


@pytest.mark.parametrize("path", OWN_STATIC, ids=lambda path: path.name)
def test_a_static_file_fits_on_a_few_screens(path):
    assert len(path.read_text().splitlines()) <= 200


def test_every_icon_that_is_asked_for_is_in_the_sprite():
    sprite = (ROOT / "templates" / "components" / "sprite.html").read_text()
    asked = {
        name
        for path in TEMPLATES
        for name in re.findall(r'icon\.html" with name="([\w-]+)"', path.read_text())
    }
    assert asked <= set(re.findall(r'id="i-([\w-]+)"', sprite))
