"""The filters of an address: which there are, which are in force, which mean nothing."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy

from analytics.choices import BATCH, BRANCH, SEMESTER, SUBJECT, Choice, Choices
from students.models import Institution, Term

INSTITUTION, TERM, RECORDS = "institution", "term", "records"
WHOLE = "whole"
CODED = (BRANCH, BATCH, SEMESTER, SUBJECT)
FILTERS = (INSTITUTION, TERM, *CODED)
PARAMETERS = (*FILTERS, RECORDS)
UNKNOWN = {
    INSTITUTION: gettext_lazy("There is no institution “%(value)s” here."),
    TERM: gettext_lazy("There is no term “%(value)s” here."),
    BRANCH: gettext_lazy("There is no branch “%(value)s” here."),
    BATCH: gettext_lazy("There is no batch “%(value)s” here."),
    SEMESTER: gettext_lazy("There is no semester “%(value)s” here."),
    SUBJECT: gettext_lazy("There is no subject “%(value)s” here."),
    RECORDS: gettext_lazy("There is no records “%(value)s” here."),
}
WHOLE_RECORDS = Choice(RECORDS, 0, WHOLE)


class ScopeError(ValueError):
    """A value of the address is not among what the viewer sees; `problems` are sentences.

    They are the same for what does not exist and for what is not theirs.
    """

    def __init__(self, problems: list[str]):
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


def chosen_of(
    asked: Mapping[str, str],
    institutions: Sequence[Institution],
    terms: Sequence[Term],
    choices: Choices,
) -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    """The values in force and the rows they mean; ScopeError names those that are unknown.

    Within a place that is unknown nothing else is looked for.
    """
    known = {
        INSTITUTION: institutions,
        TERM: terms,
        RECORDS: [WHOLE_RECORDS] if asked[RECORDS] == WHOLE else [],
    }
    found = {name: rows for name, rows in known.items() if asked[name]}
    if all(found.values()):
        found |= {name: choices.find(name, asked[name]) for name in CODED if asked[name]}
    unknown = [name for name in PARAMETERS if name in found and not found[name]]
    if unknown:
        raise ScopeError([UNKNOWN[name] % {"value": asked[name]} for name in unknown])
    chosen = {name: found[name][0].code for name in PARAMETERS if name in found}
    picked = {name: tuple(one.number for one in found[name]) for name in CODED if name in found}
    return chosen, picked
