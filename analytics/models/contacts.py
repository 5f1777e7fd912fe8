"""Words with a student: when, by whom, what was agreed, and what was known when it was noted."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from students.models import RecordChange, Student, Term, TermResult, User
from students.rules.evidence import Evidence

NOTE_LENGTH = 2000
FARTHEST = timedelta(days=366)  # a follow-up, and how long ago a word may be noted


class NotTheLatestError(Exception):
    """Somebody noted a contact, or changed this one, since the page was made."""

    def __init__(self, newer: "Contact | None"):
        super().__init__("a newer contact is there")
        self.newer = newer


class ContactQuerySet(models.QuerySet):
    def newest(self):
        """The last noted of each student and term: the one that counts."""
        later = Contact.objects.filter(
            student=OuterRef("student"), term=OuterRef("term"), pk__gt=OuterRef("pk")
        )
        return self.filter(~models.Exists(later))

    def follow_up_due(self, today: date):
        """Those whose follow-up has come, neither done nor answered by a later contact."""
        return self.newest().filter(follow_up_on__lte=today, closed_at__isnull=True)


class Contact(models.Model):
    """One word with a student in a term. Below `follow_up_on` all is set by the product itself.

    `risk_bits`, `average`, `attendance` and `result_version` are the evidence that stood when it
    was noted; what is new since is judged by it.
    """

    class Kind(models.TextChoices):
        TALK = "talk", _("Talk")
        PHONE = "phone", _("Phone call")
        MESSAGE = "message", _("Message")
        MAIL = "mail", _("E-mail")
        MEETING = "meeting", _("Meeting with family")

    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="contacts")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="contacts")
    on = models.DateField(_("date"), default=timezone.localdate)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TALK)
    note = models.TextField(_("what was said"), max_length=NOTE_LENGTH)
    agreed = models.TextField(_("what was agreed"), max_length=NOTE_LENGTH, blank=True)
    follow_up_on = models.DateField(_("follow up on"), null=True, blank=True)

    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="contacts"
    )
    noted_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    risk_bits = models.PositiveSmallIntegerField(default=0, editable=False)
    average = models.BigIntegerField(null=True, editable=False)
    attendance = models.BigIntegerField(null=True, editable=False)
    result_version = models.PositiveIntegerField(default=0, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["student", "term"], name="contact_of_student"),
            models.Index(fields=["term", "follow_up_on"], name="contact_by_follow_up"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(note=""),
                name="contact_says_something",
                violation_error_message=_("Say what the word was about."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["talk", "phone", "message", "mail", "meeting"]),
                name="contact_kind_known",
                violation_error_message=_("This kind of contact is not known."),
            ),
            models.CheckConstraint(
                condition=Q(follow_up_on__isnull=True) | Q(follow_up_on__gt=F("on")),
                name="contact_followed_up_later",
                violation_error_message=_("A follow-up comes after the contact."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(follow_up_on__isnull=False),
                name="contact_closed_has_follow_up",
            ),
        )

    def __str__(self):
        return f"{self.student}, {self.on}"

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.risk_bits, self.average, self.attendance)

    def log(self, user: User, result: TermResult, last_seen: int):
        """Store a new one with the evidence that stands; `last_seen` is the last the writer saw.

        NotTheLatestError where a newer one is there: two may have spoken, or one pressed twice.
        """
        with transaction.atomic():
            held = _hold(result)
            theirs = Contact.objects.filter(student=held.student_id, term=held.term_id)
            newer = theirs.filter(pk__gt=last_seen).select_related("by").first()
            if newer is not None:
                raise NotTheLatestError(newer)
            self.student_id, self.term_id, self.by = held.student_id, held.term_id, user
            self.risk_bits, self.result_version = held.risk_bits, held.version
            self.average, self.attendance = held.average, held.attendance
            self.save(force_insert=True)
            self.write_down(RecordChange.Kind.MADE, new=self.said())

    def change(self, version: int):
        """Store what was written anew; NotTheLatestError unless `version` is the stored one."""
        with transaction.atomic():
            stored = Contact.objects.select_for_update().filter(pk=self.pk).first()
            if stored is None or stored.version != version:
                raise NotTheLatestError(stored)
            if stored.said() == self.said():
                return
            self.version = version + 1
            if self.follow_up_on != stored.follow_up_on:
                self.closed_at = self.closed_by = None
            self.save()
            said = {"old": stored.said(), "new": self.said()}
            self.write_down(RecordChange.Kind.CHANGED, field="note", **said)

    def remove(self):
        """Take it back; the history keeps what it said."""
        with transaction.atomic():
            stored = Contact.objects.select_for_update().filter(pk=self.pk).first()
            if stored is not None:
                stored.write_down(RecordChange.Kind.REMOVED, old=stored.said())
                stored.delete()

    def close(self, user: User):
        """Say that its follow-up is done; ValidationError where there is none that is open."""
        with transaction.atomic():
            here = Contact.objects.filter(pk=self.pk, follow_up_on__isnull=False)
            done = {"closed_at": timezone.now(), "closed_by": user, "version": F("version") + 1}
            if not here.filter(closed_at__isnull=True).update(**done):
                raise ValidationError(_("There is no open follow-up of this contact any more."))
            due = str(self.follow_up_on)
            self.write_down(RecordChange.Kind.CHANGED, field="closed", old=due, new="done")

    def said(self) -> str:
        """All that was written, in one text, as the history keeps it: in one language."""
        with override(settings.LANGUAGE_CODE):
            day = self.follow_up_on and _day(self.follow_up_on)
            follow_up = day and gettext("follow up %(day)s") % {"day": day}
            agreed = self.agreed and gettext("agreed: %(text)s") % {"text": self.agreed}
            first = f"{self.get_kind_display()}, {_day(self.on)}: {self.note}"
            return " · ".join(filter(None, (first, agreed, follow_up)))

    def write_down(self, kind: str, **values):
        """A line of history about this contact."""
        RecordChange.objects.create(
            kind=kind,
            model="contact",
            record_id=self.pk,
            record=self.student.roll_no,
            **values,
        )


def _hold(result: TermResult) -> TermResult:
    """The result as it stands: whoever notes a contact for one student does so after the other."""
    return TermResult.objects.select_for_update().get(pk=result.pk)


def _day(day: date) -> str:
    return date_format(day, "j M Y")
