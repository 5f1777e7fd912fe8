"""Results declared, revised and published: the same rules as on the pages of results."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import answered_with, operation
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
from analytics.api.scopes import scope_of_people, sight_of_people
from students.models import Declaration, declaring
from students.models.declaring import DeclarationRefused
from students.sight import Sight
from students.views.cohorts import SeenCohort, seen_cohort
from students.views.sheets import sheet_of

DECIDING = (400, 404, 409, 413, 415)
LOCATED = answered_with("Location", 201)
CLASS = ("term", "branch", "semester")


def declarations_seen(sight: Sight) -> QuerySet[Declaration]:
    """Those of classes of which some record is seen whole."""
    of_class = {name: OuterRef(name) for name in CLASS}
    results = sight.whole_results().in_term().filter(**of_class)
    found = Declaration.objects.filter(Exists(results.order_by()))
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
        parameters=[LOCATED],
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
        return _declared(seen, body.validated_data["digest"])


class SheetView(APIView):
    """A class as its marks stand now."""

    shows_individuals = True

    @operation("declarations_preview", {200: SheetRow}, parameters=OF_CLASS)
    def get(self, request):
        """What a declaration of this class would hold: the filters have to name one class."""
        return Response(sheet_row(sheet_of(class_in_query(request), "now")))


class DeclarationView(APIView):
    @operation("declarations_read", {200: DeclarationDetail}, (404,))
    def get(self, request, pk):
        """A declaration with its lines, as far as you see these students' whole records."""
        one, seen = declaration_seen(request, pk)
        return Response(declaration_detail(one, sheet_of(seen, str(one.number))))


class DeclarationReviseView(APIView):
    @operation(
        "declarations_revise",
        {201: DeclarationDetail},
        DECIDING,
        request=Revision,
        parameters=[LOCATED],
    )
    def post(self, request, pk):
        """Declare the class anew, for a reason; the declaration itself stays as it is."""
        one, seen = _to_decide(request, pk)
        body = Revision(data=request.data)
        body.is_valid(raise_exception=True)
        if declaring.declarations_of(seen.cohort).last().pk != one.pk:
            raise Conflict("It has been revised since: revise the newest.")
        return _declared(seen, **body.validated_data)


class DeclarationPublishView(APIView):
    @operation("declarations_publish", {200: DeclarationDetail}, (404, 409), request=None)
    def post(self, request, pk):
        """Show the newest declaration, and the marks of its term, to its students."""
        one, seen = _to_decide(request, pk)
        try:
            declaring.publish_declaration(one)
        except DeclarationRefused as refused:
            raise Conflict(str(refused)) from refused
        return Response(_detail(seen, one))


def _to_decide(request: Request, pk: int) -> tuple[Declaration, SeenCohort]:
    """As `declaration_seen`; 403 for who may only look."""
    if not request.sight.declares:
        raise PermissionDenied(DECLARED_BY)
    one, seen = declaration_seen(request, pk)
    if not seen.may_declare:
        raise PermissionDenied(DECLARED_BY)
    return one, seen


def _declared(seen: SeenCohort, digest: str, reason: str = "") -> Response:
    try:
        one = declaring.declare(seen.cohort, digest, reason)
    except DeclarationRefused as refused:
        raise Conflict(str(refused)) from refused
    location = reverse("api-declaration", args=[one.pk])
    return Response(_detail(seen, one), status=201, headers={"Location": location})


def _detail(seen: SeenCohort, one: Declaration) -> dict:
    """The declaration as it is stored by now."""
    stored = Declaration.objects.select_related(*RELATED).with_changes().get(pk=one.pk)
    return declaration_detail(stored, sheet_of(seen, str(stored.number)))
