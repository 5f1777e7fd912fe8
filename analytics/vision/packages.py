"""What seeing needs besides what PerfDash itself is installed with."""

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from django.utils.translation import gettext_lazy as _

PACKAGE = "opencv-python-headless"
MISSING = _(
    "Measuring rooms needs packages that are not installed here. Whoever runs the server installs"
    " them with: pip install --require-hashes -r requirements/vision.txt"
)


def are_there() -> bool:
    """Whether frames can be looked at here at all."""
    return find_spec("cv2") is not None


def seer_version() -> str:
    """The version of OpenCV that is installed; "" where it is not, or came by another package."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return ""
