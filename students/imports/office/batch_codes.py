"""Codes of batches as files write them: DS-2026-01, “ds 2026/1” and DS_2026_01 are one."""

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext as _

from students.imports.codes import Answers, Coded, Codes
from students.imports.columns import word_of
from students.imports.office.cell_values import Altered
from students.imports.refusals import Refused
from students.rules.keys import key_of

NUMBER, WORD, GAP = "number", "word", ""
WITHIN = re.compile(r"(?<=[^\W\d_])\s+(?=[^\W\d_])|(?<=\d)\s+(?=\d)")
BETWEEN = re.compile(r"\s*[_/\-‐-―][\s_/\-‐-―]*|(?<=\d)\s+(?!\d)|(?<!\d)\s+(?=\d)")
SEVERAL = re.compile(r"[;,|\n]+")


def spelling_of(text: str) -> str:
    """The words and numbers of a code one by one, numbers without leading zeros, in any script.

    C++ is not C: “+” and “#” are words too. A code of other signs alone is its own spelling.
    """
    key = key_of(text)
    parts = ["".join(run) for sort, run in itertools.groupby(key, _sort) if sort != GAP]
    return "-".join(map(_plain, parts)) or key


def _sort(sign: str) -> object:
    """What a sign of a code belongs to; “+” and “#” to nothing but their like."""
    category = unicodedata.category(sign)
    if category == "Nd":
        return NUMBER
    return WORD if category[0] in "LMN" else sign if sign in "+#" else GAP


def _plain(part: str) -> str:
    if not part.isdecimal():
        return part
    return "".join(str(unicodedata.decimal(sign)) for sign in part).lstrip("0") or "0"


def as_kept(text: str) -> str:
    """How the code of a new batch is kept: in upper case, a single hyphen wherever the file has
    hyphens, dashes, underscores or strokes, or a space beside a number. The space between two words
    stays. A batch of the register keeps its spelling.
    """
    words = WITHIN.sub(" ", text.strip())
    return BETWEEN.sub("-", words).upper().strip("-") or text


class BatchCodes:
    """The batches of an institution; what is merely close in words is asked about."""

    def __init__(self, codes: Codes, answers: Answers, aliases: Mapping[str, str]):
        self.codes = codes
        codes.learn(aliases, answers)
        self._spelt: dict[str, list[Coded]] = defaultdict(list)
        for row in codes.by_key.values():
            self._note(row)

    def of(self, text: str) -> Coded:
        """The batch a text means, made where that is allowed; or Refused."""
        spelt = self._spelt.get(spelling_of(text), [])
        if key_of(text) not in self.codes.by_key and len(spelt) > 1:
            listed = ", ".join(row.code for row in spelt)
            words = _("It may be any of %(codes)s.") % {"codes": listed}
            raise Refused(words, _("Write the code as it stands in the register."))
        if spelt and key_of(text) not in self.codes.by_key:
            return spelt[0]
        found = self.codes.of(text, as_kept(text))
        if not self._is_meant(text, found):
            words = _("It is not %(code)s, though without its signs it reads the same.")
            raise Refused(words % {"code": found.code}, _("Write the code with other signs."))
        if found not in self._spelt[spelling_of(found.code)]:
            self._note(found)
        return found

    def _is_meant(self, text: str, found: Coded) -> bool:
        """Not by the same letters and digits alone: DS-20261 is not DS-2026-1."""
        is_titled = bool(found.title) and word_of(found.title) == word_of(text)
        was_said = text in self.codes.confirmed or text in self.codes.recognised
        return was_said or is_titled or spelling_of(found.code) == spelling_of(text)

    def _note(self, row: Coded):
        self._spelt[spelling_of(row.code)].append(row)


def said_batch(text: str, batches: BatchCodes) -> Altered | str:
    """The key of the batch that a cell means; altered where its code is written otherwise."""
    found = batches.of(text)
    if found.code == text:
        return found.key
    return Altered(found.key, found.code, _("The same code written in another way."))
