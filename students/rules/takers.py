"""Who takes a subject in a class: the registered, or everybody where nobody is yet.

A pending mark and a register of attendance are made for those who take it; a mark that is entered
says so of its student, and nothing of the others. Who is exempt from the subject never takes it.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from students.rules.words import gettext as _

Person = TypeVar("Person", bound=Hashable)
REGISTERED, MARKED, EXEMPT, UNKNOWN = "registered", "marked", "exempt", "unknown"


def registration(state: str | None, counted: bool) -> str:
    """What is known of one student, in a word; `state` is that of the first mark, if there is one.

    `counted`: a register of attendance has the student in this subject.
    """
    if state == "exempt":
        return EXEMPT
    if counted or state == "pending":
        return REGISTERED
    return UNKNOWN if state is None else MARKED


def takers(of_class: Mapping[Person, str]) -> set[Person]:
    """Of a class those who take the subject, by what is known of each."""
    if REGISTERED in of_class.values():
        return {one for one, known in of_class.items() if known in (REGISTERED, MARKED)}
    return {one for one, known in of_class.items() if known != EXEMPT}


def number_of_takers(students: int, registered: int, marked: int, exempt: int) -> int:
    """How many they are, where the class was counted by these words."""
    return registered + marked if registered else students - exempt


def entered_words(entered: int, taking: int, others: int) -> str:
    """“1 of 2, 40 not registered”: the 40 neither take the subject nor are exempt from it."""
    words = _("%(part)s of %(whole)s")
    if others:
        words = _("%(part)s of %(whole)s, %(others)s not registered")
    return words % {"part": entered, "whole": taking, "others": others}
