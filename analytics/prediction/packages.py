"""What learning and guessing need besides what PerfDash itself is installed with."""

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from django.utils.translation import gettext_lazy as _

NEEDED = ("sklearn", "skops")
LEARNER = "scikit-learn"
INSTALL = "pip install --require-hashes -r requirements/ml.txt"
MISSING = _(
    "Predictions need packages that are not installed here. Whoever runs the server installs them"
    " with: pip install --require-hashes -r requirements/ml.txt"
)


def are_there() -> bool:
    """Whether versions can be learnt and asked here at all."""
    return all(map(find_spec, NEEDED))


def learner_there() -> str:
    """The version of scikit-learn that is installed; "" where none is."""
    try:
        return version(LEARNER)
    except PackageNotFoundError:
        return ""
