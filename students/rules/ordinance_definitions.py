"""Reads the ordinance in a policy's definition; `ordinance_texts` writes it back."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from students.rules import ordinances as words
from students.rules.definition_values import ValueReader
from students.rules.keys import key_of
from students.rules.ordinances import (
    BestOf,
    ClassLine,
    Grace,
    Head,
    Ordinance,
    Parts,
    Promotion,
    Step,
)
from students.rules.words import gettext as _

LARGEST_POINT = 100 * words.POINT
PARTS = ("points", "heads", "best_of", "grace", "classes", "attempts", "average", "promotion")
GRACE_PERCENTS = ("head_percent", "total_percent", "subjects_percent")
GRACE_COUNTS = ("heads", "subjects")
GRACE_FLAGS = ("whole_marks", "whole_examination")
GRACE = (
    *("code", "for", "letter", "per_head", "total_marks"),
    *(*GRACE_PERCENTS, *GRACE_COUNTS, *GRACE_FLAGS),
)
PROMOTION = ("backlogs_at_most", "credits_at_least", "whole_credits", "needs")


class OrdinanceReader(ValueReader):
    """Reads an ordinance for bands of these letters."""

    def __init__(self, letters: Sequence[str], problems: list[str]):
        super().__init__(problems)
        self.letters = letters

    def ordinance(self, definition: object) -> Ordinance:
        """The ordinance a definition describes; the default one where there is none."""
        part = self.settings("ordinance", {} if definition is None else definition, PARTS)
        return Ordinance(
            points=self._points("ordinance.points", part("points")),
            heads=self._heads("ordinance.heads", part("heads")),
            best_of=self.rows("ordinance.best_of", part("best_of"), self._best_of),
            grace=self.rows("ordinance.grace", part("grace"), self._grace),
            classes=self._classes("ordinance.classes", part("classes")),
            **self._attempts("ordinance.attempts", part("attempts")),
            **self._average("ordinance.average", part("average")),
            promotion=self.optional("ordinance.promotion", part("promotion"), self._promotion),
        )

    def _points(self, where: str, value: object) -> tuple[int, ...]:
        if value is None:
            return ()
        point = self.settings(where, value, tuple(self.letters))
        points = tuple(
            self.number(f"{where}.{letter}", point(letter), LARGEST_POINT)
            for letter in self.letters
        )
        if None in points or not points:
            return ()
        if points[-1] or any(below > above for above, below in pairwise(points)):
            self.problems.append(
                _("%(where)s: they fall from the best grade to 0 for the last.") % {"where": where}
            )
        return points

    def _heads(self, where: str, value: object) -> tuple[Head, ...]:
        heads = self.rows(where, value, self._head)
        names = [key_of(words.AGGREGATE), *(key_of(head.name) for head in heads if head.name)]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.problems.append(
                _("%(where)s: the name %(name)s stands more than once.")
                % {"where": where, "name": name}
            )
        return heads

    def _head(self, where: str, row: object) -> Head:
        part = self.settings(where, row, ("name", "kinds", "codes", "at_least"))
        at_least = self.percent(f"{where}.at_least", part("at_least"))
        return Head(self.text(f"{where}.name", part("name")), self._parts(where, part), at_least)

    def _best_of(self, where: str, row: object) -> BestOf:
        part = self.settings(where, row, ("kinds", "codes", "count"))
        count = self.count(f"{where}.count", part("count"))
        if count == 0:
            self.problems.append(_("%(where)s.count: at least one counts.") % {"where": where})
        return BestOf(self._parts(where, part), count)

    def _parts(self, where: str, part: Callable) -> Parts:
        kinds = self.rows(f"{where}.kinds", part("kinds"), self._kind)
        codes = self.rows(f"{where}.codes", part("codes"), self.text)
        if not kinds and not codes:
            self.problems.append(
                _("%(where)s: it names no kinds and no codes of components.") % {"where": where}
            )
        return Parts(tuple(sorted(set(kinds))), tuple(sorted({key_of(code) for code in codes})))

    def _kind(self, where: str, value: object) -> str:
        return self.choice(where, value, words.COMPONENT_KINDS)

    def _grace(self, where: str, row: object) -> Grace:
        part = self.settings(where, row, GRACE)
        purpose = self.choice(f"{where}.for", part("for"), words.GRACE_PURPOSES)

        def limits(names: tuple[str, ...], read: Callable) -> dict:
            return {name: self.optional(f"{where}.{name}", part(name), read) for name in names}

        return Grace(
            code=self.text(f"{where}.code", part("code")),
            purpose=purpose,
            letter=self._letter(f"{where}.letter", part("letter"), purpose == words.GRADE),
            per_head=self._steps(f"{where}.per_head", part("per_head")),
            **limits(("total_marks",), self.marks),
            **limits(GRACE_PERCENTS, self.percent),
            **limits(GRACE_COUNTS, self.count),
            **{name: self.flag(f"{where}.{name}", part(name)) for name in GRACE_FLAGS},
        )

    def _steps(self, where: str, value: object) -> tuple[Step, ...]:
        steps = self.rows(where, value, self._step)
        ends = [step.up_to for step in steps]
        if None in ends[:-1] or any(
            below is not None and below <= above
            for above, below in pairwise(ends)
            if above is not None
        ):
            self.problems.append(
                _("%(where)s: the steps rise, and only the last one is open.") % {"where": where}
            )
        return steps

    def _step(self, where: str, row: object) -> Step:
        part = self.settings(where, row, ("up_to", "marks"))
        up_to = self.optional(f"{where}.up_to", part("up_to"), self.marks)
        return Step(up_to, self.marks(f"{where}.marks", part("marks")))

    def _letter(self, where: str, value: object, needed: bool) -> str:
        """A passing letter where it is needed, and none elsewhere."""
        if value is None and not needed:
            return ""
        if not needed or value not in self.letters[:-1]:
            self.problems.append(
                _("%(where)s: %(value)s is not a passing grade that is asked for.")
                % {"where": where, "value": f"{value!r}"}
            )
            return ""
        return value

    def _classes(self, where: str, value: object) -> tuple[ClassLine, ...]:
        rows = self.rows(where, value, self._class_line)
        lines = [row.at_least for row in rows]
        if None not in lines and any(below >= above for above, below in pairwise(lines)):
            self.problems.append(
                _("%(where)s: each begins below the one above it.") % {"where": where}
            )
        return rows

    def _class_line(self, where: str, row: object) -> ClassLine:
        part = self.settings(where, row, ("title", "at_least"))
        title = self.text(f"{where}.title", part("title"))
        return ClassLine(title, self.percent(f"{where}.at_least", part("at_least")))

    def _attempts(self, where: str, value: object) -> dict:
        part = self.settings(where, {} if value is None else value, ("counts", "letter"))
        counts = self.choice(f"{where}.counts", part("counts"), words.ATTEMPTS)
        capped = counts == words.CAPPED
        return {
            "attempts": counts,
            "cap": self._letter(f"{where}.letter", part("letter"), capped),
        }

    def _average(self, where: str, value: object) -> dict:
        part = self.settings(where, {} if value is None else value, ("failed", "rounding"))
        return {
            "failed": self.choice(f"{where}.failed", part("failed"), words.FAILED_SUBJECTS),
            "rounding": self.choice(f"{where}.rounding", part("rounding"), words.ROUNDINGS),
        }

    def _promotion(self, where: str, value: object) -> Promotion:
        part = self.settings(where, value, PROMOTION)
        backlogs, credits = "backlogs_at_most", "credits_at_least"
        if part(backlogs) is None and part(credits) is None:
            self.problems.append(
                _("%(where)s: %(backlogs)s or %(credits)s is needed.")
                % {"where": where, "backlogs": backlogs, "credits": credits}
            )
        return Promotion(
            self.optional(f"{where}.{backlogs}", part(backlogs), self.count),
            self.optional(f"{where}.{credits}", part(credits), self.percent),
            self.flag(f"{where}.whole_credits", part("whole_credits")),
            self.choice(f"{where}.needs", part("needs"), words.NEEDS),
        )
