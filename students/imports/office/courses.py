"""Courses as files title them: “Data Science”, “data science ” and its other names are one."""

from django.utils.translation import gettext as _

from students.imports.codes import Coded
from students.imports.columns import word_of
from students.imports.office.cell_values import NORMALISED, STANDARDISED, Altered
from students.imports.structure import Structure, subject_code, subject_title


def said_course(text: str, structure: Structure) -> Altered | str:
    """The key of the branch that a cell means, made where that is allowed; or Refused."""
    found = structure.branches.of(text, subject_code(text), subject_title(text))
    if text in (found.code, found.title):
        return found.key
    words = _("The same course written in another way.")
    return Altered(found.key, str(found.title or found.code), words, _sort(text, found))


def _sort(text: str, found: Coded) -> str:
    """An alias stands for the course; other capitals and signs are the course itself."""
    return NORMALISED if word_of(text) in map(word_of, (found.code, found.title)) else STANDARDISED
