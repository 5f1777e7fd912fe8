"""The versions of the policies: read by everybody who sees figures, added to by the registrar."""

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import MAKING, answered_with, operation
from analytics.api.pages import Pages
from analytics.api.parameters import PAGING, described, ordering
from analytics.api.places import institution_named
from analytics.api.policy_rows import NewPolicy, PolicyPage, PolicyRow, policy_row
from analytics.api.scopes import figured_institutions
from analytics.api.transactions import in_one_transaction
from students.imports.histories import record_made
from students.models import Institution, PolicyVersion

INSTITUTION = described({"institution": "Code of an institution: what is of this one alone."})


def policies_seen(request) -> QuerySet[PolicyVersion]:
    """Those of the institutions whose figures are theirs."""
    found = PolicyVersion.objects.select_related("institution")
    return found.filter(institution__in=figured_institutions(request))


class PoliciesView(APIView):
    orderings = {"id": ("pk",)}

    @operation(
        "policies_list",
        {200: PolicyPage},
        parameters=[*INSTITUTION, *PAGING, ordering(orderings)],
    )
    def get(self, request):
        """One page of the versions."""
        pages = Pages()
        page = pages.paginate_queryset(policies_seen(request), request, view=self)
        return pages.get_paginated_response([policy_row(version) for version in page])

    @operation(
        "policies_create",
        {201: PolicyRow},
        MAKING,
        request=NewPolicy,
        parameters=[answered_with("Location", 201)],
    )
    @in_one_transaction
    def post(self, request):
        """Add the next version; results stay bound to the one that made them."""
        figured_institutions(request)
        institution = institution_named(request)
        body = NewPolicy(data=request.data)
        if not body.is_valid():
            raise ValidationError(body.errors)
        made = _next_version(institution, body.validated_data)
        location = reverse("api-policy", args=[made.pk])
        return Response(policy_row(made), status=201, headers={"Location": location})


class PolicyView(APIView):
    @operation("policies_read", {200: PolicyRow}, (404,))
    def get(self, request, pk):
        """One version."""
        version = policies_seen(request).filter(pk=pk).first()
        if version is None:
            raise NotFound
        return Response(policy_row(version))


def _next_version(institution: Institution, values: dict) -> PolicyVersion:
    # Held so that two who add a version at once get two numbers.
    Institution.objects.select_for_update().get(pk=institution.pk)
    PolicyVersion.objects.first_of(institution.pk)
    last = institution.policy_versions.order_by("-number").first()
    title, definition = values["title"], values["definition"]
    made = PolicyVersion(
        institution=institution, number=last.number + 1, title=title, definition=definition
    )
    made.save()
    told = {"title": title, "definition": made.definition}
    record_made("policyversion", made.pk, f"{institution.code} {made.number}", told).save()
    return made
