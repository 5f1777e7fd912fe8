"""What inputs are about, in a mentor's words: reasons are told by theme, not by input."""

THEMES = {
    "earlier": ("earlier_",),
    "classes": ("classes_",),
    "recent_activity": (
        "_1w",
        "_2w",
        "_4w",
        "silent_",
        "days_change",
        "rank_change",
        "_lately",
        "slope",
        "_fading",
    ),
    "work": ("made_", "missed_", "last_made", "next_made", "ahead", "banked"),
    "scores": ("score_", "lowest_", "last_score"),
    "punctuality": ("days_late", "late_share"),
    "beginning": ("early_", "registered", "first_week", "week_rank_first"),
    "studies": ("education", "attempts", "credits", "subjects_"),
}
REST = "activity"
COURSE = "course"  # the pace at which the course loses students
SUBJECT = "subject"  # what past courses of the subject lost
ALL = (*THEMES, REST, COURSE, SUBJECT)
NOT_LEARNT = ("told_", "course_")  # inputs that reasons and the pace are told from


def theme_of(name: str) -> str:
    """The theme of an input: the first that a part of its name stands for."""
    for theme, parts in THEMES.items():
        if any(part in name for part in parts):
            return theme
    return REST


def themes_of(names: list[str]) -> list[str]:
    """The themes of the inputs that something is learnt from, in the order of all."""
    learnt = {theme_of(name) for name in names if not name.startswith(NOT_LEARNT)}
    return [theme for theme in ALL if theme in learnt]
