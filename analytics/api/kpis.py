"""Key figures of a place, as their page shows them."""

from rest_framework import serializers
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import operation
from analytics.api.parameters import PLACES, described
from analytics.kpis import KPIS
from analytics.kpis.readings import Reading, Readings
from analytics.kpis.targets import targets
from analytics.kpis.words import exact_text
from analytics.numerals import number
from analytics.precincts import FILTERS, Precinct
from analytics.scope import ScopeError

NO_KPIS = "Key figures are not for your role."


class KpiPart(serializers.Serializer):
    """A figure told beside the key figure."""

    name = serializers.CharField()
    value = serializers.FloatField(allow_null=True)


class KpiRow(serializers.Serializer):
    """A key figure: `value` has the places that pages show, null where `empty` says why."""

    kpi = serializers.ChoiceField(list(KPIS))
    value = serializers.FloatField(allow_null=True)
    unit = serializers.CharField()
    low_is_good = serializers.BooleanField()
    count = serializers.IntegerField(allow_null=True)
    target = serializers.FloatField(allow_null=True)
    parts = KpiPart(many=True)
    few = serializers.BooleanField()
    empty = serializers.CharField(allow_null=True)


class KpiAnswer(serializers.Serializer):
    """The figures that are yours to see, on the day they were read."""

    day = serializers.DateField()
    results = KpiRow(many=True)


class KpisView(APIView):
    """Key figures of an institution, a branch or a batch."""

    @operation(
        "kpis",
        {200: KpiAnswer},
        parameters=described({name: PLACES[name] for name in FILTERS}),
    )
    def get(self, request):
        """The figures of the place meant; without filters of all that you see."""
        if not request.sight.sees_kpis:
            raise PermissionDenied(NO_KPIS)
        try:
            precinct = Precinct.of(request.sight, request.query_params)
        except ScopeError as error:
            raise NotFound(str(error)) from error
        readings, wanted = Readings(precinct), targets(precinct)
        rows = [row_of(one, wanted.get(one.kpi.slug)) for one in readings.all()]
        return Response({"day": precinct.today, "results": rows})


def row_of(one: Reading, target) -> dict:
    """One figure of the answer."""
    kpi, told = one.kpi, not one.why_empty
    parts = [part for part in kpi.parts if told and part.name in one.found.parts]
    return {
        "kpi": kpi.slug,
        "value": number(exact_text(one.value, kpi.unit)),
        "unit": kpi.unit.name,
        "low_is_good": kpi.low_is_good,
        "count": one.found.count if told else None,
        "target": number(exact_text(target, kpi.unit)),
        "parts": [
            {
                "name": part.name,
                "value": number(
                    exact_text(part.unit.value(*one.found.parts[part.name]), part.unit)
                ),
            }
            for part in parts
        ],
        "few": one.few,
        "empty": one.why_empty or None,
    }
