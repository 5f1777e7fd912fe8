"""Lists that say what codes mean: of everybody who sees figures, what they may choose from."""

from django.db.models import QuerySet
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api import reference_rows as shapes
from analytics.api.answers import operation
from analytics.api.pages import Pages
from analytics.api.parameters import PAGING, PLACES, described, ordering
from analytics.api.scopes import figured_institutions, scope_of_figures
from analytics.choices import BATCH, BRANCH, SUBJECT
from students.models import Batch, Branch, Component, Institution, Subject, Term

CODES = {"code": ("code_key", "pk")}
OF_PLACE = [
    *described({name: PLACES[name] for name in ("institution", "term")}),
    *PAGING,
    ordering(CODES),
]
OF_INSTITUTION = [*described({"institution": PLACES["institution"]}), *PAGING, ordering(CODES)]


class ReferenceView(APIView):
    """A list by code; a subclass says of what."""

    orderings = CODES

    def listed(self, request, found: QuerySet, shape) -> Response:
        """One page."""
        pages = Pages()
        page = pages.paginate_queryset(found, request, view=self)
        return pages.get_paginated_response(shape(page, many=True).data)


class InstitutionsView(ReferenceView):
    @operation("institutions_list", {200: shapes.InstitutionPage}, parameters=OF_INSTITUTION)
    def get(self, request):
        """The institutions whose figures you see."""
        found = Institution.objects.filter(pk__in=figured_institutions(request))
        return self.listed(request, found, shapes.InstitutionRow)


class TermsView(ReferenceView):
    @operation("terms_list", {200: shapes.TermPage}, parameters=OF_INSTITUTION)
    def get(self, request):
        """Their terms."""
        found = Term.objects.filter(institution__in=figured_institutions(request))
        return self.listed(request, found.select_related("institution"), shapes.TermRow)


class BranchesView(ReferenceView):
    @operation("branches_list", {200: shapes.CodedPage}, parameters=OF_PLACE)
    def get(self, request):
        """The branches of which you see anybody."""
        return self.listed(request, _chosen(request, Branch, BRANCH), shapes.CodedRow)


class BatchesView(ReferenceView):
    @operation("batches_list", {200: shapes.CodedPage}, parameters=OF_PLACE)
    def get(self, request):
        """The batches of which you see anybody."""
        return self.listed(request, _chosen(request, Batch, BATCH), shapes.CodedRow)


class SubjectsView(ReferenceView):
    @operation("subjects_list", {200: shapes.SubjectPage}, parameters=OF_PLACE)
    def get(self, request):
        """The subjects of which you see anything."""
        return self.listed(request, _chosen(request, Subject, SUBJECT), shapes.SubjectRow)


class ComponentsView(ReferenceView):
    @operation("components_list", {200: shapes.ComponentPage}, parameters=OF_PLACE)
    def get(self, request):
        """What the marks of these subjects are combined from in the term meant."""
        scope = scope_of_figures(request)
        subjects = [one.number for one in scope.choices.all if one.kind == SUBJECT]
        found = Component.objects.filter(term__in=scope.terms, subject__in=subjects)
        return self.listed(
            request, found.select_related("term__institution", "subject"), shapes.ComponentRow
        )


def _chosen(request, model, kind: str) -> QuerySet:
    """The rows of a kind that the viewer may choose from in the place meant."""
    numbers = [one.number for one in scope_of_figures(request).choices.all if one.kind == kind]
    return model.objects.filter(pk__in=numbers).select_related("institution")
