"""A row's presences against the classes and presences the register has."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from students.imports.class_periods import PERIOD_MEND
from students.imports.days import shown
from students.imports.entries import PresenceEntry
from students.imports.items import PLACEMENT, PRESENCE, Item
from students.imports.refusals import Refused
from students.imports.rows import Compared, Setting
from students.imports.standings import Standing
from students.models import Presence


def compare(row: Compared, standing: Standing, setting: Setting):
    """Add the items of the row's presences; what does not fit is noted in the row's entry."""
    placement = next((one.new for one in row.items if one.what == PLACEMENT), standing.placement)
    if placement is None:
        return  # that the student has no place in the term has been said
    where = placement["branch"], placement["semester"], placement["section"]
    for said in row.entry.presences:
        try:
            period = _period(
                said, standing, setting.sessions.periods((*where, said.subject), _on(said))
            )
        except Refused as refusal:
            row.entry.refuse(said.title, said.text, refusal.reason, refusal.mend)
            continue
        cell = said.subject, _on(said), period
        old = standing.presences.get(cell)
        words = str(Presence(old).label) if old else ""
        row.add(Item(PRESENCE, (*cell, *where), old, said.state), said.title, words)


def _period(said: PresenceEntry, standing: Standing, stored: dict[int, bool]) -> int:
    """The period a presence is of: as said, or that of the day's class the column must mean."""
    own = {
        period
        for subject, on, period in standing.presences
        if (subject, on) == (said.subject, _on(said))
    }
    slot = said.slot
    held = sorted({period for period, was_held in stored.items() if was_held} | own)
    period = slot.period or slot.nth
    if slot.period is None and held:
        if len(held) != slot.of:
            words = ngettext(
                "The register has %(count)s class of this subject on %(day)s, and the file "
                "%(of_file)s without a period.",
                "The register has %(count)s classes of this subject on %(day)s, and the file "
                "%(of_file)s without a period.",
                len(held),
            )
            told = {"count": len(held), "day": shown(slot.on), "of_file": slot.of}
            raise Refused(words % told, PERIOD_MEND)
        period = held[slot.nth - 1]
    if stored.get(period) is False and period not in own:
        raise Refused(
            _("The class of %(day)s, period %(period)s, is noted as cancelled.")
            % {"day": shown(slot.on), "period": period},
            _("Note it as held, or empty the column."),
        )
    return period


def _on(said: PresenceEntry) -> str:
    return said.slot.on.isoformat()
