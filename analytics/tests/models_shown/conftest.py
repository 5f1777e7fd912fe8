"""An institution with a model measured by hand, and people around it."""

import pytest

from analytics.prediction.code_versions import code_version
from analytics.prediction.packages import LEARNER, learner_there
from analytics.tests.prediction import made_versions
from students.tests import factories

WEEK = {
    "week": 8,
    "n": 1200,
    "auc": 0.8241,
    "auc_interval": [0.8139, 0.8341],
    "brier": 0.1624,
    "brier_interval": [0.1560, 0.1690],
    "ece": 0.0163,
    "ece_interval": [0.0150, 0.0290],
    "top": {"precision": 0.914, "recall": 0.206},
    "top_interval": {"precision": [0.88, 0.94], "recall": [0.19, 0.22]},
    "bins": [
        {"guess": 0.10, "outcome": 0.12, "n": 600},
        {"guess": 0.70, "outcome": 0.68, "n": 600},
    ],
}
GROUPS = [
    {"attribute": "gender", "group": "F", "n": 500, "gap": 0.031, "gap_interval": [0.012, 0.05]},
    {"attribute": "gender", "group": "M", "n": 700, "gap": -0.01, "gap_interval": [-0.03, 0.01]},
]
LEARNT = {
    "train_terms": ["2024-ODD"],
    "test_terms": ["2025-ODD"],
    "students": 2345,
    "inputs": ["clicks_rank", "made_share", "told_score"],
    "measures": {
        "weeks": [WEEK],
        "baselines": {"rule": [{"week": 8, "n": 1200, "auc": 0.693, "brier": 0.2111}]},
        "left_out": 17,
    },
    "groups": [{"week": 8, "groups": GROUPS}],
    "compared": {"rule": {"difference": -0.0487, "interval": [-0.0541, -0.0432]}},
    "verdict": "better",
}


def current():
    """What a version of this code and this scikit-learn says of itself."""
    return {"code_version": code_version(), "libraries": {LEARNER: learner_there()}}


@pytest.fixture
def place():
    return factories.institution()


@pytest.fixture
def version(place):
    """A version that was measured, and is not in use."""
    return made_versions.version(place, **LEARNT, **current())


@pytest.fixture
def signed_in(place, client):
    """Give a function from a role to a client that is signed in."""

    def as_role(role):
        of_branch = {"branch": factories.branch(place)} if role == "head" else {}
        person = factories.member(role, place, **of_branch)
        client.force_login(person)
        return client

    return as_role
