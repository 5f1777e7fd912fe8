"""A student's own record, over the API: the figures of their page, and nothing unpublished."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import operation
from analytics.api.me_rows import own_row
from analytics.api.me_shapes import OwnRow
from analytics.people.lookers import lookers
from analytics.people.own import own_record
from students.models import Role
from students.rules.keys import key_of

STUDENTS_ALONE = "Only students have a record of their own."
NO_TERM_YET = "There is no term of yours in the register yet."
TERM = OpenApiParameter(
    "term", str, description="Code of a term of yours; without it the newest begun."
)


class OwnView(APIView):
    @operation("me", {200: OwnRow}, (404,), parameters=[TERM])
    def get(self, request):
        """What is published of one term, what it comes to, what is still needed, who looked."""
        sight = request.sight
        if sight.student_id is None and Role.STUDENT not in sight.roles:
            raise PermissionDenied(STUDENTS_ALONE)
        codes = dict(sight.own_results().values_list("term", "term__code"))
        record = own_record(sight, _term_meant(codes, request.query_params.get("term")))
        if record is None:
            raise NotFound(NO_TERM_YET)
        told = own_row(sight, record, codes) | {"as_of": timezone.now()}
        return Response(told | {"lookers": [vars(one) for one in lookers(sight.student_id)]})


def _term_meant(codes: dict[int, str], asked: str | None) -> int | None:
    """The number of the term of this code; 404 where it is none of theirs."""
    if not asked or not asked.strip():
        return None
    found = (number for number, code in codes.items() if key_of(code) == key_of(asked))
    number = next(found, None)
    if number is None:
        raise NotFound(f"There is no term “{asked}” here.")
    return number
