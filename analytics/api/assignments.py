"""From which term which policy holds: read by who sees figures, set by the registrar."""

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import CHANGING, IF_MATCH, MAKING, REMOVING, answered_with, operation
from analytics.api.pages import Pages
from analytics.api.parameters import PAGING, ordering
from analytics.api.places import READ_ONLY, institution_named
from analytics.api.policies import INSTITUTION
from analytics.api.policy_rows import (
    AssignmentPage,
    AssignmentRow,
    ChangedAssignment,
    NewAssignment,
    assignment_row,
)
from analytics.api.preconditions import VersionStale, etag, named_version
from analytics.api.scopes import figured_institutions
from analytics.api.transactions import in_one_transaction
from analytics.api.versions import assignment_version
from students.imports.histories import record_changes, record_made, removed
from students.models import PolicyAssignment, RecordChange

MODEL = "policyassignment"
RELATED = ("institution", "from_term", "version")


def told(found: QuerySet[PolicyAssignment]) -> QuerySet[PolicyAssignment]:
    """These with all that a row needs, values and version read by one statement."""
    return found.select_related(*RELATED).annotate(last_change=assignment_version())


def assignments_seen(request) -> QuerySet[PolicyAssignment]:
    """Those of the institutions whose figures are theirs."""
    found = PolicyAssignment.objects.filter(institution__in=figured_institutions(request))
    return told(found)


class AssignmentsView(APIView):
    orderings = {"id": ("pk",)}

    @operation(
        "policy_assignments_list",
        {200: AssignmentPage},
        parameters=[*INSTITUTION, *PAGING, ordering(orderings)],
    )
    def get(self, request):
        """One page of the list."""
        pages = Pages()
        page = pages.paginate_queryset(assignments_seen(request), request, view=self)
        return pages.get_paginated_response([assignment_row(one) for one in page])

    @operation(
        "policy_assignments_create",
        {201: AssignmentRow},
        MAKING,
        request=NewAssignment,
        parameters=[answered_with("Location", 201), answered_with("ETag", 201)],
    )
    @in_one_transaction
    def post(self, request):
        """Let a policy hold from a term on; stored results stay as they are."""
        figured_institutions(request)
        institution = institution_named(request)
        body = NewAssignment(data=request.data, context={"institution": institution})
        if not body.is_valid():
            raise ValidationError(body.errors)
        term, version = body.validated_data["from_term"], body.validated_data["policy"]
        made = PolicyAssignment(institution=institution, from_term=term, version=version)
        made.save()
        record_made(MODEL, made.pk, _record(made), {"policy": version.number}).save()
        row = assignment_row(_stored(made.pk))
        location = reverse("api-policy-assignment", args=[made.pk])
        return Response(row, status=201, headers={"Location": location, "ETag": etag(row)})


class AssignmentView(APIView):
    @operation(
        "policy_assignments_read",
        {200: AssignmentRow},
        (404,),
        parameters=[answered_with("ETag", 200)],
    )
    def get(self, request, pk):
        """One of them."""
        return _answer(_seen(request, pk))

    @operation(
        "policy_assignments_change",
        {200: AssignmentRow},
        CHANGING,
        request=ChangedAssignment,
        parameters=[IF_MATCH, answered_with("ETag", 200)],
    )
    @in_one_transaction
    def patch(self, request, pk):
        """Let another policy hold from that term on."""
        held = _to_write(request, pk)
        context = {"institution": held.institution}
        body = ChangedAssignment(data=request.data, partial=True, context=context)
        body.is_valid(raise_exception=True)
        old = {"policy": held.version.number}
        held.version = body.validated_data.get("policy", held.version)
        held.save()
        changes = record_changes(MODEL, pk, _record(held), old, {"policy": held.version.number})
        RecordChange.objects.bulk_create(changes)
        return _answer(_stored(pk))

    @operation(
        "policy_assignments_remove", {204: None}, REMOVING[1:], request=None, parameters=[IF_MATCH]
    )
    @in_one_transaction
    def delete(self, request, pk):
        """Let the policy of the terms before hold again for new results."""
        held = _to_write(request, pk)
        old = {"policy": held.version.number}
        RecordChange(**removed(MODEL, pk, _record(held), old)).save()
        held.delete()
        return Response(status=204)


def _record(one: PolicyAssignment) -> str:
    return f"{one.institution.code} {one.from_term.code}"


def _answer(one: PolicyAssignment) -> Response:
    row = assignment_row(one)
    return Response(row, headers={"ETag": etag(row)})


def _stored(pk: int) -> PolicyAssignment:
    return told(PolicyAssignment.objects.filter(pk=pk)).get()


def _seen(request, pk: int) -> PolicyAssignment:
    found = assignments_seen(request).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def _to_write(request, pk: int) -> PolicyAssignment:
    """The assignment under a lock, in the version that was read."""
    if not request.sight.may_edit(_seen(request, pk).institution_id):
        raise PermissionDenied(READ_ONLY)
    version = named_version(request)
    if PolicyAssignment.objects.select_for_update().filter(pk=pk).first() is None:
        raise NotFound
    held = _stored(pk)
    if version != held.last_change:
        sent = request.data if isinstance(request.data, dict) else {}
        sent = {name: sent[name] for name in sent if name == "policy"}
        raise VersionStale(held.last_change, {name: held.version.number for name in sent}, sent)
    return held
