"""Trying the version in use on a student who is only pictured; nothing is stored."""

from rest_framework.exceptions import APIException, NotFound, PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import operation
from analytics.api.errors import Conflict
from analytics.api.try_shapes import TriedAmounts, TriedRow, TryDescription, typed_of
from analytics.models import Activation, ModelVersion
from analytics.prediction import packages
from analytics.prediction.checks import fault_words
from analytics.prediction.typed_inputs import INPUTS, NOTHING_DUE
from students.models import Institution
from students.rules.keys import key_of

NO_MODELS = "Models are not for your role."
NO_VERSION = "No version is in use there: the rules alone speak."
PLACES = 4
HEAVY = ("artifact", "measures", "groups")  # of versions that are only named


class NotInstalled(APIException):
    """What learning needs is not there."""

    status_code = 503
    default_detail = f"Predictions need packages that are not installed: {packages.INSTALL}"


class TryView(APIView):
    """What may be said, and what the model says of it."""

    @operation("predictions_try_inputs", {200: TryDescription}, ())
    def get(self, request):
        """What may be said of a student, and the versions that can be asked."""
        places = places_of(request)
        now = Activation.objects.in_force(places).select_related("version__institution")
        now = now.defer(*(f"version__{name}" for name in HEAVY))
        return Response(
            {
                "inputs": [input_row(one) for one in INPUTS.values()],
                "versions": [version_row(one.version) for one in now if one.version],
            }
        )

    @operation(
        "predictions_try", {200: TriedRow}, (400, 404, 409, 413, 415, 503), request=TriedAmounts
    )
    def post(self, request):
        """The chance that the version in use gives such a student, how sure it is, and why."""
        places = places_of(request)
        body = TriedAmounts(data=request.data)
        body.is_valid(raise_exception=True)
        values = body.validated_data
        institution = institution_meant(places, values.get("institution", ""))
        version = version_to_ask(institution, values["target"])
        return Response(answer_row(version, values))


def places_of(request: Request) -> list[Institution]:
    """The institutions of whose models they may read; 403 for a role without any."""
    if not request.sight.reads_models:
        raise PermissionDenied(NO_MODELS)
    return list(request.sight.modelled_institutions().order_by("code_key"))


def institution_meant(places: list[Institution], code: str) -> Institution:
    """The one named, or the only one; 404 for one that is not in sight."""
    found = [one for one in places if not code or one.code_key == key_of(code)]
    if not found:
        raise NotFound(f"There is no institution “{code}” here.")
    if len(found) > 1:
        raise ValidationError({"institution": ["There are several: name one by its code."]})
    return found[0]


def version_to_ask(institution: Institution, target: str) -> ModelVersion:
    """The version in use; 409 where there is none that can guess, 503 without the packages."""
    version = ModelVersion.objects.active(institution, target)
    if version is None:
        raise Conflict(NO_VERSION)
    if not packages.are_there():
        raise NotInstalled
    if found := fault_words(version):
        raise Conflict(found)
    return version


def answer_row(version: ModelVersion, values: dict) -> dict:
    """What the version says of the amounts of a body."""
    from analytics.prediction.refusals import ArtifactDamagedError
    from analytics.prediction.tried import Start, answer

    start = Start(version, values["week"])
    try:
        found = answer(start, typed_of(values), values[NOTHING_DUE])
    except ArtifactDamagedError as error:
        raise Conflict(str(ArtifactDamagedError(version))) from error
    sure = found.certainty
    shares = {name: round(getattr(sure, name), PLACES) for name in ("share", "low", "high") if sure}
    return {
        "probability": round(found.chance, PLACES),
        "interval": shares | {"n": sure.n} if sure else None,
        "reasons": [
            {"theme": one.theme, "pull": round(one.pull, 3), "sentence": one.sentence}
            for one in found.reasons
        ],
        "version": version_row(version),
        "week": start.week,
        "not_known": found.not_known,
        "unlearnt": found.unlearnt,
    }


def version_row(version: ModelVersion) -> dict:
    """A version by its place and number."""
    return {
        "institution": version.institution.code,
        "target": version.target,
        "number": version.number,
    }


def input_row(one) -> dict:
    """An input with its words."""
    told = {"name": one.name, "label": str(one.label), "unit": str(one.unit)}
    numbers = {name: getattr(one, name) for name in ("least", "most", "whole", "from_week")}
    return told | numbers
