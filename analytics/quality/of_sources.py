"""What has not been brought in for longer than its rhythm, and previews that were left lying."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.models import KpiSnapshot
from analytics.quality.checks import STALE, Found, RecordCheck, Row, list_url
from analytics.quality.scopes import FEES, WHOLE, QualityScope
from students.models import ChannelDay, ClassSession, ImportRun, Payment, TrainerRating

FORGOTTEN = datetime.timedelta(days=2)
Kind = ImportRun.Kind
TODO = gettext_lazy("Bring the newest file in, or let the night’s work run.")
FEE_KINDS = (Kind.DUES, Kind.PAYMENTS)
Days = dict[int, datetime.date]


@dataclass(frozen=True)
class Source:
    """Something that comes in every `rhythm` days, by files of these kinds or row by row.

    `last(scope)` are the newest days of its rows by institution; `in_term`: only while a term runs.
    """

    title: str | Promise
    rhythm: int
    kinds: tuple[str, ...] = ()
    last: Callable[[QualityScope], Days] = lambda scope: {}
    in_term: bool = False


@dataclass(frozen=True)
class Late:
    """A source of an institution, and when it was brought in last."""

    institution: int
    source: Source
    on: datetime.date
    days: int

    @property
    def is_late(self) -> bool:
        return self.days > self.source.rhythm


def _newest(model, institution: str, day: str) -> Callable[[QualityScope], Days]:
    def last(scope: QualityScope) -> Days:
        here = {f"{institution}__in": scope.institution_ids, f"{day}__lte": scope.today}
        rows = model.objects.filter(**here).order_by().values_list(institution)
        return dict(rows.annotate(newest=Max(day)))

    return last


SOURCES = {
    WHOLE: (
        Source(
            gettext_lazy("Attendance"),
            7,
            (Kind.ATTENDANCE,),
            _newest(ClassSession, "term__institution", "on"),
            in_term=True,
        ),
        Source(gettext_lazy("Online learning"), 7, (Kind.ENGAGEMENT,), in_term=True),
        Source(
            gettext_lazy("Trainer ratings"),
            92,
            (Kind.RATINGS,),
            _newest(TrainerRating, "staff__institution", "rated_on"),
        ),
        Source(gettext_lazy("Posts"), 7, (Kind.POSTS,)),
        Source(
            gettext_lazy("Reach by day"),
            7,
            (Kind.REACH,),
            _newest(ChannelDay, "channel__institution", "on"),
        ),
        Source(
            gettext_lazy("Key figures of the night"),
            1,
            (),
            _newest(KpiSnapshot, "institution", "day"),
        ),
    ),
    FEES: (
        Source(gettext_lazy("Fee dues"), 31, (Kind.DUES,)),
        Source(
            gettext_lazy("Payments"),
            7,
            (Kind.PAYMENTS,),
            _newest(Payment, "institution", "paid_on"),
        ),
    ),
}


@dataclass(frozen=True)
class SourceCheck:
    """The sources of a part that are late; one that was never brought in is not waited for."""

    slug: str
    title: str | Promise
    part: str
    kind: str = STALE
    todo: str | Promise = TODO

    def counts(self, scope: QualityScope) -> dict[int, Found]:
        """How many are late, of those that come in at all."""
        every = self.every(scope)
        return {
            place: Found(
                sum(one.is_late for one in every if one.institution == place),
                sum(one.institution == place for one in every),
            )
            for place in {one.institution for one in every}
        }

    def rows(self, scope: QualityScope) -> list[Late]:
        """Those that are late, the latest first."""
        late = [one for one in self.every(scope) if one.is_late]
        return sorted(late, key=lambda one: (-one.days, one.institution))

    def every(self, scope: QualityScope) -> list[Late]:
        """Every source that comes in anywhere here."""
        places, runs = scope.places(self.part), self._runs(scope)
        running = {term.institution_id for term in scope.terms if not term.is_over(scope.today)}
        found = []
        for source in SOURCES[self.part]:
            days = source.last(scope)
            for place in sorted(places & running if source.in_term else places):
                known = [runs.get((place, kind)) for kind in source.kinds] + [days.get(place)]
                if newest := max(filter(None, known), default=None):
                    ago = max((scope.today - newest).days, 0)
                    found.append(Late(place, source, newest, ago))
        return found

    def shown(self, scope: QualityScope, rows: Iterable[Late]) -> list[Row]:
        """When it came in last, and how often it is waited for."""
        url = reverse("admin:students_importrun_changelist")
        return [Row(one.institution, str(one.source.title), _since(one), url) for one in rows]

    def url(self, scope: QualityScope) -> str:
        """Its list."""
        return list_url(self)

    def _runs(self, scope: QualityScope) -> dict[tuple[int, str], datetime.date]:
        kinds = [kind for source in SOURCES[self.part] for kind in source.kinds]
        stored = Q(state=ImportRun.State.STORED, institution__in=scope.institution_ids)
        rows = ImportRun.objects.filter(stored, kind__in=kinds).order_by()
        newest = rows.values_list("institution", "kind").annotate(newest=Max("stored_at"))
        return {
            (place, kind): timezone.localdate(at) for place, kind, at in newest if at is not None
        }


def _since(one: Late) -> str:
    words = ngettext(
        "Last on %(day)s, %(days)s day ago; waited for every %(rhythm)s days",
        "Last on %(day)s, %(days)s days ago; waited for every %(rhythm)s days",
        one.days,
    )
    day = date_format(one.on, "DATE_FORMAT")
    return words % {"day": day, "days": one.days, "rhythm": one.source.rhythm}


def _previews(part: str) -> Callable[[QualityScope], QuerySet[ImportRun]]:
    def waiting(scope: QualityScope) -> QuerySet[ImportRun]:
        rows = ImportRun.objects.filter(scope.theirs(part, "institution"))
        of_fees = Q(kind__in=FEE_KINDS)
        rows = rows.filter(of_fees if part == FEES else ~of_fees)
        return rows.filter(state=ImportRun.State.PREVIEWED)

    return waiting


def run_row(run: ImportRun, scope: QualityScope) -> Row:
    """A preview, with its page."""
    day = date_format(timezone.localtime(run.created_at), "DATE_FORMAT")
    note = _("Previewed on %(day)s") % {"day": day}
    url = reverse("admin:students_importrun_change", args=[run.pk])
    return Row(run.institution_id, str(run), note, url)


def _forgotten(slug: str, title: Promise, part: str) -> RecordCheck:
    return RecordCheck(
        slug=slug,
        title=title,
        todo=gettext_lazy("Store it or give it up; until then it changes nothing."),
        kind=STALE,
        part=part,
        institution="institution",
        whole=_previews(part),
        lacks=lambda scope: Q(created_at__lt=timezone.now() - FORGOTTEN),
        row=run_row,
        order=("created_at", "pk"),
    )


CHECKS = (
    SourceCheck("sources", gettext_lazy("Sources not brought in since their rhythm"), WHOLE),
    SourceCheck("fee-sources", gettext_lazy("Fees not brought in since their rhythm"), FEES),
    _forgotten("previews", gettext_lazy("Previews left for two days"), WHOLE),
    _forgotten("fee-previews", gettext_lazy("Previews of fees left for two days"), FEES),
)
