"""Online learning: who was enrolled in what, how it ended, and what they did in each week."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from students.models.changes import Change, OnResult
from students.models.results import TermResult
from students.models.structure import Subject

FIRST_WEEK, LAST_WEEK = -52, 104
DAYS_IN_WEEK = 7
MOST_DAYS = 3660
MOST_SECONDS = 100_000_000
PAGE_KINDS = ("content", "quiz", "forum", "resource", "navigation", "other")
CLICKS = tuple(f"clicks_{kind}" for kind in PAGE_KINDS)
SUBMISSIONS = ("submissions_made", "submissions_due", "submissions_in_time")


class Outcome(models.TextChoices):
    """How an enrolment ended; empty while nobody has said."""

    COMPLETED = "completed", _("Stayed to the end")
    PASSED = "passed", _("Passed")
    DISTINCTION = "distinction", _("Passed with distinction")
    FAILED = "failed", _("Failed")
    WITHDRAWN = "withdrawn", _("Withdrew")


class Enrolment(models.Model):
    """A student in a subject of a term: from when, until when, and how it ended.

    `left_on` is the first day on which they were no longer enrolled: it may lie before the course
    began, and, as sources write it, before they registered. Withdrawn without it: the day is not
    known. What they had studied before is known from the first day.
    """

    result = models.ForeignKey(TermResult, on_delete=models.PROTECT, related_name="enrolments")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="enrolments")
    registered_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=11, choices=Outcome, blank=True)
    previous_attempts = models.PositiveSmallIntegerField(null=True, blank=True)
    studied_credits = models.PositiveSmallIntegerField(null=True, blank=True)
    prior_education = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("result", "subject")
        constraints = (
            models.UniqueConstraint(fields=["result", "subject"], name="enrolment_unique"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *Outcome.values]),
                name="enrolment_outcome_known",
                violation_error_message=_("This outcome is not known."),
            ),
        )

    def __str__(self):
        return f"{self.result}, {self.subject}"

    def save(self, *args, **kwargs):
        """Store it; ValueError for a subject of another institution."""
        if self.subject.institution_id != self.result.institution_id:
            raise ValueError("an enrolment's subject belongs to the institution of its result")
        super().save(*args, **kwargs)


class WeeklyActivity(models.Model):
    """What a student did in a subject in one week; a week without a row was one without activity.

    Clicks are told apart by the kind of page. `visits` are the entries of the log: a page opened on
    a day. Work due and handed in stands with the components (`due_on`, `submitted_on`).
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="weeks")
    week = models.SmallIntegerField(help_text=_("Counted from the start of the course, from 0."))
    login_days = models.PositiveSmallIntegerField(default=0)
    last_day = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("The last day of activity, 0 to 6 within the week.")
    )
    video_seconds = models.PositiveIntegerField(default=0)
    forum_posts = models.PositiveIntegerField(default=0)
    visits = models.PositiveIntegerField(default=0)
    clicks = models.PositiveIntegerField(default=0)
    clicks_content = models.PositiveIntegerField(default=0)
    clicks_quiz = models.PositiveIntegerField(default=0)
    clicks_forum = models.PositiveIntegerField(default=0)
    clicks_resource = models.PositiveIntegerField(default=0)
    clicks_navigation = models.PositiveIntegerField(default=0)
    clicks_other = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = _("weekly activities")
        ordering = ("enrolment", "week")
        constraints = (
            models.UniqueConstraint(fields=["enrolment", "week"], name="weekly_activity_unique"),
            models.CheckConstraint(
                condition=Q(week__gte=FIRST_WEEK, week__lte=LAST_WEEK),
                name="weekly_activity_week_in_range",
            ),
            models.CheckConstraint(
                condition=Q(login_days=0, last_day__isnull=True)
                | Q(
                    last_day__isnull=False,
                    login_days__gte=1,
                    login_days__lte=F("last_day") + 1,
                    last_day__lt=DAYS_IN_WEEK,
                ),
                name="weekly_activity_days_in_range",
                violation_error_message=_("A week has seven days, of which one is the last."),
            ),
            models.CheckConstraint(
                condition=Q(
                    clicks=F("clicks_content")
                    + F("clicks_quiz")
                    + F("clicks_forum")
                    + F("clicks_resource")
                    + F("clicks_navigation")
                    + F("clicks_other")
                ),
                name="weekly_activity_clicks_add_up",
                violation_error_message=_("The clicks of all kinds of page add up to the clicks."),
            ),
        )

    def __str__(self):
        return _("%(enrolment)s, week %(week)s") % {"enrolment": self.enrolment, "week": self.week}


class TermActivity(models.Model):
    """What a student did in a subject in the whole term, where no week or date is known.

    It serves the baseline of its source and no prediction as of a date. Attendance and average
    score of the same source are facts of the register: term attendance and mark.
    """

    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, related_name="term_activity"
    )
    login_days = models.PositiveSmallIntegerField(null=True, blank=True)
    video_seconds = models.PositiveIntegerField(null=True, blank=True)
    forum_posts = models.PositiveIntegerField(null=True, blank=True)
    submissions_made = models.PositiveIntegerField(null=True, blank=True)
    submissions_due = models.PositiveIntegerField(null=True, blank=True)
    submissions_in_time = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = _("term activities")
        ordering = ("enrolment",)
        constraints = (
            models.CheckConstraint(
                condition=Q(login_days__isnull=True) | Q(login_days__lte=MOST_DAYS),
                name="term_activity_days_in_range",
            ),
            models.CheckConstraint(
                condition=Q(video_seconds__isnull=True) | Q(video_seconds__lte=MOST_SECONDS),
                name="term_activity_video_in_range",
            ),
            models.CheckConstraint(
                condition=Q(submissions_due__isnull=True)
                | Q(submissions_made__isnull=False, submissions_made__lte=F("submissions_due")),
                name="term_activity_work_was_given",
            ),
            models.CheckConstraint(
                condition=Q(submissions_in_time__isnull=True)
                | Q(
                    submissions_made__isnull=False,
                    submissions_in_time__lte=F("submissions_made"),
                ),
                name="term_activity_work_in_time_was_handed_in",
            ),
        )

    def __str__(self):
        return _("%(enrolment)s, whole term") % {"enrolment": self.enrolment}


class EngagementChange(Change, OnResult):
    """A fact of online learning from an old value to a new one, as JSON; empty: it was not there.

    A week's figures are told where they are corrected or taken away. Of those that come in it is
    told how many of an enrolment did, from which week to which: `week` is then empty.
    """

    class Kind(models.TextChoices):
        ENROLMENT = "enrolment", _("Enrolment")
        ACTIVITY = "activity", _("Activity in the term")
        WEEK = "week", _("Activity in a week")
        BACKGROUND = "background", _("Background")

    kind = models.CharField(max_length=10, choices=Kind)
    week = models.SmallIntegerField(null=True)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["student_id", "term_id"], name="engagement_change_of_result"),
            models.Index(fields=["institution_id", "term_id"], name="engagement_change_of_term"),
        )

    def __str__(self):
        return f"{self.roll_no} {self.subject_code} {self.get_kind_display()}"
