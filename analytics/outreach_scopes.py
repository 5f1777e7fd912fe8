"""Whose channels a page is about: what the viewer may see, narrowed by institution, platform and
channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from django.db.models import QuerySet

from analytics.chosen import INSTITUTION
from analytics.narrowing import (
    CHANNEL,
    PLATFORM,
    Narrowed,
    asked_of,
    institutions_of,
    of_code,
    refuse_unknown,
)
from students.models import Admission, Channel, Institution, Platform, Role
from students.office_rights import BATCH_ROLES
from students.rules.keys import key_of
from students.sight import Sight

FILTERS = (INSTITUTION, PLATFORM, CHANNEL)
LOOKING_UP = (Role.PRINCIPAL, Role.REGISTRAR)


@dataclass(frozen=True)
class OutreachScope(Narrowed):
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
        asked = asked_of(params, FILTERS)
        places = institutions_of(sight, BATCH_ROLES)
        here = of_code(places, asked[INSTITUTION])
        known = tuple(sight.channels().filter(institution__in=[one.pk for one in here]))
        on_platform = tuple(one for one in known if asked[PLATFORM] in ("", one.platform))
        key = key_of(asked[CHANNEL])
        meant = tuple(one for one in on_platform if not key or key_of(one.handle_key) == key)
        refuse_unknown(asked, {INSTITUTION: here, PLATFORM: on_platform, CHANNEL: meant})
        chosen = {name: asked[name] for name in FILTERS if asked[name]}
        if CHANNEL in chosen:
            chosen[CHANNEL] = meant[0].handle_key
        if INSTITUTION in chosen:
            chosen[INSTITUTION] = here[0].code
        return cls(sight, places, here, known, meant, chosen)

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

    def admissions(self) -> QuerySet[Admission]:
        """Who joined a batch of these institutions, by whatever way."""
        return Admission.objects.filter(batch__institution__in=self.institution_ids)
