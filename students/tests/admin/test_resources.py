"""`import_data` in a shell goes the way of every other file."""

import pytest
from tablib import Dataset

from students.admin.resources import MarkResource, TermResultResource
from students.models import Mark, TermResult, policy
from students.rules.policy import Policy
from students.tests import factories as make
from students.tests.admin.test_imports import GOOD, MIXED

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make.term()


def test_the_resource_feeds_the_same_engine(term):
    dataset = Dataset().load(GOOD, format="csv")

    tried = MarkResource().import_data(dataset, dry_run=True, term=term)
    assert not Mark.objects.exists()
    done = MarkResource().import_data(dataset, term=term)

    assert tried.totals == done.totals
    assert done.totals["new"] == 2
    assert not done.has_errors()
    assert Mark.objects.count() == 4
    assert TermResult.objects.get(student__roll_key="A2").risk == "High"


def test_the_resource_tells_every_refused_row(term):
    result = MarkResource().import_data(Dataset().load(MIXED, format="csv"), term=term)

    assert result.has_validation_errors()
    (row,) = result.invalid_rows
    assert row.number == 3
    assert "eighty" in row.values
    assert not Mark.objects.exists()


def test_an_export_reads_each_policy_once(term, monkeypatch):
    make.paper_ten(term)
    policy._stored_policy.cache_clear()
    read, from_definition = [], Policy.from_definition
    monkeypatch.setattr(
        Policy, "from_definition", lambda given: read.append(given) or from_definition(given)
    )

    rows = TermResultResource().export(TermResult.objects.select_related("policy_version"))

    assert len(rows) == 10
    assert rows["Average"][0] == "95.60"
    assert len(read) == 1
