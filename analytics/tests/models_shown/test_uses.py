"""Putting versions to use and out of it, and training: by whom, with a reason, nothing twice."""

import pytest
from django.urls import reverse

from analytics.models import Activation, ModelVersion
from analytics.prediction import activations, checks, packages
from analytics.prediction.refusals import UsedMeanwhileError
from analytics.tests.models_shown.conftest import LEARNT, current
from analytics.tests.prediction import made_versions
from students.models import Job
from students.tests import factories

pytestmark = pytest.mark.django_db
WHY = "The mentors found it right."


def use(reader, version, **values):
    said = {"why": WHY, "seen": 0, **values}
    return reader.post(reverse("model-use", args=[version.pk]), said, follow=True)


def told(answer):
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize("role", ["principal", "registrar"])
def test_a_version_is_put_to_use_with_who_and_why(version, signed_in, role):
    answer = use(signed_in(role), version)

    said = Activation.objects.get()
    assert (said.version, said.why, said.by.username[: len(role)]) == (version, WHY, role)
    assert told(answer) == ["Version 1 is in use from now on."]
    assert WHY in answer.content.decode()


def test_one_click_goes_back_to_the_version_before(version, signed_in):
    second = made_versions.version(version.institution, number=2, **LEARNT, **current())
    made_versions.use(version, version.institution)
    made_versions.use(second, version.institution)
    reader = signed_in("principal")

    page = reader.get(reverse("model-card"))
    assert page.context["before"] == version
    use(reader, version, seen=page.context["now"].pk)

    assert ModelVersion.objects.active(version.institution, "at_risk") == version
    assert Activation.objects.count() == 3


def test_none_is_put_to_use(version, signed_in):
    made_versions.use(version, version.institution)
    said = {"why": WHY, "target": "at_risk", "seen": Activation.objects.get().pk}

    answer = signed_in("registrar").post(
        reverse("model-none", args=[version.institution_id]), said, follow=True
    )

    assert ModelVersion.objects.active(version.institution, "at_risk") is None
    assert "the rules alone speak" in told(answer)[0]


@pytest.mark.parametrize("why", ["", "   ", "x" * 301])
def test_without_a_reason_nothing_changes(version, signed_in, why):
    answer = use(signed_in("principal"), version, why=why)

    assert not Activation.objects.exists()
    assert "say why" in told(answer)[0]


def test_who_has_not_seen_the_latest_use_changes_nothing(version, signed_in):
    made_versions.use(None, version.institution)

    answer = use(signed_in("principal"), version, seen=0)

    assert Activation.objects.count() == 1
    assert "since you opened the page" in told(answer)[0]


def test_the_latest_use_is_asked_for_under_the_lock(version, monkeypatch):
    """Somebody else is faster, and lets go of the lock only then."""
    lock = activations.lock

    def held(institution):
        monkeypatch.setattr(activations, "lock", lock)
        made_versions.use(None, institution)
        lock(institution)

    monkeypatch.setattr(activations, "lock", held)
    with pytest.raises(UsedMeanwhileError):
        activations.activate(version, WHY, seen=0)


def test_a_version_of_other_code_is_refused_in_a_sentence(version, signed_in, monkeypatch):
    monkeypatch.setattr(checks, "code_version", lambda: "other")

    answer = use(signed_in("principal"), version)

    assert not Activation.objects.exists()
    assert "was learnt by other code" in told(answer)[0]


@pytest.mark.parametrize("verdict", ["rule", "active", "no_term"])
def test_a_version_that_was_never_proven_is_refused_with_the_reason(place, signed_in, verdict):
    kept = LEARNT | {"verdict": verdict}
    unproven = made_versions.version(place, **kept, **current())
    reader = signed_in("principal")

    page = reader.get(reverse("model-card")).content.decode()
    answer = use(reader, unproven)

    assert "Put version 1 to use" not in page
    assert "Version 1 cannot be put to use" in page
    assert not Activation.objects.exists()
    assert unproven.get_verdict_display() in told(answer)[0]


def test_a_version_that_was_in_use_is_gone_back_to_whatever_is_said_of_it(place, signed_in):
    old = made_versions.version(place, **LEARNT | {"verdict": "rule"}, **current())
    made_versions.use(old, place)
    made_versions.use(None, place)

    use(signed_in("principal"), old, seen=Activation.objects.first().pk)

    assert ModelVersion.objects.active(place, "at_risk") == old


def test_while_scikit_learn_is_missing_one_can_go_back_and_nothing_untrue_is_said(
    version, signed_in, monkeypatch
):
    made_versions.use(version, version.institution)
    made_versions.use(None, version.institution)
    monkeypatch.setattr(checks, "learner_there", lambda: "")
    reader = signed_in("principal")

    page = reader.get(reverse("model-card")).content.decode()
    use(reader, version, seen=Activation.objects.first().pk)

    assert "guesses nothing new while scikit-learn is not installed here" in page
    assert "other code" not in page
    assert ModelVersion.objects.active(version.institution, "at_risk") == version


@pytest.mark.parametrize("role", ["head", "faculty", "mentor", "manager", "student"])
def test_others_put_nothing_to_use(version, signed_in, role):
    assert use(signed_in(role), version).status_code == 403
    assert not Activation.objects.exists()


def test_a_version_of_another_institution_is_as_if_it_did_not_exist(version, signed_in):
    elsewhere = factories.institution("OTHER")
    theirs = made_versions.version(elsewhere, **LEARNT, **current())
    reader = signed_in("principal")

    assert use(reader, theirs).status_code == 404
    for name in ("model-none", "model-train"):
        assert reader.post(reverse(name, args=[elsewhere.pk])).status_code == 404
    assert not Activation.objects.exists()


def test_training_from_the_page_is_a_job_that_says_what_came_of_it(place, signed_in):
    reader = signed_in("principal")
    answer = reader.post(reverse("model-train", args=[place.pk]), {"target": "dropout"})

    job = Job.objects.get()
    assert answer.url == reverse("job", args=[job.pk]) + "?follow=1"
    assert (job.kind, job.arguments["target"], job.state) == ("train", "dropout", "failed")
    assert job.outcome.startswith("Not enough history: two finished terms are needed")


def test_a_training_that_is_under_way_is_not_begun_again(place, signed_in, monkeypatch):
    reader = signed_in("principal")
    monkeypatch.setattr("analytics.views.model_uses.under_way", lambda here: True)

    answer = reader.post(reverse("model-train", args=[place.pk]), follow=True)

    assert told(answer) == ["This model is being trained already."]
    assert not Job.objects.exists()


def test_without_the_packages_training_says_what_to_install(place, signed_in, monkeypatch):
    monkeypatch.setattr(packages, "NEEDED", ("no_such_package",))

    answer = signed_in("principal").post(reverse("model-train", args=[place.pk]), follow=True)

    assert "pip install" in told(answer)[0]
    assert not Job.objects.exists()
