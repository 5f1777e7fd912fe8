"""How lists say whether somebody studies, has left or has completed."""

from django.utils.translation import gettext as _

from students.imports.cells import Cell
from students.imports.columns import word_of
from students.imports.refusals import Refused

ACTIVE = "active"
STANDINGS = {
    ACTIVE: "studying,continuing,continue,current,regular,enrolled,on roll,ongoing,present,yes,"
    "सक्रिय,अध्ययनरत,जारी",
    "left": "discontinued,discontinue,dropped,dropped out,dropout,drop out,withdrawn,withdrew,"
    "cancelled,canceled,inactive,quit,tc issued,transferred,छोड़ दिया,छोड़ा,निष्क्रिय",
    "completed": "complete,course completed,passed out,pass out,passed,alumni,alumnus,alumna,"
    "ex student,finished,graduated,certified,पूर्ण,उत्तीर्ण",
}
KNOWN = {
    word_of(word): value
    for value, words in STANDINGS.items()
    for word in (value, *words.split(","))
}


def studying_of(cell: Cell) -> str:
    """That somebody studies; Refused for who does not, and for a word nobody knows."""
    said = KNOWN.get(word_of(cell.text))
    if said is None:
        raise Refused(_("It is no standing that is known."), _("Write active, left or completed."))
    if said != ACTIVE:
        raise Refused(
            _("A list of a term has those alone who study in it."),
            _("Say it in the admissions, and set the term of who is in it already to withdrawn."),
        )
    return said
