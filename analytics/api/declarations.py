"""Results declared, revised and published: the same rules as on the pages of results."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import IF_MATCH_SHEET, answered_with, operation
from analytics.api.cohorts import DECLARED_BY, OF_CLASS, WORDS, class_in_body, class_in_query
from analytics.api.declaration_bodies import NewDeclaration, Revision
from analytics.api.declaration_rows import (
    RELATED,
    DeclarationDetail,
    DeclarationPage,
    SheetRow,
    declaration_detail,
    declaration_rows,
    sheet_row,
)
from analytics.api.errors import Conflict
from analytics.api.pages import Pages
from analytics.api.parameters import PAGING, ordering
from analytics.api.preconditions import VersionStale, named_sheet, sheet_etag
from analytics.api.scopes import scope_of_people, sight_of_people
from students.models import Declaration, RecordView, declaring
from students.models.declaring import DeclarationRefused, NotAsSeen
from students.sight import Sight
from students.trails import note_looked
from students.views.cohorts import SeenCohort, seen_cohort
from students.views.sheets import Sheet, sheet_of

DECIDING = (400, 404, 409, 413, 415)
LOCATED = [answered_with("Location", 201), answered_with("ETag", 201)]
CLASS = ("term", "branch", "semester")


def declarations_seen(sight: Sight) -> QuerySet[Declaration]:
    """Those of classes of which some record is seen whole, in them by now or when declared."""
    of_class = {name: OuterRef(name) for name in CLASS}
    results = sight.whole_results().filter(**of_class).order_by()
    lines = sight.declared_results().filter(declaration=OuterRef("pk")).order_by()
    found = Declaration.objects.filter(Exists(results) | Exists(lines))
    return found.select_related(*RELATED).with_changes()


def declaration_seen(request: Request, pk: int) -> tuple[Declaration, SeenCohort]:
    """One of them and its class; 404 for any other, 403 for who looks nobody up."""
    sight = sight_of_people(request)
    found = declarations_seen(sight).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found, seen_cohort(sight, found.term_id, found.branch_id, found.semester)


class DeclarationsView(APIView):
    """What is declared of the classes one sees whole records of."""

    orderings = {"id": ("pk",)}

    @operation(
        "declarations_list",
        {200: DeclarationPage},
        parameters=[*OF_CLASS, *PAGING, ordering(orderings)],
    )
    def get(self, request):
        """One page of the list, every number of every class in the term meant."""
        scope = scope_of_people(request, WORDS)
        found = declarations_seen(scope.sight).filter(scope.narrowed())
        pages = Pages()
        page = pages.paginate_queryset(found, request, view=self)
        return pages.get_paginated_response(declaration_rows(page))

    @operation(
        "declarations_declare",
        {201: DeclarationDetail},
        DECIDING,
        request=NewDeclaration,
        parameters=LOCATED,
    )
    def post(self, request):
        """Declare a class for the first time, by the digest of the sheet you have looked at."""
        if not request.sight.declares:
            raise PermissionDenied(DECLARED_BY)
        body = NewDeclaration(data=request.data)
        body.is_valid(raise_exception=True)
        seen = class_in_body(request.sight, body.validated_data)
        if declaring.declarations_of(seen.cohort).exists():
            raise Conflict("This class is declared already: revise the newest declaration.")
        return _declared(request, seen, body.validated_data["digest"])


class SheetView(APIView):
    """A class as its marks stand now."""

    shows_individuals = True

    @operation("declarations_preview", {200: SheetRow}, parameters=OF_CLASS)
    def get(self, request):
        """What a declaration of this class would hold: the filters have to name one class."""
        sheet = sheet_of(class_in_query(request), "now")
        _note_looked(request, sheet)
        return Response(sheet_row(sheet))


class DeclarationView(APIView):
    @operation(
        "declarations_read",
        {200: DeclarationDetail},
        (404,),
        parameters=[answered_with("ETag", 200)],
    )
    def get(self, request, pk):
        """A declaration with its lines, as far as you see these students' whole records."""
        one, seen = declaration_seen(request, pk)
        return _answer(request, seen, one)


class DeclarationReviseView(APIView):
    @operation(
        "declarations_revise",
        {201: DeclarationDetail},
        DECIDING,
        request=Revision,
        parameters=LOCATED,
    )
    def post(self, request, pk):
        """Declare the class anew, for a reason; the declaration itself stays as it is."""
        one, seen = _to_decide(request, pk)
        body = Revision(data=request.data)
        body.is_valid(raise_exception=True)
        if declaring.declarations_of(seen.cohort).last().pk != one.pk:
            raise Conflict("It has been revised since: revise the newest.")
        return _declared(request, seen, **body.validated_data)


class DeclarationPublishView(APIView):
    @operation(
        "declarations_publish",
        {200: DeclarationDetail},
        (404, 409, 412, 428),
        request=None,
        parameters=[IF_MATCH_SHEET, answered_with("ETag", 200)],
    )
    def post(self, request, pk):
        """Show the newest declaration, and the marks of its term, to its students; 412 where the
        marks come to something else by now than when it was read."""
        one, seen = _to_decide(request, pk)
        number, digest = named_sheet(request)
        if number != one.number:
            raise _stale(seen, one, number, digest)
        try:
            declaring.publish_declaration(one, digest)
        except NotAsSeen as moved:
            raise _stale(seen, one, number, digest) from moved
        except DeclarationRefused as refused:
            raise Conflict(str(refused)) from refused
        return _answer(request, seen, one)


def _to_decide(request: Request, pk: int) -> tuple[Declaration, SeenCohort]:
    """As `declaration_seen`; 403 for who may only look."""
    if not request.sight.declares:
        raise PermissionDenied(DECLARED_BY)
    one, seen = declaration_seen(request, pk)
    if not seen.may_declare:
        raise PermissionDenied(DECLARED_BY)
    return one, seen


def _stale(seen: SeenCohort, one: Declaration, number: int, digest: str) -> VersionStale:
    now = sheet_of(seen, str(one.number)).digest
    sent = {"number": number, "digest": digest}
    return VersionStale(one.number, {"number": one.number, "digest": now}, sent)


def _declared(request: Request, seen: SeenCohort, digest: str, reason: str = "") -> Response:
    try:
        one = declaring.declare(seen.cohort, digest, reason)
    except DeclarationRefused as refused:
        raise Conflict(str(refused)) from refused
    location = reverse("api-declaration", args=[one.pk])
    answer = _answer(request, seen, one)
    answer.status_code, answer.headers["Location"] = 201, location
    return answer


def _answer(request: Request, seen: SeenCohort, one: Declaration) -> Response:
    """The declaration as it is stored by now, with its lines in sight."""
    stored = Declaration.objects.select_related(*RELATED).with_changes().get(pk=one.pk)
    sheet = sheet_of(seen, str(stored.number))
    _note_looked(request, sheet)
    headers = sheet_etag(stored.number, sheet.digest)
    return Response(declaration_detail(stored, sheet), headers=headers)


def _note_looked(request: Request, sheet: Sheet):
    students = [line.student_id for line in sheet.declared]
    note_looked(request.sight, RecordView.What.API, students)
