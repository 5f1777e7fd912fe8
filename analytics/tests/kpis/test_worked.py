"""Every figure is the one that docs/kpis.md works out by hand."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from analytics.kpis import KPIS, trainer_effectiveness
from analytics.kpis.readings import Readings
from analytics.kpis.words import figure_text
from analytics.tests.kpis.worlds import readings, two_batches, worked
from students.tests import factories as make

pytestmark = pytest.mark.django_db
ROW = re.compile(r"^\| ([a-z_]+) \| [^|]+ \| ([0-9.,−]+) \|$", re.MULTILINE)


def told() -> dict[str, str]:
    """The values of the document, by slug."""
    return dict(ROW.findall((Path(settings.BASE_DIR) / "docs" / "kpis.md").read_text("utf-8")))


def texts(found: Readings) -> dict[str, str]:
    return {one.kpi.slug: figure_text(one.value, one.kpi.unit) for one in found.all()}


def test_the_document_works_out_every_figure():
    assert set(told()) == set(KPIS)


def test_every_figure_of_the_institution_is_the_one_worked_by_hand():
    found = texts(readings(make.member("principal", worked().institution)))
    expected = told() | {"trainer_effectiveness": "–"}
    assert found == expected


def test_a_batch_that_is_all_there_is_has_the_same_figures_but_for_the_channels():
    found = texts(readings(make.member("principal", worked().institution), batch="B1"))
    people = {slug: text for slug, text in told().items() if KPIS[slug].people}
    assert {slug: found[slug] for slug in people} == people | {"trainer_effectiveness": "–"}
    assert {found[slug] for slug in KPIS if not KPIS[slug].people} == {"–"}


def test_a_trainer_is_measured_against_what_the_batch_brought():
    person = make.member("principal", two_batches().institution)
    one = readings(person, batch="B1").of(KPIS["trainer_effectiveness"])
    assert figure_text(one.value, one.kpi.unit) == told()["trainer_effectiveness"]
    found = trainer_effectiveness.interval(one.found)
    assert f"{found.low / 10**10:.2f} to {found.high / 10**10:.2f}" == "3.69 to 6.31"


def test_parts_beside_the_figures():
    all_of = {
        one.kpi.slug: one for one in readings(make.member("principal", worked().institution)).all()
    }

    def part(slug, name):
        unit = next(one.unit for one in KPIS[slug].parts if one.name == name)
        return figure_text(unit.value(*all_of[slug].found.parts[name]), unit)

    assert part("pass_rate", "all_passed") == "33.3"
    assert part("student_efficiency_score", "submissions") == "83.3"
    assert part("active_learner_score", "frequency") == "58.3"
    assert part("batch_quality_index", "rating") == "80.0"
    assert part("dropout_risk_score", "delay") == "30.0"
    assert part("overdue_fees", "owing") == "2"
