"""Who takes a subject in a class: the registered, or everybody where nobody is yet.

Who is exempt from the subject never takes it.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Person = TypeVar("Person", bound=Hashable)
REGISTERED, EXEMPT, NOT_REGISTERED = "registered", "exempt", "not registered"


def registration(marked: bool, exempt: bool, counted: bool) -> str:
    """What a first mark and a register of attendance say of one student, in their word."""
    if exempt:
        return EXEMPT
    return REGISTERED if marked or counted else NOT_REGISTERED


def takers(of_class: Mapping[Person, str]) -> set[Person]:
    """Of a class those who take the subject, by what is known of each."""
    registered = {one for one, known in of_class.items() if known == REGISTERED}
    return registered or {one for one, known in of_class.items() if known != EXEMPT}


def number_of_takers(students: int, registered: int, exempt: int) -> int:
    """How many they are, where the class was counted."""
    return registered or students - exempt


def others_words(others: int) -> str:
    """“, 40 not registered” of those who neither take the subject nor are exempt; else empty."""
    return f", {others} not registered" if others else ""
