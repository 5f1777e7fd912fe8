"""What is sent to declare a class, or to declare it anew."""

from analytics.api.inputs import Body, PlainText, WholeNumber
from students.models.declarations import Declaration

LONGEST_REASON = Declaration._meta.get_field("reason").max_length
LONGEST_CODE, LONGEST_DIGEST, LAST_SEMESTER = 40, 64, 32767


class Looked(Body):
    """The digest of the sheet that was looked at."""

    digest = PlainText(max_length=LONGEST_DIGEST)


class NewDeclaration(Looked):
    """The class to be declared; `institution` only where there are several."""

    institution = PlainText(max_length=LONGEST_CODE, required=False)
    term = PlainText(max_length=LONGEST_CODE)
    branch = PlainText(max_length=LONGEST_CODE)
    semester = WholeNumber(min_value=1, max_value=LAST_SEMESTER)


class Revision(Looked):
    """Why a class is declared anew, such as "Revaluation"."""

    reason = PlainText(max_length=LONGEST_REASON)
