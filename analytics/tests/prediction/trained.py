"""A version that really learnt something: trained once in a run, stored anew in each test."""

import datetime
from unittest.mock import patch

from django.db import transaction

from analytics.models import Activation, ModelVersion
from analytics.prediction import learners, training
from analytics.tests.prediction.registers import online_term
from students.tests import factories
from students.tests.kept_worlds import kept

TODAY = datetime.date(2026, 1, 15)
LEARNT: dict = {}  # the columns of the one version, and the number of the one then in use


def trained(of):
    """A version in use at an institution, learnt from 2024-ODD and proven on 2025-ODD."""
    if not LEARNT:
        LEARNT.update(_learnt())
    columns = {name: value for name, value in LEARNT.items() if name != "in use"}
    version = ModelVersion.objects.create(institution=of, number=1, **columns)
    Activation.objects.create(
        institution=of, target=version.target, version=version, why=str(version.verdict)
    )
    return version


@kept
def two_terms(of):
    """Both finished terms of the version, at an institution: to train there or to test."""
    online_term(of, "2024-ODD", 2024)
    online_term(of, "2025-ODD", 2025)


def little():
    """Within it training is quick: it is the way that is tested, not the guesses."""
    return patch.multiple(training, WEEKS=(0, 4), ROUNDS=20), patch.object(learners, "TREES", 20)


def _learnt() -> dict:
    weeks, trees = little()
    with weeks, trees, transaction.atomic():
        place = factories.institution("LEARNT")
        two_terms(place)
        version = training.train(place, "at_risk", TODAY)
        active = ModelVersion.objects.active(place, "at_risk")
        transaction.set_rollback(True)
    apart = {"id", "institution", "number", "trained_at"}
    fields = [field.name for field in ModelVersion._meta.concrete_fields]
    columns = {name: getattr(version, name) for name in fields if name not in apart}
    return columns | {"in use": active and active.number}
