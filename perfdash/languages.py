"""The languages of the pages: English, and whatever has a catalogue under perfdash/locale."""

from pathlib import Path

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.checks import Warning
from django.utils.translation import to_language

ENGLISH = "en"  # of the texts in the code, and of all that programs read
CATALOGUES = "*/LC_MESSAGES/django.po"


def languages_in(folder: Path) -> list[tuple[str, str]]:
    """Code and own name of English and of each language with a catalogue in the folder."""
    found = sorted(path.parts[-3] for path in folder.glob(CATALOGUES))
    codes = [ENGLISH, *(to_language(locale) for locale in found)]
    return [(code, own_name(code)) for code in codes]


def own_name(code: str) -> str:
    """What those who speak a language call it; its code where Django does not know it."""
    return LANG_INFO.get(code, {}).get("name_local", code)


def check_compiled(**_):
    """Return a warning for each language that is offered but would still be English."""
    return [
        Warning(
            f"The texts of {path.parts[-3]} are not compiled: its pages would be in English.",
            hint="Run script/setup.",
            id="perfdash.W011",
        )
        for folder in settings.LOCALE_PATHS
        for path in sorted(folder.glob(CATALOGUES.replace("django", "*")))
        if not path.with_suffix(".mo").exists()
    ]
