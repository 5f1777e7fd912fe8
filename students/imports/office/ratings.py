"""What students say of trainers: an answer a row, without who gave it."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports import identities
from students.imports.cells import Cell, plain
from students.imports.office.batches import BATCH_WORDS, TRAINER_WORDS, title_of
from students.imports.office.dates import past_day_of
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Field, Line
from students.imports.office.records import RATING
from students.imports.office.sheets import Sheet
from students.imports.office.stars import Rating, rating_of, within
from students.imports.refusals import Refused
from students.imports.values import maximum_of
from students.rules.keys import key_of, unsafe_characters

DIGEST_LENGTH = 24
SAID = ("trainer", "batch", "rated_on", "rating", "comment")


def comment_of(cell: Cell) -> str | None:
    """Words as they were written, without characters that cannot be seen; None without others."""
    visible = "".join(" " if sign in unsafe_characters(sign) else sign for sign in cell.text)
    return " ".join(visible.split()) if key_of(visible) else None


FIELDS = (
    Field("trainer", gettext_lazy("Trainer"), TRAINER_WORDS, title_of, required=True),
    Field("batch", gettext_lazy("Batch"), BATCH_WORDS, identities.code_of),
    Field(
        "rated_on",
        gettext_lazy("Rated on"),
        "rated on,date,day,feedback date,submitted on,timestamp",
        past_day_of,
    ),
    Field(
        "rating",
        gettext_lazy("Rating"),
        "rating,score,stars,feedback,overall rating,trainer rating",
        rating_of,
        numeric=True,
    ),
    Field("max", gettext_lazy("Maximum"), "maximum,max,out of", maximum_of, numeric=True),
    Field(
        "comment",
        gettext_lazy("Comment"),
        "comment,comments,remark,remarks,suggestion,suggestions,feedback comment",
        comment_of,
        joined=True,
    ),
    Field(
        "response",
        gettext_lazy("Response number"),
        "response number,response,response id,response no,sl no,s no,serial no,id",
        identities.code_of,
    ),
)


def whole(lines: list[Line], desk: Desk):
    """Answers without a number are told apart by what they say, and a count where it is the same.

    So the same file brings the same answers again, wherever their rows stand.
    """
    seen: Counter[str] = Counter()
    for line in lines:
        if "response" not in line.values:
            digest = _digest(line)
            seen[digest] += 1
            line.values["response"] = f"{digest}-{seen[digest]}"


def facts(line: Line, desk: Desk) -> Iterable[Fact]:
    """One answer about one trainer."""
    said = line.values
    staff = line.settle("trainer", desk.trainer, said["trainer"])
    values = {name: said[name] for name in ("rated_on", "comment") if name in said}
    if "batch" in said:
        values["batch"] = line.settle("batch", desk.known_batch, said["batch"])
    if "rating" in said:
        column = line.table.column("rating")
        rating = line.settle("rating", within, said["rating"], said.get("max", column.maximum))
        if rating:
            values |= {"score": plain(rating.score), "max_score": plain(rating.maximum)}
    elif "comment" not in said:
        raise Refused(_("The row has neither a rating nor a comment."), _("Fill in one of them."))
    if not line.entry.problems:
        yield Fact(RATING.what, (staff, key_of(said["response"])), values | {"staff": staff})


def _digest(line: Line) -> str:
    said = "\n".join(_plain(line.values.get(name, "")) for name in SAID)
    return hashlib.sha256(said.encode()).hexdigest()[:DIGEST_LENGTH].upper()


def _plain(value) -> str:
    """A value in words that are the same in every language, unlike a rating’s own."""
    if not isinstance(value, Rating) or value.maximum is None:
        return str(value)
    return f"{plain(value.score)} of {plain(value.maximum)}"


SHOWN = {(RATING.what, "score"): ("rating",), (RATING.what, "max_score"): ("max",)}
SHEET = Sheet("ratings", FIELDS, (RATING,), facts, "trainer", whole, SHOWN)
