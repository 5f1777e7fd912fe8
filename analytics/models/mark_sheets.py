"""Mark sheets that were given out: what stands on the paper, and the code that verifies it."""

import secrets

from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.models import TermResult, User
from students.rules.keys import key_of

# Without those that look like another on paper: 0 and O, 1, I and L, U and V.
LETTERS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
GROUPS, GROUP = 4, 4  # 29 ** 16 codes: a guess finds none
MOST_REASON = 200


def new_code() -> str:
    """A code drawn by lot, in groups that can be read aloud: "K7QF-29XA-MMTR-8E3N"."""
    drawn = [[secrets.choice(LETTERS) for _ in range(GROUP)] for _ in range(GROUPS)]
    return "-".join("".join(group) for group in drawn)


def code_in(typed: str) -> str:
    """A code as it is stored, however its groups were set apart; any other text stays unknown."""
    letters = key_of(typed).replace("-", "")
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


class MarkSheetQuerySet(models.QuerySet):
    def newest(self):
        """Of each result the last one given out."""
        later = MarkSheet.objects.filter(result=OuterRef("result"), pk__gt=OuterRef("pk"))
        return self.filter(~models.Exists(later))

    def standing(self):
        """Those that nobody has revoked."""
        return self.filter(revoked_at__isnull=True)


class MarkSheet(models.Model):
    """One paper. `printed` is what `analytics.mark_sheets.contents` said of the result that day.

    It is never changed but for being revoked, once, with a reason.
    """

    code = models.CharField(max_length=19, unique=True, default=new_code, editable=False)
    result = models.ForeignKey(TermResult, on_delete=models.CASCADE, related_name="mark_sheets")
    printed = models.JSONField()
    language = models.CharField(max_length=10)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=MOST_REASON, blank=True)

    objects = MarkSheetQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = gettext_lazy("mark sheet")
        verbose_name_plural = gettext_lazy("mark sheets")
        constraints = (
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, reason="")
                | (Q(revoked_at__isnull=False) & ~Q(reason="")),
                name="mark_sheet_revoked_with_a_reason",
            ),
        )

    def __str__(self):
        return _("Mark sheet %(code)s") % {"code": self.code}

    def revoke(self, by: User, reason: str) -> bool:
        """End it for good; False where it was revoked before."""
        standing = MarkSheet.objects.standing().filter(pk=self.pk)
        reason = reason.strip()[:MOST_REASON]
        if not reason:
            raise ValueError("a mark sheet is revoked for a reason")
        return bool(standing.update(revoked_at=timezone.now(), revoked_by=by, reason=reason))
