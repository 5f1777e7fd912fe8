"""Measuring rooms by camera: the consent of an institution, its sign for the door, its end."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import is_valid_path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from students.imports.camera_consents import SAID, delete_sessions, turn_off, turn_on
from students.models import CameraConsent, CameraSession, Institution, User
from students.models.cameras import MOST_DAYS, Region, camera_consents
from students.navigation import ROOMS

DELETE = "delete"


class ConsentForm(forms.ModelForm):
    """What is asked before measuring may begin; refused where the law of the EU holds."""

    class Meta:
        model = CameraConsent
        fields = SAID
        labels = {
            "region": gettext_lazy("Where the rooms are"),
            "purpose": gettext_lazy("Purpose"),
            "notice": gettext_lazy("Notice to those in the room"),
            "lawful_basis": gettext_lazy("Lawful basis"),
            "contact": gettext_lazy("Whom to ask"),
            "retention_days": gettext_lazy("Days until a session is deleted"),
        }
        help_texts = {
            "purpose": gettext_lazy("What the figures are for; it stands on the sign."),
            "notice": gettext_lazy("In the languages of those who read it; it stands on the sign."),
            "lawful_basis": gettext_lazy("Such as consent in writing; ask your lawyer."),
            "contact": gettext_lazy("A name with a telephone number or an address."),
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": rows, "class": "form-control"})
            for name, rows in (("purpose", 2), ("notice", 5), ("lawful_basis", 2))
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="camera-%s", label_suffix="", **kwargs)
        for name in ("contact", "retention_days"):
            self.fields[name].widget.attrs["class"] = "form-control"
        self.fields["region"].widget.attrs["class"] = "form-select"
        days = forms.IntegerField(min_value=1, max_value=MOST_DAYS, widget=forms.NumberInput)
        self.fields["retention_days"].validators = days.validators

    def clean_region(self):
        region = self.cleaned_data["region"]
        if region == Region.EU:
            raise ValidationError(
                _(
                    "Under Regulation (EU) 2024/1689, Article 5(1)(f), emotions must not be"
                    " inferred in education. Whether attention falls under it is for a lawyer, so"
                    " that PerfDash does not measure rooms there."
                )
            )
        return region


@require_safe
def cameras(request: HttpRequest):
    """The institutions in which they turn it on and off, and how it stands; one is led to."""
    _check(request)
    found = list(request.sight.camera_institutions())
    if len(found) == 1:
        return redirect("camera-consent", pk=found[0].pk)
    on = camera_consents([one.pk for one in found])
    page = {"institutions": [(one, on.get(one.pk)) for one in found]}
    return render(request, "cameras/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def camera_consent(request: HttpRequest, pk: int):
    """What is consented to in an institution, how that came, and the form that changes it."""
    institution = _institution(request, pk)
    rows = list(CameraConsent.objects.filter(institution=institution))
    newest = rows[0] if rows else None
    start = {name: getattr(newest, name) for name in SAID} if newest else {"retention_days": 90}
    form = ConsentForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        turn_on(institution, form.cleaned_data)
        messages.success(request, _("Stored. Hang the sign at the door before the first session."))
        return redirect("camera-consent", pk=pk)
    page = {
        "institution": institution,
        "consent": newest if newest and newest.is_on else None,
        "history": _with_people(rows),
        "form": form,
        "sessions": CameraSession.objects.filter(institution=institution).count(),
        "crumbs": _crumbs(request, institution),
    }
    return render(request, "cameras/consent.html", page)


@require_POST
def camera_off(request: HttpRequest, pk: int):
    """Turn it off; what is stored goes at once, or on the days that were said."""
    institution = _institution(request, pk)
    consent = camera_consents([pk]).get(pk)
    if consent is None:
        messages.info(request, _("It was off already; nothing was changed."))
        return redirect("camera-consent", pk=pk)
    count = turn_off(consent, delete=request.POST.get("stored") == DELETE)
    messages.success(request, _("It is off. %(deleted)s") % {"deleted": _deleted(count)})
    return redirect("camera-consent", pk=institution.pk)


@require_safe
def camera_sign(request: HttpRequest, pk: int):
    """The sign for the door, on a sheet of A4; while it is off there is nothing to announce."""
    institution = _institution(request, pk)
    consent = camera_consents([pk]).get(pk)
    if consent is None:
        messages.info(request, _("There is a sign once measuring is turned on."))
        return redirect("camera-consent", pk=pk)
    page = {
        "institution": institution,
        "consent": consent,
        "languages": ("en", "hi"),
        "crumbs": _crumbs(request, institution),
    }
    return render(request, "cameras/sign.html", page)


@require_POST
def camera_session_delete(request: HttpRequest, pk: int):
    """Delete a session before its day; the history keeps that there was one."""
    _check(request)
    session = get_object_or_404(request.sight.removable_camera_sessions(), pk=pk)
    place = {"institution": session.institution.code, "batch": session.batch.code}
    count = delete_sessions(CameraSession.objects.filter(pk=session.pk))
    messages.success(request, _deleted(count))
    if not is_valid_path(ROOMS):
        return redirect("cameras")
    return redirect(f"{ROOMS}?{urlencode(place)}")


def _check(request: HttpRequest):
    if not request.sight.consents_to_cameras:
        raise PermissionDenied


def _institution(request: HttpRequest, pk: int) -> Institution:
    _check(request)
    return get_object_or_404(request.sight.camera_institutions(), pk=pk)


def _with_people(rows: list[CameraConsent]) -> list[tuple[CameraConsent, str]]:
    """Each row with the name of whoever wrote it, empty for a closed account. One query."""
    people = User.objects.in_bulk({one.user_id for one in rows if one.user_id})
    return [(one, str(people.get(one.user_id, ""))) for one in rows]


def _deleted(count: int) -> str:
    if not count:
        return _("What is stored is deleted on the day that each session shows.")
    words = ngettext("%(count)s session was deleted.", "%(count)s sessions were deleted.", count)
    return words % {"count": count}


def _crumbs(request: HttpRequest, institution: Institution) -> list[dict]:
    return [
        {"title": _("Classroom camera"), "url": reverse("cameras")},
        {"title": institution.name},
    ]
