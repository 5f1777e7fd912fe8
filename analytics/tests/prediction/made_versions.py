"""Versions and predictions made by hand, without learning anything."""

import datetime

from analytics.models import Activation, ModelVersion, Prediction

DAY = datetime.date(2026, 8, 5)


def version(of, number=1, target="at_risk", **values):
    """A version of an institution, not in use."""
    return ModelVersion.objects.create(
        institution=of,
        target=target,
        number=number,
        **{
            "data_from": DAY,
            "data_to": DAY,
            "students": 1,
            **{name: [] for name in ("train_terms", "test_terms", "inputs", "measures", "groups")},
            **{name: {} for name in ("libraries", "compared")},
            **values,
        },
    )


def use(of: ModelVersion | None, institution, target="at_risk"):
    """Put a version to use, or none."""
    Activation.objects.create(institution=institution, target=target, version=of, why="so")


def guess(by, enrolment, as_of=DAY, **values):
    """What a version said of an enrolment on a day."""
    return Prediction.objects.create(
        version=by,
        enrolment=enrolment,
        as_of=as_of,
        **{"stage": 28, "millionths": 1, "inputs": [], "pulls": {}, **values},
    )
