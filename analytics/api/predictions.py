"""Guesses of versions in use, to who sees the whole record of the student."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.views import APIView

from analytics.api.answers import operation
from analytics.api.inputs import number_of
from analytics.api.pages import Pages
from analytics.api.parameters import PAGING, PLACES, SUBJECT_OF_ENTRIES, described, ordering
from analytics.api.prediction_rows import RELATED, PredictionPage, prediction_rows
from analytics.api.scopes import scope_of_people
from analytics.models import Prediction, Target
from analytics.scope import SUBJECT, Scope
from students.models import RecordView
from students.trails import note_looked

FILTERS = ("institution", "term", SUBJECT)
OF_STUDENT = described({"student": "A student's number."})
TARGETS = OpenApiParameter(
    "target",
    str,
    enum=[str(one) for one in Target],
    description="What is guessed; without it all that is.",
)


class PredictionsView(APIView):
    """What the versions in use have said last of each course of a student seen whole."""

    shows_individuals = True
    orderings = {"id": ("pk",)}

    @operation(
        "predictions_list",
        {200: PredictionPage},
        parameters=[
            *described({name: PLACES[name] for name in FILTERS[:2]}),
            SUBJECT_OF_ENTRIES,
            *OF_STUDENT,
            TARGETS,
            *PAGING,
            ordering(orderings),
        ],
    )
    def get(self, request):
        """One page of the list. A guess changes no grade, no risk and no right."""
        scope = scope_of_people(request, FILTERS)
        found = _narrowed(scope, request.query_params).select_related(*RELATED)
        pages = Pages()
        page = pages.paginate_queryset(found, request, view=self)
        seen = [one.enrolment.result.student_id for one in page]
        note_looked(request.sight, RecordView.What.API, seen)
        return pages.get_paginated_response(prediction_rows(page))


def _narrowed(scope: Scope, params) -> QuerySet[Prediction]:
    """Those of the place meant; 404 for a student who is not in sight, 400 for no target."""
    guessed = scope.sight.guessed_enrolments().filter(scope.narrowed("result__"))
    if SUBJECT in scope.picked:
        guessed = guessed.filter(subject__in=scope.picked[SUBJECT])
    if "student" in params:
        number = number_of(params["student"]) or 0
        if not scope.sight.contactable_results().filter(student=number).exists():
            raise NotFound(f"There is no student “{params['student']}” here.")
        guessed = guessed.filter(result__student=number)
    found = Prediction.objects.latest().filter(enrolment__in=guessed.order_by().values("pk"))
    if "target" not in params:
        return found
    if params["target"] not in Target.values:
        raise ValidationError({"target": [f"It is one of: {', '.join(Target.values)}."]})
    return found.filter(version__target=params["target"])
