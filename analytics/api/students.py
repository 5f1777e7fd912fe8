"""The students of a term: the list, and the way to make one."""

from django.db.models import F
from django.urls import reverse
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import MAKING, answered_with, operation
from analytics.api.fields import NewStudent
from analytics.api.pages import Pages
from analytics.api.parameters import CONDITIONS, PAGING, PLACES, described, ordering
from analytics.api.parsers import BoundedJSONParser
from analytics.api.places import place_to_write
from analytics.api.preconditions import etag
from analytics.api.rows import StudentPage, StudentRow, rows, told
from analytics.api.scopes import scope_of_people
from analytics.api.transactions import in_one_transaction
from analytics.api.writing import create
from analytics.people.early import EARLY
from analytics.people.rosters import PASSED, RISK, Roster
from students.models import RecordView
from students.trails import note_looked

MEANT = {RISK: "High, Medium, Low or unknown", PASSED: "yes or no"}


class StudentsView(APIView):
    """The students of the term meant, with the figures their reader may know."""

    parser_classes = (BoundedJSONParser,)
    shows_individuals = True  # the log keeps who looked
    orderings = {"roll_no": ("roll_key", "pk"), "name": ("name_key", "pk")}

    @operation(
        "students_list",
        {200: StudentPage},
        parameters=[*described(PLACES), *CONDITIONS, *PAGING, ordering(orderings)],
    )
    def get(self, request):
        """One page of the list; `next` and `previous` lead on."""
        scope = scope_of_people(request)
        found = roster_of(scope, request.query_params).results()
        # Said once more of the student, so that their index by roll number gives the order.
        found = found.filter(student__institution__in=scope.institution_ids)
        found = told(scope, found).annotate(
            roll_key=F("student__roll_key"), name_key=F("student__name_key")
        )
        pages = Pages()
        page = pages.paginate_queryset(found, request, view=self)
        seen = [result.student_id for result in page]
        note_looked(request.sight, RecordView.What.API, seen)
        return pages.get_paginated_response(rows(scope, page))

    @operation(
        "students_create",
        {201: StudentRow},
        MAKING,
        request=NewStudent,
        parameters=[answered_with("Location", 201), answered_with("ETag", 201)],
    )
    @in_one_transaction
    def post(self, request):
        """Make a student and their place in a term; all problems at once, by field."""
        scope = scope_of_people(request)
        institution, term, values = place_to_write(request)
        made = create(institution, term, values)
        (row,) = rows(scope, told(scope, type(made).objects.filter(pk=made.pk)))
        headers = {"Location": reverse("api-student", args=[row["id"]]), "ETag": etag(row)}
        return Response(row, status=201, headers=headers)


def roster_of(scope, params) -> Roster:
    """The list that parameters ask for; ValidationError for a condition that means nothing.

    What was known early of them is not asked here: those who have left are no rows of a term.
    """
    roster = Roster.of(scope, {name: params[name] for name in params if name != EARLY})
    problems = {
        name: [f"It is one of: {words}."]
        for name, words in MEANT.items()
        if name in params and name not in roster.conditions
    }
    if problems:
        raise ValidationError(problems)
    return roster
