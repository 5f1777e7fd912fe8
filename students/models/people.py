"""Who signs in, in which role and where; who works there; who studies there."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models.fields import KeyField
from students.models.structure import NO_CODE, Branch, Group, Institution
from students.rules.keys import KEY_LENGTH, NAME_KEY_LENGTH, key_of, name_key_of


class User(AbstractUser):
    """A sign-in. What it may see follows from its memberships, staff and student records."""

    is_demo = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("Made by seed_demo with a published password; refused outside the demo."),
    )


class Role(models.TextChoices):
    PRINCIPAL = "principal", _("Principal")
    REGISTRAR = "registrar", _("Registrar")
    HEAD = "head", _("Head of branch")
    FACULTY = "faculty", _("Faculty")
    MENTOR = "mentor", _("Mentor")
    ACCOUNTANT = "accountant", _("Accountant")
    MANAGER = "manager", _("Manager")
    STUDENT = "student", _("Student")
    ADMINISTRATOR = "administrator", _("Administrator")


def valid_on(day):
    """The condition that something from starts_on to ends_on, both included, holds on a day."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class ValidQuerySet(models.QuerySet):
    def today(self):
        """Those that hold today."""
        return self.filter(valid_on(timezone.localdate()))


class Membership(models.Model):
    """One role of a person in an institution, or in a group and so in all its institutions."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=15, choices=Role)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="heads",
        help_text=_("The branch of a head of branch."),
    )
    place_key = KeyField(max_length=80, editable=False)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True, help_text=_("The last day, included."))

    objects = ValidQuerySet.as_manager()

    class Meta:
        ordering = ("user", "role", "starts_on")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "role", "place_key", "starts_on"], name="membership_unique"
            ),
            models.CheckConstraint(
                condition=Q(institution__isnull=False, group__isnull=True)
                | Q(institution__isnull=True, group__isnull=False),
                name="membership_in_one_place",
                violation_error_message=_("A role is held in an institution or in a group."),
            ),
            models.CheckConstraint(
                condition=Q(role="head", branch__isnull=False, institution__isnull=False)
                | (~Q(role="head") & Q(branch__isnull=True)),
                name="membership_branch_for_heads_alone",
                violation_error_message=_("A head of branch has a branch, nobody else has one."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="membership_role_known",
                violation_error_message=_("This role is not known."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_start",
                violation_error_message=_("A role does not end before it starts."),
            ),
        )

    def __str__(self):
        return f"{self.get_role_display()}, {self.branch or self.institution or self.group}"

    def save(self, *args, **kwargs):
        self.place_key = f"{self.institution_id or 0}|{self.group_id or 0}|{self.branch_id or 0}"
        super().save(*args, **kwargs)


class Named(models.Model):
    """A name as typed, and its key, by which it is searched and sorted."""

    name = models.CharField(max_length=200)
    name_key = KeyField(max_length=NAME_KEY_LENGTH, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name = self.name.strip()
        self.name_key = name_key_of(self.name)
        super().save(*args, **kwargs)


class Staff(Named):
    """Somebody who teaches or mentors, with or without a sign-in."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="staff")
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="staff_records"
    )
    code = models.CharField(max_length=40)
    code_key = KeyField(max_length=KEY_LENGTH, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    joined_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name_key",)
        verbose_name_plural = _("staff")
        constraints = (
            models.UniqueConstraint(fields=["institution", "code_key"], name="staff_unique_code"),
            models.UniqueConstraint(fields=["institution", "user"], name="staff_unique_user"),
            models.CheckConstraint(
                condition=~Q(code_key=""),
                name="staff_has_code",
                violation_error_message=NO_CODE,
            ),
        )

    def save(self, *args, **kwargs):
        self.code = self.code.strip()
        self.code_key = key_of(self.code)
        super().save(*args, **kwargs)


class Student(Named):
    """Somebody who studies at an institution; branch, batch and semester are a term's result's."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="students")
    roll_no = models.CharField(_("roll number"), max_length=40)
    roll_key = KeyField(max_length=KEY_LENGTH, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    user = models.OneToOneField(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="student"
    )
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ("roll_key",)
        indexes = (
            models.Index(fields=["institution", "name_key", "roll_key"], name="student_by_name"),
            models.Index(fields=["roll_key"], name="student_by_roll_number"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["institution", "roll_key"], name="student_unique_roll_number"
            ),
            models.CheckConstraint(
                condition=~Q(roll_key=""),
                name="student_has_roll_number",
                violation_error_message=_("A roll number has a letter or a digit."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="student_has_name",
                violation_error_message=_("A student has a name."),
            ),
        )

    def __str__(self):
        return f"{self.roll_no} {self.name}"

    def save(self, *args, **kwargs):
        self.roll_no = self.roll_no.strip()
        self.roll_key = key_of(self.roll_no)
        if not self._state.adding and kwargs.get("update_fields") is None:
            self.version += 1
        super().save(*args, **kwargs)
