"""Whose channels a page is about: what the viewer may see, narrowed by institution, platform and
channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from analytics.chosen import INSTITUTION, UNKNOWN, ScopeError
from students.models import Admission, Channel, Institution, Platform, Role
from students.office_rights import BATCH_ROLES
from students.rules.keys import key_of
from students.sight import Sight

PLATFORM, CHANNEL = "platform", "channel"
FILTERS = (INSTITUTION, PLATFORM, CHANNEL)
UNSEEN = {
    INSTITUTION: UNKNOWN[INSTITUTION],
    PLATFORM: gettext_lazy("There is no platform “%(value)s” here."),
    CHANNEL: gettext_lazy("There is no channel “%(value)s” here."),
}
LOOKING_UP = (Role.PRINCIPAL, Role.REGISTRAR)


@dataclass(frozen=True)
class OutreachScope:
    """One viewer's sight of channels; `chosen` are the filters in force.

    `places` are all institutions of theirs and `institutions` those meant; `known` are all channels
    of these and `channels` those meant. `own` are further parameters of a page.
    """

    sight: Sight
    places: tuple[Institution, ...]
    institutions: tuple[Institution, ...]
    known: tuple[Channel, ...]
    channels: tuple[Channel, ...]
    chosen: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    leads_to_students: ClassVar[bool] = False  # nobody is known to have come by a post

    @classmethod
    def of(cls, sight: Sight, params: Mapping) -> "OutreachScope":
        """The scope under GET parameters; ScopeError for a value that is not among what is seen."""
        asked = {name: str(params.get(name) or "").strip() for name in FILTERS}
        places = _institutions(sight)
        code = key_of(asked[INSTITUTION])
        here = tuple(one for one in places if not code or one.code_key == code)
        known = tuple(sight.channels().filter(institution__in=[one.pk for one in here]))
        on_platform = tuple(one for one in known if asked[PLATFORM] in ("", one.platform))
        key = key_of(asked[CHANNEL])
        meant = tuple(one for one in on_platform if not key or key_of(one.handle_key) == key)
        found = {INSTITUTION: here, PLATFORM: on_platform, CHANNEL: meant}
        unknown = [name for name in FILTERS if asked[name] and not found[name]]
        if unknown:
            raise ScopeError([UNSEEN[name] % {"value": asked[name]} for name in unknown])
        chosen = {name: asked[name] for name in FILTERS if asked[name]}
        if CHANNEL in chosen:
            chosen[CHANNEL] = meant[0].handle_key
        if INSTITUTION in chosen:
            chosen[INSTITUTION] = here[0].code
        return cls(sight, places, here, known, meant, chosen)

    @property
    def institution_ids(self) -> tuple[int, ...]:
        return tuple(one.pk for one in self.institutions)

    @property
    def platforms(self) -> tuple[str, ...]:
        """Those of the channels meant, in the order of Platform."""
        there = {one.platform for one in self.channels}
        return tuple(one for one in Platform.values if one in there)

    @property
    def tells_of_few(self) -> bool:
        """Whether one to four people may be told of: to who may look all of them up."""
        return self.sight.everything or self.sight.where(*LOOKING_UP).issuperset(
            self.institution_ids
        )

    def query(self, **changes: str) -> str:
        """The filters and parameters as a query string, some changed or, given "", left out."""
        values = {**self.chosen, **self.own, **changes}
        return urlencode({name: value for name, value in values.items() if value})

    def admissions(self) -> QuerySet[Admission]:
        """Who joined a batch of these institutions, by whatever way."""
        return Admission.objects.filter(batch__institution__in=self.institution_ids)


def _institutions(sight: Sight) -> tuple[Institution, ...]:
    rows = Institution.objects.order_by("code_key")
    return tuple(rows if sight.everything else rows.filter(pk__in=sight.where(*BATCH_ROLES)))
