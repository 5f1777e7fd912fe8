"""A row's marks and components against those the register has."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from students.imports.cells import plain
from students.imports.entries import MarkEntry
from students.imports.items import MARK, PART, Item
from students.imports.parts import combined_value
from students.imports.refusals import Refused
from students.imports.rows import Compared, Setting
from students.imports.standings import Standing, text_of
from students.rules.grading import PENDING, PRESENT, WITHHOLDING_STATES

DEFAULT_MAXIMUM = Decimal(100)
WORDS = {
    "present": "",
    "absent": "AB",
    "withheld": "WH",
    "malpractice": "MP",
    "exempt": "EX",
    "pending": "–",
}


def compare(row: Compared, standing: Standing, setting: Setting) -> Standing:
    """Add the items of the row's marks; what does not fit is noted in the row's entry.

    Gives the standing the student comes to if the row is accepted; the one given stays as it is.
    """
    tried = replace(standing, marks=dict(standing.marks), parts=dict(standing.parts))
    for said in row.entry.marks:
        try:
            if said.attempt > 1:
                _check_later_attempt(said, tried, setting)
            if said.component:
                _compare_part(row, tried, setting, said)
            else:
                _compare_mark(row, tried, setting, said)
        except Refused as refusal:
            row.entry.refuse(said.title, said.text, refusal.reason, refusal.mend)
    return tried


def _check_later_attempt(said: MarkEntry, standing: Standing, setting: Setting):
    """A later attempt stands beside the first one, and stays where it was sat."""
    mark = said.subject, said.attempt
    if said.subject and (said.subject, 1) not in standing.marks:
        raise Refused(
            _("The student has no first attempt at this subject in %(term)s.")
            % {"term": setting.structure.place.term.code},
            _(
                "Choose the term in which the subject was first registered, and write in a column "
                "“Sat in” the term of this attempt."
            ),
        )
    sat_in = standing.sat_in.get(mark, said.sat_term)
    if said.sat_term and said.sat_term != sat_in:
        code = setting.structure.terms.by_key[sat_in].code
        raise Refused(
            _("The register says that this attempt was sat in %(term)s.") % {"term": code},
            _("Correct the term in the file, or remove the mark and import it anew."),
        )


def _compare_mark(row: Compared, standing: Standing, setting: Setting, said: MarkEntry):
    key = (said.subject, said.attempt, _sat_term(said, setting))
    old = standing.marks.get(key[:2])
    maximum = said.maximum or (Decimal(old[2]) if old else DEFAULT_MAXIMUM)
    new = new_value(said, old, maximum, _published(said, old, setting))
    if said.exported and old != new:
        _check_unedited(said.exported, old, new)
    if standing.has_parts(key):
        _check_combined(old, new)
        return
    standing.put(MARK, key, new)
    row.add(Item(MARK, key, old, new), said.title, old_text(old, new))


def _check_unedited(exported: str, old: list | None, new: list):
    """Whoever changed a mark since the file was exported is not overruled unawares."""
    now = exported_text(old) if old else ""
    if now != exported:
        raise Refused(
            _(
                "Since this file was exported, the register went from %(exported)s to %(now)s; "
                "the file says %(said)s."
            )
            % {"exported": exported, "now": now or _("no mark"), "said": exported_text(new)},
            _(
                "To store the file's value nevertheless, empty the cell that says what was "
                "exported; to keep the register's, remove the row."
            ),
        )


def _check_combined(old: list, new: list):
    if old != new:
        raise Refused(
            _("This mark is combined from components and not typed in."),
            _("Import the components, or remove it from the file."),
        )


def _compare_part(row: Compared, standing: Standing, setting: Setting, said: MarkEntry):
    if not said.subject:
        return
    subject = setting.structure.subjects.by_key[said.subject]
    part = setting.structure.part(subject, said.component, said.maximum, said.weight)
    key = (said.subject, said.attempt, part.key, _sat_term(said, setting))
    mark = standing.marks.get(key[:2])
    if mark and mark[0] != PENDING and not standing.has_parts(key):
        raise Refused(
            _("A mark without components is already there: %(mark)s.") % {"mark": mark_text(mark)},
            _("Remove that mark before importing its components."),
        )
    old = standing.parts.get(key[:3])
    new = new_value(said, old, part.max_score, _published(said, old, setting))
    row.add(Item(PART, key, old, new), said.title, old_text(old, new))
    standing.put(PART, key, new)
    combined = combined_value(standing, setting.structure, key[:2])
    standing.marks[key[:2]] = [*combined, (mark or [False])[-1]]


def new_value(said: MarkEntry, old: list | None, maximum: Decimal, published: bool) -> list:
    """The value of a mark, or of a component of one, after what is said of it; or Refused."""
    state, score = said.state, text_of(said.score)
    if not state:
        state, score = (old[0], old[1]) if old else (PENDING, None)
    elif state in WITHHOLDING_STATES and score is None and old:
        score = old[1]  # what is withheld comes back when it is released
    elif state == PENDING and said.text in ("-", "–", "—") and old and old[0] != PENDING:
        raise Refused(
            _("A mark is already there (%(mark)s), and a dash would take it back.")
            % {"mark": mark_text(old)},
            _("Leave the cell empty to keep it, or write PENDING to take it back."),
        )
    if score is not None and Decimal(score) > maximum:
        raise Refused(
            _("It is above the maximum %(maximum)s.") % {"maximum": plain(maximum)},
            _("Correct the mark, or state its maximum, in the header such as Physics (150)."),
        )
    return [state, score, plain(maximum), published]


def _published(said: MarkEntry, old: list | None, setting: Setting) -> bool:
    if said.published is not None:
        return said.published
    return setting.options.publish or bool(old and old[3])


def _sat_term(said: MarkEntry, setting: Setting) -> str:
    if said.attempt == 1:
        if said.sat_term:
            raise Refused(
                _("A first attempt is sat in its own term."), _("Empty the term, or say 2.")
            )
        return ""
    return said.sat_term or setting.structure.current_term


def old_text(old: list | None, new: list) -> str:
    """The old value to show; where publishing is all that changes, that."""
    if old and old[:3] == new[:3]:
        words = _("%(mark)s (published)") if old[3] else _("%(mark)s (not published)")
        return words % {"mark": mark_text(old)}
    return mark_text(old)


def exported_text(value: list) -> str:
    """What an export notes of a mark, to be compared when the file comes back."""
    state, score, maximum = value[:3]
    return f"{state}, {score or '–'} of {maximum}"


def mark_text(value: list | None) -> str:
    """A mark as it is shown in a preview: 97, 45/50, AB."""
    if value is None:
        return ""
    state, score, maximum = value[:3]
    if state != PRESENT:
        return WORDS[state]
    return score if maximum == plain(DEFAULT_MAXIMUM) else f"{score}/{maximum}"
