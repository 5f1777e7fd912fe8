"""Which grid a registrar may begin: any subject in any class, whether or not it has marks."""

import re
from dataclasses import dataclass

from students.grids.classes import class_words, grid_url
from students.grids.desks import class_sizes
from students.models import Branch, Subject, Term
from students.sight import Sight

NUMBER = re.compile("[0-9]{1,18}")


@dataclass(frozen=True)
class Choice:
    """What a registrar may choose from, to begin a grid nobody has a mark in yet."""

    classes: list[tuple[str, str]]
    subjects: list[Subject]


def choice(sight: Sight, term: Term) -> Choice | None:
    """The classes (value, words) and subjects of a term, for who enters the marks of any."""
    if not sight.may_edit(term.institution_id):
        return None
    branches = Branch.objects.filter(institution=term.institution_id).in_bulk()
    classes = [
        (f"{branch}-{semester}-{section}", class_words(branches[branch], semester, section))
        for branch, semester, section in class_sizes(term)
    ]
    subjects = Subject.objects.filter(institution=term.institution_id)
    return Choice(sorted(classes, key=lambda one: one[1]), list(subjects))


def chosen_url(term: Term, chosen_class: str, subject: str) -> str:
    """The address of the grid that was chosen; empty where nothing sensible was."""
    branch, _, rest = chosen_class.partition("-")
    semester, _, section = rest.partition("-")
    numbers = (branch, semester, subject)
    if not all(NUMBER.fullmatch(one) for one in numbers):
        return ""
    return grid_url(term.pk, int(branch), int(semester), int(subject), section)
