"""The tables of the star as CSV, as far as the caller sees their rows."""

from collections.abc import Iterator
from decimal import Decimal

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from analytics.api.answers import operation
from analytics.api.parameters import PLACES, described
from analytics.star.catalogue import TABLES
from analytics.star.tables import Table
from analytics.writers.csv import inert, plain_lines
from students.models import RecordView
from students.rules.keys import key_of
from students.trails import note_looked

NOT_YOURS = "This table is not for your role."
OF_INSTITUTION = described({"institution": PLACES["institution"]})


class TableRow(serializers.Serializer):
    """A table, what a row of it is, and its columns; names stay what they are."""

    name = serializers.CharField()
    says = serializers.CharField()
    columns = serializers.ListField(child=serializers.CharField())
    url = serializers.URLField()


class TableList(serializers.Serializer):
    """All tables of which rows may be yours."""

    results = TableRow(many=True)


class TablesView(APIView):
    @operation("tables_list", {200: TableList})
    def get(self, request):
        """The tables for BI tools that your role opens."""
        rows = [
            {
                "name": table.name,
                "says": table.says,
                "columns": [column.name for column in table.columns],
                "url": reverse("api-table", args=[table.name], request=request),
            }
            for table in TABLES.values()
            if table.opens(request.sight)
        ]
        if not rows:
            raise PermissionDenied(NOT_YOURS)
        return Response({"results": rows})


class TableView(APIView):
    shows_individuals = True

    @operation(
        "tables_read", {(200, "text/csv"): OpenApiTypes.STR}, (404,), parameters=OF_INSTITUTION
    )
    def get(self, request, name):
        """All rows of a table that you may see, as CSV in the order of their numbers."""
        table = TABLES.get(name)
        if table is None:
            raise NotFound("There is no such table.")
        if not table.opens(request.sight):
            raise PermissionDenied(NOT_YOURS)
        found = _of_institution(table, request)
        if table.students:
            _note(table, found, request)
        lines = plain_lines([column.name for column in table.columns], _texts(table, found))
        headers = {"Content-Disposition": f'attachment; filename="{table.name}.csv"'}
        return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _of_institution(table: Table, request):
    """The rows in sight, of the institution that the request names, if it does."""
    found = table.seen(request.sight)
    code = request.query_params.get("institution", "").strip()
    if not code:
        return found
    here = request.sight.institutions().filter(code_key=key_of(code)).first()
    if here is None:
        raise NotFound(f"There is no institution “{code}” here.")
    return found.filter(**{table.institution: here.pk})


def _note(table: Table, found, request):
    lookup = next(one.lookup for one in table.columns if one.name == table.students)
    seen = found.order_by().values_list(lookup, flat=True).distinct()
    taken = f"{table.name}.csv", request.GET.urlencode()
    note_looked(request.sight, RecordView.What.EXPORT, seen.iterator(), *taken)


def _texts(table: Table, found) -> Iterator[list[str]]:
    return ([_text(value) for value in row] for row in table.rows(found))


def _text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str):
        return inert(value)  # a number below 0 is one, a word that begins so is none
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
