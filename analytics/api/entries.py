"""What is done at the addresses of entries: listed, made; one read, changed, removed."""

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.inputs import number_of
from analytics.api.kinds import Kind
from analytics.api.pages import Pages
from analytics.api.preconditions import VersionStale, etag, named_version
from analytics.api.scopes import scope_of_people, sight_of_people
from analytics.api.transactions import in_one_transaction
from analytics.scope import SUBJECT, Scope
from students.models import RecordView, TermResult
from students.sight import Sight
from students.trails import note_looked

ORDERINGS = {"roll_no": ("roll_key", "pk"), "name": ("name_key", "pk")}


class EntriesView(APIView):
    """A list of entries of one kind, and the way to make one."""

    kind: Kind
    shows_individuals = True
    orderings = ORDERINGS

    def get(self, request: Request) -> Response:
        """One page of the entries in the place meant."""
        scope = scope_of_people(request)
        found = _narrowed(self.kind.seen(scope.sight), scope, request.query_params)
        keys = {"roll_key": "result__student__roll_key", "name_key": "result__student__name_key"}
        found = found.only("pk").annotate(**{name: F(path) for name, path in keys.items()})
        pages = Pages()
        numbers = [entry.pk for entry in pages.paginate_queryset(found, request, view=self)]
        rows = self.kind.rows(self.kind.model.objects.filter(pk__in=numbers))
        rows.sort(key=lambda row: numbers.index(row["id"]))
        note_looked(request.sight, RecordView.What.API, [row["student"] for row in rows])
        return pages.get_paginated_response(rows)

    @in_one_transaction
    def post(self, request: Request) -> Response:
        """Store the entry a body describes; all problems at once, by field."""
        sight = sight_of_people(request)
        if not self.kind.opens(sight):
            raise PermissionDenied(self.kind.refused)
        result = _result_meant(sight, request.data)
        with TermResult.objects.refreshing([result.pk] if result else []):
            values = self._values(sight, result, request.data)
            subject = getattr(values.get("subject"), "pk", None)
            if not self.kind.enterable(sight, subject).filter(pk=result.pk).exists():
                raise PermissionDenied(self.kind.refused)
            entry = self.kind.make(result, values)
        (row,) = self.kind.rows(self.kind.model.objects.filter(pk=entry.pk))
        headers = {"Location": reverse(self.kind.address, args=[entry.pk]), "ETag": etag(row)}
        return Response(row, status=201, headers=headers)

    def _values(self, sight: Sight, result: TermResult | None, body) -> dict:
        institution = result.institution if result else None
        publishes = bool(result) and sight.may_edit(result.institution_id)
        context = {"institution": institution, "result": result, "entry": None}
        fields = self.kind.new(data=body, context={**context, "publishes": publishes})
        problems = {} if fields.is_valid() else dict(fields.errors)
        if result is None and isinstance(body, dict) and "result" not in problems:
            problems["result"] = [f"There is no result {body['result']} here."]
        if problems:
            raise ValidationError(problems)
        return fields.validated_data


class EntryView(APIView):
    """One entry of a kind; what is out of sight is as if it did not exist."""

    kind: Kind

    def get(self, request: Request, pk: int) -> Response:
        """The entry's row."""
        found = self.kind.seen(sight_of_people(request)).filter(pk=pk)
        answer = self._answer(found)
        note_looked(request.sight, RecordView.What.API, [answer.data["student"]])
        return answer

    @in_one_transaction
    def patch(self, request: Request, pk: int) -> Response:
        """Store what a body says otherwise."""
        sight = sight_of_people(request)
        result = self._result_to_write(sight, pk)
        version = named_version(request)
        with TermResult.objects.refreshing([result.pk]):
            entry = self._locked(pk, version, request.data)
            context = {"entry": entry, "result": result, "institution": result.institution}
            context["publishes"] = sight.may_edit(result.institution_id)
            fields = self.kind.changed(data=request.data, partial=True, context=context)
            fields.is_valid(raise_exception=True)
            self.kind.change(entry, fields.validated_data)
        return self._answer(self.kind.model.objects.filter(pk=pk))

    @in_one_transaction
    def delete(self, request: Request, pk: int) -> Response:
        """Remove the entry."""
        result = self._result_to_write(sight_of_people(request), pk)
        version = named_version(request)
        with TermResult.objects.refreshing([result.pk]):
            self.kind.remove(self._locked(pk, version, {}))
        return Response(status=204)

    def _result_to_write(self, sight: Sight, pk: int) -> TermResult:
        entry = self.kind.seen(sight).filter(pk=pk).first()
        if entry is None:
            raise NotFound
        results = self.kind.enterable(sight, getattr(entry, "subject_id", None))
        result = results.select_related("institution").filter(pk=entry.result_id).first()
        if result is None:
            raise PermissionDenied(self.kind.refused)
        return result

    def _locked(self, pk: int, version: int, body):
        """The entry as it is under the lock; 412 where it is no longer as it was read."""
        rows = self.kind.model.objects.filter(pk=pk)
        entry = self.kind.told(rows).first()
        if entry is None:
            raise NotFound
        if entry.version != version:
            (row,) = self.kind.rows(rows)
            sent = {name: body[name] for name in body if name in row}
            raise VersionStale(entry.version, {name: row[name] for name in sent}, sent)
        return entry

    def _answer(self, found: QuerySet) -> Response:
        rows = self.kind.rows(found)
        if not rows:
            raise NotFound
        return Response(rows[0], headers={"ETag": etag(rows[0])})


def _narrowed(entries: QuerySet, scope: Scope, params) -> QuerySet:
    """The entries of one result, or of the place meant; 404 for what is not in sight."""
    if "result" in params:
        number = number_of(params["result"])
        if number is None or not scope.sight.results().filter(pk=number).exists():
            raise NotFound(f"There is no result “{params['result']}” here.")
        return entries.filter(result=number)
    # Said once more of the student, so that their index by roll number gives the order.
    here = {"result__student__institution__in": scope.institution_ids}
    entries = entries.filter(scope.narrowed("result__"), **here)
    if SUBJECT in scope.picked and hasattr(entries.model, "subject_id"):
        return entries.filter(subject__in=scope.picked[SUBJECT])
    return entries


def _result_meant(sight: Sight, body) -> TermResult | None:
    """The result a body names, where any of it may be seen or entered."""
    number = body.get("result") if isinstance(body, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 10**18:
        return None
    seen = Q(pk__in=sight.results().filter(pk=number).order_by().values("pk"))
    found = TermResult.objects.filter(seen | sight.classes_taught(), pk=number)
    return found.select_related("institution", "student").first()
