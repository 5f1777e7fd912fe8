"""One attempt at one subject by the oracle: heads, pass, letter, point, the grace it wants."""

from fractions import Fraction
from itertools import combinations

from students.tests.rules.ordinances.cases import Part, Typed

HUNDREDTH = Fraction(1, 100)


class Subject:
    """One attempt: head name -> (score, maximum, least share), grace by head, grade."""

    def __init__(self, rules: dict, typed: Typed):
        self.rules, self.typed, self.grace = rules, typed, {}
        self.code, self.credits = typed.code, Fraction(typed.credits)
        parts = chosen(rules, typed.parts)
        self.state = typed.state if not typed.parts else state_of(parts)
        self.score = Fraction(typed.score or 0)
        self.maximum = Fraction(typed.maximum)
        if typed.parts:
            self.score = sum((Fraction(part.score or 0) for part in parts), Fraction())
            self.maximum = sum((Fraction(part.maximum) for part in parts), Fraction())
        self.heads = dict(heads_of(rules, parts))
        self.whole = Fraction(rules["subject_pass"]["percent_at_least"]) / 100

    @property
    def known(self) -> bool:
        return self.state in ("present", "absent")

    @property
    def passed(self) -> bool:
        if self.state != "present" or any(not sat for *_, sat in self.heads.values()):
            return False
        heads = all(
            score + self.grace.get(name, 0) >= least * maximum
            for name, (score, maximum, least, _) in self.heads.items()
        )
        return heads and self.score + sum(self.grace.values()) >= self.whole * self.maximum

    @property
    def letter(self) -> str:
        bands = self.rules["bands"]
        if not self.known:
            return "-"
        if not self.passed:
            return bands[-1]["letter"]
        percent = (self.score + sum(self.grace.values())) / self.maximum * 100
        reached = [band["letter"] for band in bands if percent >= Fraction(band["at_least"])]
        return reached[0] if reached[0] != bands[-1]["letter"] else bands[-2]["letter"]

    def point(self, letter: str = "") -> Fraction:
        letters = [band["letter"] for band in self.rules["bands"]]
        letter = letter or self.letter
        usual = {one: 10 - place for place, one in enumerate(letters[:-1])} | {letters[-1]: 0}
        return Fraction(self.rules["ordinance"].get("points", usual)[letter])

    def wanted(self) -> dict[str, Fraction]:
        """The grace that would pass it: raised by hundredths, head after head, then the whole."""
        given = {}
        for name, (score, maximum, least, sat) in self.heads.items():
            if not sat:
                return {}
            while score + given.get(name, 0) < least * maximum:
                given[name] = given.get(name, Fraction()) + HUNDREDTH
        while self.score + sum(given.values()) < self.whole * self.maximum:
            given["Aggregate"] = given.get("Aggregate", Fraction()) + HUNDREDTH
        return given if self.state == "present" else {}

    def size(self, head: str) -> Fraction:
        return self.heads[head][1] if head in self.heads else self.maximum


def chosen(rules: dict, parts: tuple[Part, ...]) -> list[Part]:
    left = [part for part in parts if part.state != "exempt"]
    for best in rules["ordinance"].get("best_of", []):
        among = [part for part in left if part.kind in best["kinds"]]
        if len(among) > best["count"] and all(part.state != "pending" for part in among):
            kept = max(
                combinations(among, best["count"]),
                key=lambda some: sum(Fraction(p.score or 0) / Fraction(p.maximum) for p in some),
            )
            left = [part for part in left if part not in among] + list(kept)
    return left


def state_of(parts: list[Part]) -> str:
    states = {part.state for part in parts}
    if "pending" in states:
        return "pending"
    return "absent" if states == {"absent"} else "present"


def heads_of(rules: dict, parts: list[Part]):
    for head in rules["ordinance"].get("heads", []):
        own = [part for part in parts if part.kind in head["kinds"]]
        if own:
            score = sum(Fraction(part.score or 0) for part in own)
            maximum = sum(Fraction(part.maximum) for part in own)
            sat = any(part.state == "present" for part in own)
            yield head["name"], (score, maximum, Fraction(head["at_least"]) / 100, sat)
