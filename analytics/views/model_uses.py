"""Putting a version to use, taking it out of use, and training another: by who answers for it."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from analytics.models import Activation, Target
from analytics.prediction import packages
from analytics.prediction.activations import activate, deactivate
from analytics.prediction.refusals import (
    OutdatedVersionError,
    UnprovenVersionError,
    UsedMeanwhileError,
)
from analytics.prediction.training_jobs import start_training
from analytics.views.model_cards import why_not_used
from analytics.views.modelled import Meant, query, versions_seen
from students.jobs.recovery import mark_interrupted
from students.models import Job
from students.models.waits import retrying

MEANWHILE = gettext_lazy(
    "Nothing was changed: another version was put to use, or out of it, since you opened the page."
    " It is shown as it stands now."
)


class WhyForm(forms.Form):
    """The reason, which is kept for ever, and the latest use that was seen."""

    why = forms.CharField(max_length=Activation._meta.get_field("why").max_length)
    seen = forms.IntegerField(min_value=0)


class TargetForm(forms.Form):
    """What is guessed."""

    target = forms.ChoiceField(choices=Target.choices)


def of_who_answers(view: Callable) -> Callable:
    """Refuse whose role puts no models to use: 403."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        if not request.sight.puts_models_to_use:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return answered


@require_POST
@of_who_answers
def model_use(request, pk):
    """Put this version to use: a new one, or an earlier one again."""
    mine = versions_seen(request.sight).filter(institution__in=request.sight.model_institutions())
    version = get_object_or_404(mine, pk=pk)
    here = Meant(version.institution, version.target, ())
    if (form := reason(request)) is None:
        return back(here)
    try:
        retrying(lambda: activate(version, by=request.user, **form.cleaned_data))
    except UsedMeanwhileError:
        messages.error(request, MEANWHILE)
    except (OutdatedVersionError, UnprovenVersionError):
        messages.error(request, why_not_used(version))
    else:
        words = _("Version %(number)s is in use from now on.")
        messages.success(request, words % {"number": version.number})
    return back(here)


@require_POST
@of_who_answers
def model_none(request, pk):
    """Put no version to use at an institution: the rules alone speak."""
    institution = get_object_or_404(request.sight.model_institutions(), pk=pk)
    here = Meant(institution, target_of(request), ())
    if (form := reason(request)) is None:
        return back(here)
    try:
        retrying(lambda: deactivate(institution, here.target, by=request.user, **form.cleaned_data))
    except UsedMeanwhileError:
        messages.error(request, MEANWHILE)
    else:
        messages.success(request, _("No version is in use from now on: the rules alone speak."))
    return back(here)


@require_POST
@of_who_answers
def model_train(request, pk):
    """Begin to train anew; its progress is that of a job."""
    institution = get_object_or_404(request.sight.model_institutions(), pk=pk)
    here = Meant(institution, target_of(request), ())
    if not packages.are_there():
        messages.error(request, packages.MISSING)
        return back(here)
    if under_way(here):
        messages.error(request, _("This model is being trained already."))
        return back(here)
    job = start_training(request.user, institution, here.target)
    return redirect(f"{reverse('job', args=[job.pk])}?follow=1")


def under_way(here: Meant) -> bool:
    """Whether such a training waits or runs, whoever began it."""
    found = Job.objects.filter(kind=Job.Kind.TRAIN, institution=here.institution)
    mark_interrupted(found)
    return any(job.arguments.get("target") == here.target for job in found.under_way())


def reason(request) -> WhyForm | None:
    """What was given as the reason; None where there is none, which is said."""
    form = WhyForm(request.POST)
    if form.is_valid():
        return form
    messages.error(request, _("Nothing was changed: say why, in at most 300 characters."))
    return None


def target_of(request) -> str:
    """What is guessed by the model that is meant; the first one for what cannot be meant."""
    form = TargetForm(request.POST)
    return form.cleaned_data["target"] if form.is_valid() else Target.AT_RISK


def back(here: Meant):
    """To the card."""
    return redirect(reverse("model-card") + query(here))
