"""Classes whose results can be declared."""

from students.models import Subject
from students.models.copies import digest
from students.models.declaring import publish_declaration
from students.models.sheets import Cohort, sheet_rows
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make


def ordained(in_term, ordinance):
    """Results made from here on are bound to the paper's bands with this ordinance."""
    version = make.policy_version(
        in_term.institution, PAPER_POLICY.definition() | {"ordinance": ordinance}
    )
    version.assignments.create(institution=in_term.institution, from_term=in_term)
    return version


def credited(place, **credits):
    for title, count in credits.items():
        Subject.objects.filter(pk=make.subject(place, title).pk).update(credits=count)


def class_of_three(term):
    """Asha passes both, Bela fails one, Charu both."""
    credited(term.institution, Mathematics=4, Physics=2)
    rows = {}
    for name, scores in (("ASHA", (92, 61)), ("BELA", (75, 39)), ("CHARU", (20, 30))):
        result = make.result(term, make.student(term.institution, name))
        for title, score in zip(("Mathematics", "Physics"), scores, strict=True):
            make.mark(result, title, score)
        rows[name] = result
    return Cohort(term, rows["ASHA"].branch, 4), rows


def seen(cohort):
    return digest(sheet_rows(cohort.results()))


def publish(declaration):
    """Publish it as its sheet stands now; how many marks became visible."""
    cohort = Cohort(declaration.term, declaration.branch, declaration.semester)
    return publish_declaration(declaration, seen(cohort))
