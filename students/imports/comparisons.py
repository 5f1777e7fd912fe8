"""A student's rows of a file against the register: which cells are new, changed, same, refused."""

from operator import attrgetter

from django.utils.translation import gettext as _

from students.imports import (
    compared_attendance,
    compared_engagement,
    compared_marks,
    compared_presences,
)
from students.imports.cells import text_cell
from students.imports.entries import Entry
from students.imports.items import PLACEMENT, STUDENT, Item
from students.imports.refusals import Refused
from students.imports.rows import Compared, Setting
from students.imports.semesters import semester_of
from students.imports.standings import Standing
from students.rules.keys import key_of, name_key_of


def compared(entries: list[Entry], standing: Standing, setting: Setting) -> list[Compared]:
    """The rows of one student, first attempts first; the standing then holds what is accepted.

    What two rows say of name and placement has to agree; the first accepted one carries it.
    """
    rows, said = [], {}
    for entry in sorted(entries, key=attrgetter("attempt")):
        row = Compared(entry)
        compare_person(row, standing, setting, said)
        compared_engagement.compare(row, standing, said)
        tried = compared_marks.compare(row, standing, setting)
        compared_attendance.compare(row, standing)
        compared_presences.compare(row, standing, setting)
        if not entry.problems:
            for item in row.items:
                standing.put(item.what, item.key, item.new)
                said.setdefault(item.what, (entry.row.number, item.new))
            standing.marks, standing.parts = tried.marks, tried.parts
        rows.append(row)
    return rows


def compare_person(row: Compared, standing: Standing, setting: Setting, said: dict):
    """Who the row speaks of, and where they stand in the term, against the register."""
    _compare_student(row, standing, setting, said)
    if row.entry.speaks_of_the_term or setting.structure.place.term:
        _compare_placement(row, standing, setting, said)


def _compare_student(row: Compared, standing: Standing, setting: Setting, said: dict):
    entry, old = row.entry, standing.student
    if old is None and not entry.has_problem_in(setting.title("name")):
        _check_new_student(entry, setting)
    new = {
        "name": entry.name or (old["name"] if old else entry.stand_in),
        "email": entry.email or (old or {}).get("email", ""),
    }
    if old and _same_name(new["name"], old["name"]):
        new["name"] = old["name"]
    if STUDENT in said:
        return _check_agreement(row, said[STUDENT], new, setting.title("name"))
    if entry.name or entry.email or old is None:
        row.items.append(Item(STUDENT, (), old, new))
    for name in ("name", "email"):
        if old and old[name] != new[name]:
            row.olds[setting.title(name)] = old[name]
    return None


def _same_name(one: str, other: str) -> bool:
    """Capitals and spaces differ from sheet to sheet; platforms write “Sharma, Aarav”."""
    if name_key_of(one) == name_key_of(other):
        return True
    last, comma, first = one.partition(",")
    return bool(comma) and name_key_of(f"{first} {last}") == name_key_of(other)


def _check_new_student(entry: Entry, setting: Setting):
    title = setting.title("roll_no")
    if not setting.options.create:
        near = setting.near(entry.roll_no)
        mend = _("Correct it, or import the students first.")
        if near:
            mend = _("Did you mean %(near)s?") % {"near": near}
        entry.refuse(title, entry.roll_no, _("No student has this roll number."), mend)
    elif not (entry.name or entry.stand_in):
        entry.refuse(
            title,
            entry.roll_no,
            _("No student has this roll number, and the row has no name to make one."),
            _("Correct it, or add the columns name, branch and semester."),
        )


def _check_agreement(row: Compared, said: tuple[int, dict], new: dict, title: str):
    number, before = said
    for name, value in new.items():
        if value != before[name]:
            text = str(value)
            row.entry.refuse(
                title,
                text,
                _("Row %(number)s says %(value)s.") % {"number": number, "value": before[name]},
                _("Make them agree."),
            )


def _compare_placement(row: Compared, standing: Standing, setting: Setting, said: dict):
    entry, old = row.entry, standing.placement
    new = _new_placement(entry, standing, setting)
    if not (new["branch"] and new["semester"]):
        if setting.table.column("branch") or entry.speaks_of_the_term:
            _refuse_unplaced(entry, setting)
        return
    if PLACEMENT in said:
        _check_agreement(row, said[PLACEMENT], new, setting.title("branch"))
        return
    row.items.append(Item(PLACEMENT, (), old, new))
    for name in new:
        if old and old[name] != new[name]:
            row.olds[setting.title(name)] = str(old[name])


def _new_placement(entry: Entry, standing: Standing, setting: Setting) -> dict:
    said, old = entry.placement, standing.placement or {}
    spoken = {"branch": setting.options.branch}  # of the whole file; it moves nobody
    codes = {}
    for name, known in (
        ("branch", setting.structure.branches),
        ("batch", setting.structure.batches),
    ):
        codes[name] = old.get(name, "")
        text = getattr(said, name) or ("" if codes[name] else spoken.get(name, ""))
        if text:
            try:
                codes[name] = known.of(text).key
            except Refused as refusal:
                entry.refuse(setting.title(name), text, refusal.reason, refusal.mend)
    return {
        "branch": codes["branch"],
        "batch": codes["batch"] or _admitted_batch(standing, codes["branch"]),
        "section": key_of(said.section) if said.section else old.get("section", ""),
        "semester": said.semester or old.get("semester") or _whole_semester(setting),
    }


def _admitted_batch(standing: Standing, branch: str) -> str:
    """The batch of the admission that holds, for who is new in the term and in its branch."""
    batch, branch_of_it = standing.admitted or ("", "")
    return batch if branch_of_it in ("", branch) else ""


def _whole_semester(setting: Setting) -> int | None:
    said = setting.options.semester
    return semester_of(text_cell(said)) if said else None


def _refuse_unplaced(entry: Entry, setting: Setting):
    needed = {"branch": entry.placement.branch, "semester": entry.placement.semester}
    titles = {name: setting.title(name) for name in needed}
    if entry.has_problem_in(setting.title("roll_no"), *titles.values()):
        return  # what is wrong has been said; this only follows from it
    missing = [name for name, value in needed.items() if not value]
    absent = [name for name in missing if not setting.table.column(name)]
    mend = _("Fill it in.")
    if absent:
        words = _("Add %(columns)s to the file, or say it for all of it.")
        mend = words % {"columns": _(" and ").join(absent)}
    words = _("The student is not yet in term %(term)s, and the row has no %(columns)s.")
    told = {"term": setting.structure.place.term.code, "columns": _(" and no ").join(missing)}
    entry.refuse(titles[missing[0]], "", words % told, mend)
