"""What a form says of one class: for each student the presence it was shown with, and the new one.

Fields: `state-<result>` and `was-<result>` (empty: not on the roll), `held` and `was_held` ("yes",
"no"; `was_held` empty where the page was opened before the class was taken).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from students.rules.presence import PRESENCES

STATE = re.compile(r"state-([0-9]{1,18})")
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Entry:
    """One student's presence as it was shown, and as it shall be."""

    was: str
    state: str

    @property
    def touched(self) -> bool:
        return self.was != self.state


@dataclass(frozen=True)
class Said:
    """All that a form says; `problems` are sentences for what it cannot say."""

    held: bool = True
    was_held: bool | None = None
    entries: Mapping[int, Entry] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def turns(self) -> bool:
        """Whether the class shall be held or cancelled otherwise than it was shown."""
        return self.was_held != self.held

    @property
    def touched(self) -> dict[int, Entry]:
        """Of the students those whose presence shall change."""
        return {pk: entry for pk, entry in self.entries.items() if entry.touched}


def said(post: Mapping[str, str]) -> Said:
    """The form of a POST; whatever is sent, it can be asked about."""
    entries, problems = {}, []
    for name, value in post.items():
        if place := STATE.fullmatch(name):
            entry = Entry(post.get(f"was-{place[1]}", ""), value)
            entries[int(place[1])] = entry
            unknown = {entry.was, entry.state} - {"", *PRESENCES}
            words = _("“%(word)s” is no presence.")
            problems += [words % {"word": word[:20]} for word in sorted(unknown)]
    return Said(
        held=post.get("held") != NO,
        was_held={YES: True, NO: False}.get(post.get("was_held", "")),
        entries=entries,
        problems=tuple(dict.fromkeys(problems)),
    )
