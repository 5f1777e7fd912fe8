"""The pages of a class: their addresses, their words, what a form of theirs sends."""

import re

from django.urls import reverse

from students.models.declaring import declare
from students.tests.models.classes import seen


def address(cohort, name="result-sheet"):
    kwargs = {"term": cohort.term.pk, "branch": cohort.branch.pk, "semester": cohort.semester}
    return reverse(name, kwargs=kwargs)


def declared(cohort, reason=""):
    return declare(cohort, seen(cohort), reason)


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def hidden(answer):
    return re.search(r'name="digest" value="(\w+)"', answer.content.decode())[1]
