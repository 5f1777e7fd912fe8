"""What a grid sends to be stored: the texts typed, and what each cell was shown with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from students.grids.texts import text_of, usual, value_of

THEIRS = "theirs"


class NotSent(ValueError):
    """What arrived was not sent by a grid."""


@dataclass(frozen=True)
class Sent:
    """By the names of cells: `texts` typed, and the tokens (`shown`) they were shown with.

    A cell that is not among the texts was not touched. `maximum` is what first marks are out of.
    """

    texts: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    maximum: str = ""

    @classmethod
    def read(cls, posted: Mapping[str, str]) -> "Sent":
        """What a form or the script posted; NotSent where no grid posts that.

        cell-NAME is a text, choice-NAME the end of a conflict (“mine:TOKEN”, “theirs:TOKEN”, the
        token being the colleague's), `shown` a JSON object of tokens.
        """
        texts, shown = _named(posted, "cell-"), _shown(posted.get("shown", ""))
        for name, choice in _named(posted, "choice-").items():
            whose, _, token = choice.partition(":")
            shown[name] = token
            if whose == THEIRS:
                texts.pop(name, None)
        _check(shown.values())
        return cls(texts, shown, posted.get("maximum", "").strip())

    @property
    def touched(self) -> dict[str, str]:
        """The texts that are not what was shown, however they are spelt."""
        return {
            name: text
            for name, text in self.texts.items()
            if usual(text) != text_of(value_of(self.shown.get(name, "")))
        }

    @property
    def result_ids(self) -> set[int]:
        """The numbers of the results whose cells were touched."""
        numbers = (name.partition("-")[0] for name in self.touched)
        return {int(number) for number in numbers if number.isdecimal() and len(number) < 19}


def _named(posted: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): posted[name] for name in posted if name.startswith(prefix)}


def _shown(text: str) -> dict[str, str]:
    try:
        shown = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotSent("“shown” is no JSON, or is nested beyond reason") from error
    if not isinstance(shown, dict) or not all(isinstance(one, str) for one in shown.values()):
        raise NotSent("“shown” is no object of texts")
    return shown


def _check(tokens):
    try:
        for token in tokens:
            value_of(token)
    except ValueError as error:
        raise NotSent("“shown” holds what no cell is shown with") from error
