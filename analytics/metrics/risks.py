"""How many students are at which risk."""

from analytics.metrics.figures import Figures
from students.rules.risk import LEVELS


def risk_counts(figures: Figures) -> dict[str, int]:
    """Students by level, the highest first; "unknown" is not enough data."""
    return {level: figures.total.risks.get(level, 0) for level in LEVELS}
