"""A term derived anew from the list of terms: what was wrong is mended, the rest stands."""

import pytest

from students.models import Job, ResultSummary, Role, TermResult
from students.models.recompute import mend_summaries
from students.tests import factories as make
from students.tests.kept_worlds import kept

pytestmark = pytest.mark.django_db

TERMS = "/admin/students/term/"


@pytest.fixture
@kept
def term():
    term = make.term()
    make.paper_ten(term)
    return term


@pytest.fixture
def spoiled(term):
    """Results and a summary as somebody with SQL leaves them."""
    TermResult._base_manager.filter(grade="A").update(grade="F")
    ResultSummary._base_manager.update(students=77)


def sent(client, term, role=Role.REGISTRAR, of=None):
    client.force_login(make.member(role, of or term.institution))
    chosen = {"action": "recompute_term", "_selected_action": term.pk}
    return client.post(TERMS, chosen, follow=True)


def test_a_term_is_derived_anew_and_its_summaries_mended(client, term, spoiled):
    page = sent(client, term).content.decode()

    assert "10 results derived anew; 3 moved." in page
    assert "summary cells differed" in page
    assert TermResult.objects.filter(grade="A").count() == 3
    assert mend_summaries(term.institution_id, dry_run=True) == 0


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.ADMINISTRATOR])
def test_who_keeps_no_records_derives_nothing(client, term, spoiled, role):
    sent(client, term, role)

    assert not Job.objects.exists()
    assert not TermResult.objects.filter(grade="A").exists()


def test_anothers_term_is_left_alone(client, term, spoiled):
    sent(client, term, of=make.institution("NEXT"))

    assert not Job.objects.exists()
    assert not TermResult.objects.filter(grade="A").exists()


def test_many_chosen_results_are_a_job_too(client, term, spoiled, settings):
    settings.JOB_FROM_ROWS = 5
    client.force_login(make.member(Role.REGISTRAR, term.institution))
    ids = list(TermResult.objects.values_list("pk", flat=True))

    chosen = {"action": "recompute", "_selected_action": ids}
    page = client.post("/admin/students/termresult/", chosen, follow=True).content.decode()

    assert "10 results derived anew; 3 moved." in page
