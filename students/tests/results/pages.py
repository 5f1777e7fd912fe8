"""The pages of a class: their addresses, their words, what a form of theirs sends."""

import re

from django.urls import reverse

from students.models.copies import digest
from students.models.declaring import declare
from students.models.sheets import sheet_rows


def address(cohort, name="result-sheet"):
    kwargs = {"term": cohort.term.pk, "branch": cohort.branch.pk, "semester": cohort.semester}
    return reverse(name, kwargs=kwargs)


def declared(cohort, reason=""):
    return declare(cohort, digest(sheet_rows(cohort.results())), reason)


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def hidden(answer):
    return re.search(r'name="digest" value="(\w+)"', answer.content.decode())[1]
