"""The names under which departments send their columns."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

BELONGING = ("institution", "term")
PERSON = ("roll_no", "name", "branch", "semester", "batch", "section", "email")
ALIASES = {
    "roll_no": "roll_no roll rollno rollnumber rollnum rno regno regnumber registrationno "
    "registrationnumber registerno registernumber usn prn enrollmentno enrolmentno "
    "enrollmentnumber enrolmentnumber studentid studentno studentnumber admissionno "
    "admissionnumber hallticket hallticketno htno रोलनंबर रोलनम्बर अनुक्रमांक",
    "name": "name studentname nameofstudent nameofthestudent fullname student नाम छात्रकानाम "
    "विद्यार्थीकानाम",
    "branch": "branch branchcode department dept deptcode stream programme program शाखा",
    "semester": "semester sem semno सेमेस्टर",
    "batch": "batch batchcode",
    "institution": "institution institutioncode",
    "term": "term termcode",
    "section": "section sec division div",
    "email": "email emailid emailaddress mail",
    "attendance": "attendance attendancepercent attendancepercentage att attpercent attendancepct "
    "overallattendance termattendance attendanceinpercent उपस्थिति",
    "held": "held classesheld totalclasses classesconducted conducted lecturesheld",
    "attended": "attended classesattended present classespresent lecturesattended",
    "excused": "excused classesexcused leave onleave",
    "subject": "subject subjectcode subjectname paper papercode course coursecode coursename",
    "component": "component assessment exam test examination",
    "attempt": "attempt attemptno attemptnumber",
    "sat_term": "satterm satin",
    "score": "score mark marks marksobtained obtained obtainedmarks scored scoreobtained",
    "max": "max maximum maxmark maxmarks maxscore maximummarks maximumscore outof",
    "weight": "weight weightage",
    "state": "state status markstate",
    "published": "published publish",
    "exported": "exported exportedas",
    "percent": "percent percentage",
}
DERIVED = (
    "sno slno srno serialno serialnumber no क्रमांक total grandtotal totalmarks average avg mean "
    "percent percentage percentile grade grades overallgrade gradepoint gradepoints rank result "
    "results remark remarks comment comments sgpa cgpa gpa risk risklevel problem problems "
    "phone phoneno mobile mobileno gender sex dob dateofbirth fathername fathersname mothername "
    "mothersname daysabsent email emailid emailaddress mail"
)
LEFT_OUT = frozenset(DERIVED.split())
WORDS = {word: name for name, words in ALIASES.items() for word in [name, *words.split()]}
NUMBER = r"[0-9]{1,5}(?:\.[0-9]+)?"
MAXIMUM = re.compile(
    rf"^(?P<title>.*?\S)\s*(?:[(\[]\s*(?:max(?:imum)?|out of|/)?[.: ]*(?P<inside>{NUMBER})"
    rf"(?:\s*marks)?\s*[)\]]|/\s*(?P<after>{NUMBER}))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Column:
    """Where it stands, as it is titled, the known name (or none), and the maximum it states.

    `bare_title` is the title without that maximum.
    """

    index: int
    title: str
    name: str = ""
    maximum: Decimal | None = None
    bare_title: str = ""


def word_of(title: str) -> str:
    """A title as it is compared: no case, no spaces, no punctuation."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LMN")


def split_maximum(title: str) -> tuple[str, Decimal | None]:
    """“Physics (50)” as “Physics” and 50; a title without one comes back whole."""
    found = MAXIMUM.match(title)
    if not found:
        return title, None
    return found["title"], Decimal(found["inside"] or found["after"])


def named(index: int, title: str, names: tuple[str, ...]) -> Column:
    """The column of a table that knows these names; the name stays empty for any other."""
    bare, maximum = split_maximum(title)
    for candidate in (title, bare):
        name = WORDS.get(word_of(candidate), "")
        if name in names:
            return Column(index, title, name, maximum, bare)
    return Column(index, title, "", maximum, bare)


def is_left_out(column: Column) -> bool:
    """Whether a column without a name is one that is known and not read: totals, remarks …"""
    return not column.name and (not column.title or word_of(column.title) in LEFT_OUT)
