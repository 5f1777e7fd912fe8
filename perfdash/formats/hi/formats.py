"""Hindi pages write days and times as all do."""

from perfdash.formats import *  # noqa: F403
