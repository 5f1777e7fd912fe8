"""The card of a model: plain sentences with the stored figures, states, files, who may read it."""

import pytest
from django.urls import reverse
from django.utils import translation

from analytics.dashboards.model_words import GROUPS, THEMES, why_words
from analytics.models import Activation, ModelVersion
from analytics.prediction import checks
from analytics.prediction.themes import ALL
from analytics.tests.models_shown.conftest import LEARNT, current
from analytics.tests.prediction import made_versions
from students.tests import factories
from students.tests.pages import steady

pytestmark = pytest.mark.django_db
CARD = reverse("model-card")


def text(answer):
    return " ".join(steady(answer.content).decode().split())


def test_it_says_in_words_what_was_learnt_and_how_good_it_is(version, signed_in):
    made_versions.use(version, version.institution)

    page = text(signed_in("head").get(CARD))

    assert (
        "from 2,345 enrolments of 2024-ODD (5 Aug 2026 to 5 Aug 2026), and proven on 2025" in page
    )
    assert "Left out: 17 enrolments" in page
    assert "Its guesses surely came closer to what happened than the rules did." in page
    assert "of every 100 students in the tenth it put highest, 91 did fail or withdraw." in page
    assert "Of every 100 who failed or withdrew, 21 were among them." in page
    assert "put that one higher 82 times in 100; the risk by the rules did so 69 times." in page
    assert "−0.0487" in page
    assert "−0.0541 to −0.0432" in page
    assert "lay 1.6 points from what came true" in page
    assert "Gender F" not in page
    assert "is for the principal to read" in page
    assert "Never among them: gender" in page
    assert "Version 1 is in use since" in page


def test_errors_by_group_are_for_a_principal_alone(version, signed_in):
    tables = range(1, 9)

    def files(role):
        reader = signed_in(role)
        urls = [reverse("model-card-file", args=[version.pk, place, "csv"]) for place in tables]
        answers = [reader.get(url) for url in urls]
        return [b"".join(one) for one in answers if one.status_code == 200]

    assert "errs most for Gender F: 3.1 points too high (1.2–5.0)" in text(
        signed_in("principal").get(CARD)
    )
    every = files("principal")
    assert b"Gender F" in every[-1]
    for role in ("registrar", "head", "mentor", "faculty"):
        assert "Gender" not in text(signed_in(role).get(CARD)).replace("gender", "")
        assert files(role) == every[:-1]


def test_what_is_not_sure_is_not_said_to_be_better(version, place, signed_in):
    compared = {
        "rule": {"difference": -0.001, "interval": [-0.01, 0.008]},
        "active": {"difference": 0.02, "interval": [0.01, 0.03]},
    }
    values = LEARNT | {"target": "dropout", "compared": compared}
    made_versions.version(place, **values, **current())

    page = text(signed_in("head").get(CARD, {"target": "dropout"}))

    assert "It is not sure that its guesses come closer" in page
    assert "surely lay farther from what happened than those of the version then in use" in page
    assert "Of every 100 who withdrew, 21 were among them." in page


def test_the_tables_have_the_stored_measures_with_intervals(version, signed_in):
    rows = signed_in("mentor").get(reverse("model-card-file", args=[version.pk, 1, "csv"]))

    heads, week = rows.content.decode("utf-8-sig").splitlines()
    assert week.startswith('Week 8,"1,200",0.824,0.814–0.834,0.162,0.156–0.169,0.016,0.015–0.029')
    assert week.endswith("91\u00a0%,88–94,21\u00a0%,19–22")
    assert heads.count("interval") == 5


def test_the_plot_has_a_point_for_each_bin_on_the_scale_of_its_axes(version, signed_in):
    (plot, rows), *_ = signed_in("faculty").get(CARD).context["plots"]

    assert [(point.x, point.y) for point in plot.points] == [("54.0", "184.0"), ("174.0", "72.0")]
    assert rows[0] == ("10.0\u00a0%", "12.0\u00a0%", "600")


def test_where_none_is_in_use_it_says_that_the_rules_alone_speak(version, signed_in):
    assert "No version was ever in use: the rules alone speak." in text(signed_in("head").get(CARD))


def test_without_any_model_it_says_what_it_takes(signed_in):
    page = text(signed_in("principal").get(CARD))

    assert "No model was learnt here yet. It takes two finished terms" in page
    assert "Train a new version" in page


def test_a_version_of_other_code_is_said_to_guess_no_more(version, signed_in, monkeypatch):
    monkeypatch.setattr(checks, "code_version", lambda: "other")

    page = text(signed_in("principal").get(CARD))

    assert "Version 1 was learnt by other code" in page
    assert "Put version 1 to use" not in page


def test_versions_that_were_kept_and_not_used_are_listed_with_their_verdicts(version, signed_in):
    kept = LEARNT | {"verdict": ModelVersion.Verdict.NOT_BETTER_THAN_RULE}
    second = made_versions.version(version.institution, number=2, **kept, **current())
    made_versions.use(version, version.institution)

    page = text(signed_in("head").get(CARD))

    assert "Not proven better than the rules" in page
    assert reverse("model-card-version", args=[second.pk]) in page


def test_each_target_has_its_card_and_the_one_in_use_comes_first(version, signed_in):
    other = made_versions.version(version.institution, target="dropout", **LEARNT, **current())
    made_versions.use(other, version.institution, "dropout")
    reader = signed_in("head")

    assert reader.get(CARD).context["version"] == other
    assert reader.get(CARD, {"target": "at_risk"}).context["version"] == version
    assert reader.get(CARD, {"target": "nonsense"}).context["version"] == other


def test_another_institution_is_as_if_it_did_not_exist(version, signed_in):
    elsewhere = factories.institution("OTHER")
    theirs = made_versions.version(elsewhere, **LEARNT, **current())
    reader = signed_in("principal")

    hidden = reader.get(CARD, {"institution": "OTHER"})
    missing = reader.get(CARD, {"institution": "NOSUCH"})

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert text(hidden).replace("OTHER", "NOSUCH") == text(missing)
    assert reader.get(reverse("model-card-version", args=[theirs.pk])).status_code == 404


@pytest.mark.parametrize("role", ["student", "manager", "accountant", "administrator"])
def test_it_is_for_who_is_shown_guesses(version, signed_in, role):
    assert signed_in(role).get(CARD).status_code == 403


def test_a_card_takes_few_queries_however_many_versions_there_are(
    version, signed_in, django_assert_max_num_queries
):
    reader = signed_in("principal")
    for number in range(2, 7):
        later = made_versions.version(version.institution, number=number, **LEARNT, **current())
        made_versions.use(later, version.institution)

    with django_assert_max_num_queries(20):
        reader.get(CARD)


def test_every_theme_and_audited_group_has_its_words():
    assert set(ALL) <= set(THEMES)
    assert set(GROUPS) == {"gender", "age_band", "disability", "deprivation_band", "region"}


def test_the_reason_of_the_training_is_said_in_the_readers_language(version):
    activation = Activation(by=None, why=str(ModelVersion.Verdict.BETTER.label))
    with translation.override("hi"):
        assert why_words(activation) == str(ModelVersion.Verdict.BETTER.label) != activation.why
        activation.by = factories.user("somebody")
        assert why_words(activation) == activation.why
