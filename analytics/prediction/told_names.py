"""The names of what reasons are told from; without numpy, so that pages may ask."""

STANDING = (
    *("told_active", "told_clicks", "told_clicks_2w", "told_early_clicks"),
    *("told_score", "told_attempts"),
)
DAYS = ("told_days", "told_days_4w", "told_early_days")
WHOLE = "told_of_"  # of how many classes, or pieces of work, a share is one
SHARES = ("classes_share", "classes_share_4w", "made_share", "late_share")
COMPARED = (
    *SHARES,
    *("score_so_far", "subjects_at_once", "earlier_percent", "earlier_classes"),
    *DAYS,
)


def mean_of(name: str) -> str:
    """The name of the course's mean of a figure."""
    return f"told_mean_{name.removeprefix('told_')}"


OF_ITS_DAY = (
    *DAYS,
    *(f"{WHOLE}{name}" for name in SHARES),
    *map(mean_of, COMPARED),
)
TOLD = (*STANDING, *OF_ITS_DAY)
