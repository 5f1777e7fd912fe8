"""Each language says every text, with all that stands in its places."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from students.tests.texts_in_code import texts_of_python, texts_of_scripts, texts_of_templates

(LOCALE,) = settings.LOCALE_PATHS
CATALOGUES = sorted(Path(LOCALE).glob("*/LC_MESSAGES/*.po"))
# %(name)s, %s, {name}, and the elements within a text.
PLACE = re.compile(r"%(?:\(\w+\))?[sd%]|\{\w*\}|</?[a-z]+[^>]*>")
each_catalogue = pytest.mark.parametrize(
    "path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}-{path.stem}"
)


def places(text: str) -> list[str]:
    return sorted(PLACE.findall(text))


def sayings(entry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_there_is_more_than_english():
    assert {path.stem for path in CATALOGUES} == {"django", "djangojs"}


@each_catalogue
def test_it_holds_exactly_the_texts_of_the_code(path):
    root = settings.BASE_DIR
    of_pages = {*texts_of_python(root), *texts_of_templates(root)}
    wanted = of_pages if path.stem == "django" else set(texts_of_scripts(root))
    held = {(one.msgctxt, one.msgid) for one in polib.pofile(str(path)) if not one.obsolete}

    assert held == wanted, "script/texts brings the catalogues up to the code"


@each_catalogue
def test_it_says_every_text(path):
    catalogue = polib.pofile(str(path))
    forms = int(re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])[1])

    assert not [one.msgid for one in catalogue.fuzzy_entries()]
    assert not [one.msgid for one in catalogue.obsolete_entries()]
    for entry in catalogue:
        assert all(sayings(entry)), entry.msgid
        assert len(sayings(entry)) == (forms if entry.msgid_plural else 1), entry.msgid


@each_catalogue
def test_what_stands_in_a_text_stands_in_each_of_its_sayings(path):
    for entry in polib.pofile(str(path)):
        wanted = [places(entry.msgid_plural or entry.msgid)]
        if entry.msgid_plural:  # "One value" may say its number in words
            wanted.append(places(entry.msgid))
        assert all(places(one) in wanted for one in sayings(entry)), entry.msgid
