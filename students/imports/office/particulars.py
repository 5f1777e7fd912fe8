"""What tells people of one name apart, as offices write it: day of birth, telephone, guardian."""

import datetime
import re

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.cells import DATE, ERROR, PERCENT, Cell
from students.imports.days import DAY_MEND, said_day, shown
from students.imports.identities import email_of, name_of
from students.imports.office.cell_values import Altered
from students.imports.office.lines import Field
from students.imports.refusals import Refused

EARLIEST = datetime.date(1920, 1, 1)
# Ten digits, with or without the country's 91 or a 0 before them.
TELEPHONE = re.compile(r"(?:\+?91|0)?([1-9][0-9]{9})")
ABROAD = re.compile(r"\+[0-9]{8,15}")
BESIDE = re.compile(r"[\s().-]+")
SEVERAL = re.compile(r"[/,;]|\bor\b")


def born_of(cell: Cell) -> str | Altered:
    """A day of birth as YYYY-MM-DD, not after today."""
    said = said_day(cell.text) if cell.kind not in (ERROR, PERCENT) else None
    if said is None or said.year is None or said.period is not None:
        raise Refused(_("It is not a day of birth."), DAY_MEND)
    day = said.within(EARLIEST, timezone.localdate())
    if cell.text.startswith(day.isoformat()):
        return day.isoformat()
    return Altered(day.isoformat(), shown(day), _("A day written in another way."))


def phone_of(cell: Cell) -> str | Altered:
    """A telephone number as ten digits, or from abroad with its country's; the first of several."""
    text = cell.shown or cell.text
    bare = BESIDE.sub("", SEVERAL.split(text)[0])
    found = TELEPHONE.fullmatch(bare)
    if cell.kind in (DATE, ERROR, PERCENT) or not (found or ABROAD.fullmatch(bare)):
        raise Refused(
            _("It is not a telephone number."),
            _("Write ten digits, or begin with + and the country’s number."),
        )
    number = found[1] if found else bare
    if number == text:
        return number
    return Altered(number, number, _("A telephone number written in another way."))


def mail_of(cell: Cell) -> str | Altered:
    """An e-mail address, told where it is kept in other letters than it was written."""
    mail = email_of(cell)
    if mail == cell.text:
        return mail
    return Altered(mail, mail, _("An e-mail address, its domain in small letters."))


PARTICULARS = (
    Field(
        "born_on",
        gettext_lazy("Date of birth"),
        "date of birth,dob,d o b,birth date,birthdate,born on,born",
        born_of,
    ),
    Field(
        "phone",
        gettext_lazy("Telephone"),
        "telephone,phone,phone no,phone number,mobile,mobile no,mobile number,contact,contact no,"
        "contact number,cell,whatsapp,whatsapp number",
        phone_of,
    ),
    Field(
        "guardian",
        gettext_lazy("Guardian"),
        "guardian,guardian name,name of guardian,father,father name,fathers name,father s name,"
        "parent,parent name,mother,mother name,mothers name,mother s name",
        name_of,
    ),
)
