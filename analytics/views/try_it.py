"""A student pictured from a few amounts, and what the version in use says; nothing is stored."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from analytics.chances.words import DOUBTS
from analytics.dashboards.model_words import percents
from analytics.dashboards.tabs import address
from analytics.models import ModelVersion, Prediction, Target
from analytics.numerals import percent
from analytics.prediction import packages
from analytics.prediction.checks import DAMAGED, fault_words, words_of
from analytics.prediction.typed_inputs import INPUTS, LAST_WEEK, NOTHING_DUE
from analytics.prediction.weeks_known import login_days
from analytics.views.amounts import AmountsForm
from analytics.views.looks import note_page
from analytics.views.modelled import Meant, meant, nothing_meant, of_models, query, segments
from analytics.views.numbers import number_in
from students.models import Enrolment

SLUG = "try-it"
USUAL_WEEK = 8
HUNDRED = {
    Target.AT_RISK: gettext_lazy("Of 100 such students about %(count)s fail or withdraw."),
    Target.FAIL: gettext_lazy("Of 100 such students who stay about %(count)s fail."),
    Target.DROPOUT: gettext_lazy("Of 100 such students about %(count)s withdraw."),
}


@dataclass(frozen=True)
class Begun:
    """Whom the form begins with; without an enrolment the typical student of the version.

    `look` is what the page sends along when it asks anew, so that one look is written down once.
    """

    enrolment: Enrolment | None = None
    look: str = ""


@require_safe
@of_models
def try_it(request):
    """The form and, where a version in use can be asked, what it says of what is typed."""
    asked = meant(request)
    if asked is None:
        return nothing_meant(request)
    begun = begun_with(request)
    if begun.enrolment:
        asked = Meant(begun.enrolment.result.institution, asked.target, asked.institutions)
    page = {
        "meant": asked,
        "crumbs": [{"title": _("Overview"), "url": address("overview")}, {"title": _("Try it")}],
        "segments": segments(asked, SLUG),
        "card_url": reverse("model-card") + query(asked),
    }
    version = asked.institution and ModelVersion.objects.active(asked.institution, asked.target)
    why_not = refusal(version)
    if why_not:
        return render(request, "models/try.html", page | {"why_not": why_not})
    return render(request, "models/try.html", page | answered(request, version, begun))


try_it.shows_individuals = True  # the log keeps who looked


def refusal(version: ModelVersion | None) -> str:
    """Why nothing can be tried; "" where it can."""
    if not packages.are_there():
        return str(packages.MISSING)
    if version is None:
        return _("No version is in use here: the rules alone speak, and there is nothing to try.")
    return fault_words(version)


def begun_with(request: HttpRequest) -> Begun:
    """The enrolment that the address names; 404 where no guess of it may be read.

    What a guess begins with is what it was made of: it is for whoever may read the guess.
    """
    if not request.GET.get("enrolment"):
        return Begun()
    number = number_in(request.GET, "enrolment", 0)
    seen = request.sight.guessed_enrolments().select_related(
        "result__institution", "result__student"
    )
    enrolment = seen.filter(pk=number).first()
    if enrolment is None:
        raise Http404
    return Begun(enrolment, note_page(request, enrolment.result.student_id))


def answered(request: HttpRequest, version: ModelVersion, begun: Begun) -> dict:
    """The form with what is typed, or begun with, and the answer to it; or why there is none."""
    from analytics.prediction.refusals import ArtifactDamagedError

    try:
        return page_of(request, version, begun)
    except ArtifactDamagedError:
        return {"why_not": words_of(DAMAGED, version)}


def page_of(request: HttpRequest, version: ModelVersion, begun: Begun) -> dict:
    """What `answered` gives; ArtifactDamagedError where the learners are not what was stored."""
    from analytics.prediction.tried import answer

    anew = "begin" in request.GET or not request.GET.keys() & {*INPUTS, NOTHING_DUE}
    start, prediction = start_of(request, version, begun)
    first = {"week": start.week} | {name: shown(value) for name, value in start.amounts.items()}
    form = AmountsForm(first if anew else request.GET, start.amounts)
    page = {"form": form, "version": version, "enrolment": begun.enrolment, "look": begun.look}
    page |= {"prediction": prediction, "kept": kept(request, version, begun)}
    if not form.is_valid():
        return page
    found = answer(start, form.typed(), form.cleaned_data[NOTHING_DUE])
    return page | {"answer": found, **told(version, found)}


def start_of(request: HttpRequest, version: ModelVersion, begun: Begun):
    """Whom one begins with, in the week that is asked for."""
    from analytics.prediction.tried import Start, week_of

    said = Prediction.objects.filter(version=version, enrolment=begun.enrolment)
    prediction = said.order_by("-as_of", "-edition").first() if begun.enrolment else None
    usual = week_of(prediction, version) if prediction else USUAL_WEEK
    week = min(number_in(request.GET, "week", usual), LAST_WEEK)
    if prediction is None or week != usual:
        return Start(version, week, prediction), prediction
    known = login_days(begun.enrolment, week)
    return Start(version, week, prediction, known), prediction


def kept(request: HttpRequest, version: ModelVersion, begun: Begun) -> dict:
    """What the form sends along."""
    found = {"institution": version.institution.code, "target": version.target}
    return found | ({"enrolment": begun.enrolment.pk} if begun.enrolment else {})


def told(version: ModelVersion, found) -> dict:
    """The answer in words."""
    return {
        "chance": percents(found.chance),
        "sentence": HUNDRED[version.target] % {"count": round(100 * found.chance)},
        "certainty": certainty_words(found),
        "not_known": labels(found.not_known),
        "unlearnt": labels(found.unlearnt),
    }


def certainty_words(found) -> str:
    """What came of such students in the test of the version, or why that is not known."""
    if (sure := found.certainty) is None:
        return str(DOUBTS[found.doubt])
    words = _(
        "Of %(n)s past students who were given about the same it came true for %(share)s. Of the"
        " next ones it may be %(low)s to %(high)s: the %(sure)s interval of that share, widened by"
        " how far all guesses of the test together lay off."
    )
    return words % {
        "n": sure.n,
        "share": percents(sure.share),
        "sure": percent("95"),
        "low": percents(sure.low),
        "high": percents(sure.high),
    }


def labels(names: list[str]) -> str:
    """The inputs of these names, one after the other."""
    return "; ".join(str(INPUTS[name].label) for name in names)


def shown(value: float) -> float | int:
    """An amount as a field shows it: 3 and not 3.0."""
    return int(value) if value == int(value) else value
