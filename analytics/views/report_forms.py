"""The forms of the reports: one asked for, one that comes by itself."""

from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.deliveries.calendars import ONE
from analytics.deliveries.lines import name_of
from analytics.deliveries.rights import is_allowed, refusal
from analytics.deliveries.schedules import RHYTHM, set_days, set_up
from analytics.models import ReportRun, ReportSchedule
from analytics.models.reports import DAYS
from analytics.reports import REPORTS
from analytics.views.contact_forms import DayInput
from students.models import Membership, Role, User
from students.sight import Sight

OLDEST = ONE * 366 * 10
Every = ReportSchedule.Every
NOT_YOURS = gettext_lazy("This report of this institution is not for your role.")
THERE_ALREADY = gettext_lazy("This report comes to this person that often already.")
NOT_THEIRS = {
    ReportRun.Reason.CLOSED: gettext_lazy("Their account is closed."),
    ReportRun.Reason.NO_RIGHT: gettext_lazy("Their role may not see this report there."),
}


def select(**attrs) -> forms.Select:
    """As all selects look."""
    return forms.Select(attrs={"class": "form-select", **attrs})


class WhichForm(forms.Form):
    """A report and an institution of those that are theirs."""

    report = forms.ChoiceField(label=gettext_lazy("Report"), widget=select())
    place = forms.ChoiceField(label=gettext_lazy("Institution"), widget=select())

    def __init__(self, sight: Sight, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sight = sight
        self.places = {one.code: one for one in sight.institutions()}
        self.fields["report"].choices = [(slug, one.title) for slug, one in self.reports.items()]
        self.fields["place"].choices = [(code, one.name) for code, one in self.places.items()]

    @property
    def reports(self) -> dict:
        """Those that are theirs in any institution."""
        every = [one.pk for one in self.places.values()]
        return {
            slug: report
            for slug, report in REPORTS.items()
            if any(is_allowed(slug, self.sight, place) for place in every)
        }

    def chosen(self) -> dict | None:
        """Report and institution, once both are known."""
        given = self.cleaned_data
        if "report" not in given or "place" not in given:
            return None
        return {"report": given["report"], "institution": self.places[given["place"]]}


class OrderForm(WhichForm):
    """A report as of a day."""

    day = forms.DateField(
        label=gettext_lazy("As of"),
        widget=DayInput(),
        help_text=gettext_lazy("What came in after this day is left out where it has a date."),
    )

    def __init__(self, sight: Sight, *args, **kwargs):
        super().__init__(sight, *args, auto_id="order-%s", **kwargs)
        self.fields["day"].initial = timezone.localdate()

    def clean_day(self):
        day, today = self.cleaned_data["day"], timezone.localdate()
        if day > today:
            raise ValidationError(_("This day is still to come."))
        if day < today - OLDEST:
            raise ValidationError(_("This is more than ten years ago."))
        return day

    def clean(self):
        chosen = self.chosen()
        if chosen and not is_allowed(chosen["report"], self.sight, chosen["institution"].pk):
            raise ValidationError(NOT_YOURS)
        return self.cleaned_data


class RhythmForm(forms.Form):
    """How often, and on which day of the week or month."""

    every = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Every.choices, widget=select()
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("On which weekday"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        empty_value=None,
        required=False,
        widget=select(),
    )
    day = forms.IntegerField(
        label=gettext_lazy("On which day of the month"),
        min_value=1,
        max_value=DAYS,
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
        help_text=gettext_lazy("A month that has no such day sends it on its last one."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "schedule-%s", **kwargs})

    @property
    def rhythm(self) -> list:
        """Its fields, in their order."""
        return [self[name] for name in ("every", "weekday", "day")]

    def clean(self):
        given = super().clean()
        for every, name in ((Every.WEEKLY, "weekday"), (Every.MONTHLY, "day")):
            if given.get("every") != every:
                given[name] = None
                self.errors.pop(name, None)
            elif given.get(name) is None and name not in self.errors:
                self.add_error(name, _("Choose the day."))
        return given

    def save(self, schedule: ReportSchedule) -> bool:
        """Store a schedule with these days; False where there is such a one already.

        Days before this one are not made up for.
        """
        yesterday = timezone.localdate() - ONE
        days = {name: self.cleaned_data[name] for name in RHYTHM}
        with suppress(IntegrityError):
            if schedule.pk is None:
                vars(schedule).update(days, done_to=yesterday)
                set_up(schedule)
            else:
                set_days(schedule.pk, days, yesterday)
            return True
        return False


class ScheduleForm(RhythmForm, WhichForm):
    """A new one, for oneself or, where one answers for the institution, for somebody else."""

    recipient = forms.ChoiceField(label=gettext_lazy("For whom"), widget=select())
    field_order = ("report", "place", "recipient", "every", "weekday", "day")

    def __init__(self, sight: Sight, *args, **kwargs):
        WhichForm.__init__(self, sight, *args, auto_id="schedule-%s", **kwargs)
        self.people = people_for(sight)
        others = [(str(pk), name_of(one)) for pk, one in self.people.items()]
        self.fields["recipient"].choices = [("", _("Me")), *others]
        self.fields["recipient"].required = False

    @property
    def which(self) -> list:
        """The fields before the rhythm; whom it is for only where there is a choice."""
        names = ("report", "place", "recipient") if self.people else ("report", "place")
        return [self[name] for name in names]

    def clean(self):
        given, chosen = super().clean(), self.chosen()
        if chosen is None or "recipient" not in given:
            return given
        report, place = chosen["report"], chosen["institution"]
        if not given["recipient"]:
            if not is_allowed(report, self.sight, place.pk):
                raise ValidationError(NOT_YOURS)
        elif not self.sight.report_institutions().filter(pk=place.pk).exists():
            raise ValidationError(_("There you set reports for yourself alone."))
        elif reason := refusal(report, self.people[int(given["recipient"])], place.pk):
            self.add_error("recipient", NOT_THEIRS[reason])
        return given

    def schedule(self, owner: User) -> ReportSchedule:
        """What was chosen, not stored yet."""
        given = self.cleaned_data
        recipient = self.people[int(given["recipient"])] if given["recipient"] else owner
        return ReportSchedule(recipient=recipient, made_by=owner, **self.chosen())


def people_for(sight: Sight) -> dict[int, User]:
    """Who might have a report of the institutions they answer for, themselves left out."""
    places = sight.report_institutions().values("pk")
    roles = [role for role in Role if role not in (Role.STUDENT, Role.ADMINISTRATOR)]
    held = Membership.objects.today().filter(role__in=roles)
    held = held.filter(Q(institution__in=places) | Q(group__institutions__in=places))
    people = User.objects.filter(pk__in=held.values("user"), is_active=True)
    people = people.exclude(pk=sight.user_id).order_by("first_name", "last_name", "username")
    return {one.pk: one for one in people}
