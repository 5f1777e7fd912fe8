"""Who reads which alerts, and who has alerts by mail."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from analytics.models import Alert, Digest, DigestChoice
from students.middleware import may_sign_in
from students.models import Membership, TermResult, User
from students.sight import PEOPLE_ROLES, Sight

LOOKS_BACK = 31  # days; what is older stands in the product alone
Often = DigestChoice.Often


def readable_alerts(sight: Sight) -> QuerySet[Alert]:
    """Alerts about terms of students in which this person might note a word; none of oneself."""
    if not sight.opens_worklists:
        return Alert.objects.none()
    theirs = sight.contactable_results().order_by()
    rows = Alert.objects.filter(Exists(theirs.filter(pk=OuterRef("result"))))
    return rows.exclude(result__student=sight.student_id) if sight.student_id else rows


def candidates(today: date) -> QuerySet[User]:
    """Whose digest may be due; by the number of the account.

    They have a role with a worklist today, or have asked for it as a superuser, and an account that
    is open.
    """
    roles = Membership.objects.today().filter(user=OuterRef("pk"), role__in=PEOPLE_ROLES)
    asked = Q(is_superuser=True, digest_choice__often__in=(Often.DAILY, Often.WEEKLY))
    people = User.objects.filter(Exists(roles) | asked, is_active=True)
    return people.select_related("digest_choice").order_by("pk")


def due_often(user: User, today: date) -> str:
    """How often this person wants the digest that is due today; "" where none is.

    They had none yet of this day, or of this week (from Monday on).
    """
    often = often_of(user)
    if often == Often.NEVER or not may_sign_in(user) or _has_had(user, often, today):
        return ""
    return often


def often_of(user: User) -> str:
    """How often this person wants a digest."""
    choice = getattr(user, "digest_choice", None)
    return choice.often if choice else DigestChoice.USUAL


def language_of(user: User) -> str:
    """In which language this person has mails: the chosen one, else that of the installation."""
    chosen = getattr(user, "digest_choice", None)
    known = chosen is not None and chosen.language in dict(settings.LANGUAGES)
    return chosen.language if known else settings.LANGUAGE_CODE


def news_of(sight: Sight, today: date) -> QuerySet[Alert]:
    """What the next digest of this person holds: new to them, and in none before."""
    mailed = Digest.objects.filter(user=sight.user_id, mailed__alert=OuterRef("pk"))
    rows = readable_alerts(sight).filter(result__status=TermResult.Status.ACTIVE)
    rows = rows.unseen_by(sight.user_id).filter(~Exists(mailed))
    return rows.filter(raised_on__gt=today - timedelta(days=LOOKS_BACK), raised_on__lte=today)


def _has_had(user: User, often: str, today: date) -> bool:
    first = today if often == Often.DAILY else today - timedelta(days=today.weekday())
    had = user.digests.exclude(state=Digest.State.FAILED)
    return had.filter(on__gte=first).exists()
