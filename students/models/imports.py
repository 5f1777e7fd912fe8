"""A file on its way in or taken back, and what it taught about its source."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models.fields import KeyField
from students.models.people import User
from students.models.structure import Branch, Institution, Subject, Term
from students.rules.keys import KEY_LENGTH, key_of

OFFICE_KINDS = (
    "batches",
    "admissions",
    "trainers",
    "ratings",
    "dues",
    "payments",
    "posts",
    "reach",
)
FILE_KINDS = ("students", "marks", "attendance", "engagement", *OFFICE_KINDS)
RUN_KINDS = (*FILE_KINDS, "undo")


class ImportRun(models.Model):
    """An import previewed, stored, undone or discarded; its plan lies in the staging folder."""

    class Kind(models.TextChoices):
        STUDENTS = "students", _("Students")
        MARKS = "marks", _("Marks")
        ATTENDANCE = "attendance", _("Attendance")
        ENGAGEMENT = "engagement", _("Online learning")
        BATCHES = "batches", _("Batches")
        ADMISSIONS = "admissions", _("Admissions")
        TRAINERS = "trainers", _("Trainers")
        RATINGS = "ratings", _("Trainer ratings")
        DUES = "dues", _("Fee dues")
        PAYMENTS = "payments", _("Payments")
        POSTS = "posts", _("Posts")
        REACH = "reach", _("Reach by day")
        UNDO = "undo", _("Undo of an import")

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("Previewed")
        STORED = "stored", _("Stored")
        UNDONE = "undone", _("Undone")
        DISCARDED = "discarded", _("Discarded")

    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="import_runs",
        help_text=_("Empty while a preview waits that would make the first institution."),
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="import_runs"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    plan_digest = models.CharField(max_length=64, blank=True)
    options = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_runs"
    )
    door = models.CharField(max_length=10)
    undo_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    created_at = models.DateTimeField(default=timezone.now)
    stored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["previewed", "stored", "undone", "discarded"]),
                name="import_run_state_known",
            ),
            models.CheckConstraint(
                condition=Q(institution__isnull=False) | Q(state__in=["previewed", "discarded"]),
                name="import_run_stored_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RUN_KINDS),
                name="import_run_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="undo", undo_of__isnull=False)
                | (~Q(kind="undo") & Q(undo_of__isnull=True)),
                name="import_run_undo_names_its_run",
            ),
        )

    def __str__(self):
        told = {"number": self.pk, "kind": self.get_kind_display(), "file": self.file_name}
        return (_("Run %(number)s: %(kind)s %(file)s") % told).strip()


class ImportMapping(models.Model):
    """How the columns of a source were read, for the next file with the same titles."""

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="import_mappings"
    )
    kind = models.CharField(max_length=10, choices=ImportRun.Kind)
    fingerprint = KeyField(max_length=64, editable=False)
    titles = models.JSONField(default=list)
    readings = models.JSONField(default=list)
    run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-used_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["institution", "kind", "fingerprint"], name="import_mapping_unique"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=FILE_KINDS),
                name="import_mapping_kind_known",
                violation_error_message=_("This kind of file is not known."),
            ),
        )

    def __str__(self):
        return ", ".join(title for title in self.titles if title)[:120]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Title and reading of each column that has a title or is read."""
        pairs = zip(self.titles, self.readings, strict=True)
        return [(title, reading) for title, reading in pairs if title or reading != "left_out"]


class CategoryWord(models.Model):
    """What a word of the office's files means: somebody said so once, and it is remembered.

    `what` says of which category, as questions name them; `value` is the code it stands for.
    """

    WHAT_LENGTH, VALUE_LENGTH = 10, KEY_LENGTH

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="category_words"
    )
    what = models.CharField(max_length=WHAT_LENGTH)
    text = models.CharField(max_length=200)
    key = KeyField(max_length=KEY_LENGTH, editable=False)
    value = models.CharField(max_length=VALUE_LENGTH)
    run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, editable=False)

    class Meta:
        ordering = ("what", "key")
        constraints = (
            models.UniqueConstraint(
                fields=["institution", "what", "key"], name="category_word_unique"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="category_word_has_letters"),
        )

    def __str__(self):
        return f"{self.text} = {self.value}"


class StructureAlias(models.Model):
    """Another name under which a subject or a branch stands in files."""

    class Kind(models.TextChoices):
        SUBJECT = "subject", _("Subject")
        BRANCH = "branch", _("Branch")

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="structure_aliases"
    )
    kind = models.CharField(max_length=10, choices=Kind, editable=False)
    text = models.CharField(_("name in files"), max_length=200)
    key = KeyField(max_length=KEY_LENGTH, editable=False)
    subject = models.ForeignKey(
        Subject, on_delete=models.CASCADE, null=True, blank=True, related_name="aliases"
    )
    branch = models.ForeignKey(
        Branch, on_delete=models.CASCADE, null=True, blank=True, related_name="aliases"
    )
    run = models.ForeignKey(
        ImportRun, on_delete=models.SET_NULL, null=True, blank=True, editable=False
    )

    class Meta:
        ordering = ("kind", "key")
        verbose_name = _("other name")
        constraints = (
            models.UniqueConstraint(
                fields=["institution", "kind", "key"], name="structure_alias_unique_name"
            ),
            models.CheckConstraint(
                condition=~Q(key=""),
                name="structure_alias_has_name",
                violation_error_message=_("A name has a letter or a digit."),
            ),
            models.CheckConstraint(
                condition=Q(kind="subject", subject__isnull=False, branch__isnull=True)
                | Q(kind="branch", subject__isnull=True, branch__isnull=False),
                name="structure_alias_means_one_thing",
                violation_error_message=_("Choose a subject or a branch, and not both."),
            ),
        )

    def __str__(self):
        return f"{self.text} = {self.meant}"

    @property
    def meant(self) -> Subject | Branch:
        """What the name stands for."""
        return self.subject or self.branch

    def save(self, *args, **kwargs):
        self.text = self.text.strip()
        self.key = key_of(self.text)
        self.kind = self.Kind.SUBJECT if self.subject_id else self.Kind.BRANCH
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "key", "kind"}
        super().save(*args, **kwargs)
