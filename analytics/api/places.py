"""Where a new student is written: an institution one may edit, and one of its terms."""

from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request

from analytics.api.fields import NewStudent
from students.models import Institution, Term
from students.rules.keys import key_of
from students.sight import Sight

READ_ONLY = "Only a registrar may write here."


def place_to_write(request: Request) -> tuple[Institution, Term, dict]:
    """Institution, term and the other values of a body; ValidationError with all its problems.

    403 for who may write nowhere, or not in the institution named.
    """
    problems = {}
    institution = None
    try:
        institution = institution_named(request)
    except ValidationError as error:
        problems = error.detail
    fields = NewStudent(data=request.data, context={"institution": institution})
    if not fields.is_valid():
        problems = {**fields.errors, **problems}
    term = fields.validated_data.get("term") if not fields.errors else None
    if institution and not problems:
        term = term or institution.terms.current()
        if term is None:
            problems = {"term": [f"{institution.name} has no term yet."]}
    if problems:
        raise ValidationError(problems)
    return institution, term, fields.validated_data


def institution_to_write(sight: Sight, code) -> Institution:
    """The institution of a code or, where only one may be written to, that one.

    403 for who may write nowhere, or not there; ValidationError for a code that is none.
    """
    own = {one.code_key: one for one in sight.editable_institutions()}
    if not own:
        raise PermissionDenied(READ_ONLY)
    if not isinstance(code, str) or not code.strip():
        if len(own) == 1:
            return next(iter(own.values()))
        codes = ", ".join(one.code for one in own.values())
        raise ValidationError({"institution": [f"Name one of {codes}."]})
    if found := own.get(key_of(code)):
        return found
    if any(one.code_key == key_of(code) for one in sight.institutions()):
        raise PermissionDenied(READ_ONLY)
    raise ValidationError({"institution": [f"There is no institution “{code}” here."]})


def institution_named(request: Request) -> Institution:
    """The institution a body names to be written to; as `institution_to_write`."""
    body = request.data
    code = body.get("institution") if isinstance(body, dict) else None
    return institution_to_write(request.sight, code)
