"""Students' terms: the list of those in the term meant, and each with its marks and attendance."""

from django.db.models import F
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import operation
from analytics.api.attendances import SUBJECT_ATTENDANCE, TERM_ATTENDANCE
from analytics.api.marks import MARKS
from analytics.api.pages import Pages
from analytics.api.parameters import CONDITIONS, PAGING, PLACES, described, ordering
from analytics.api.result_rows import ResultDetail, ResultPage, result_rows
from analytics.api.rows import told
from analytics.api.scopes import scope_of_people
from analytics.api.students import roster_of
from students.models import RecordView
from students.trails import note_looked


class ResultsView(APIView):
    """Those who study in the term meant, with the figures their reader may know."""

    shows_individuals = True
    orderings = {"roll_no": ("roll_key", "pk"), "name": ("name_key", "pk")}

    @operation(
        "results_list",
        {200: ResultPage},
        parameters=[*described(PLACES), *CONDITIONS, *PAGING, ordering(orderings)],
    )
    def get(self, request):
        """One page of the list; `next` and `previous` lead on."""
        scope = scope_of_people(request)
        found = roster_of(scope, request.query_params).results()
        # Said once more of the student, so that their index by roll number gives the order.
        found = found.filter(student__institution__in=scope.institution_ids)
        keys = {"roll_key": F("student__roll_key"), "name_key": F("student__name_key")}
        pages = Pages()
        page = pages.paginate_queryset(told(scope, found).annotate(**keys), request, view=self)
        note_looked(request.sight, RecordView.What.API, [one.student_id for one in page])
        return pages.get_paginated_response(result_rows(scope, page))


class ResultView(APIView):
    """One student in one term, withdrawn or not."""

    @operation("results_read", {200: ResultDetail}, (404,))
    def get(self, request, pk):
        """Figures and risk, and every mark and attendance that may be seen."""
        scope = scope_of_people(request)
        result = told(scope, scope.sight.results()).filter(pk=pk).first()
        if result is None:
            raise NotFound
        note_looked(request.sight, RecordView.What.API, [result.student_id])
        (row,) = result_rows(scope, [result])
        parts = {
            name: kind.rows(kind.seen(scope.sight).filter(result=result))
            for name, kind in (("marks", MARKS), ("subject_attendance", SUBJECT_ATTENDANCE))
        }
        of_term = TERM_ATTENDANCE.rows(TERM_ATTENDANCE.seen(scope.sight).filter(result=result))
        return Response(row | parts | {"term_attendance": next(iter(of_term), None)})
