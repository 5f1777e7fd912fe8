"""The tables of measured rooms: batches beside attendance and marks, and sessions one by one."""

import datetime
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from analytics.choices import BATCH
from analytics.chosen import INSTITUTION
from analytics.dashboards.batch_words import cell_of
from analytics.dashboards.classroom_charts import figure
from analytics.dashboards.classroom_rooms import BESIDE, SESSION, Rooms, engagement_of
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.dashboards.tabs import CLASSROOM, address
from analytics.metrics.rooms import RoomSession, together
from analytics.numerals import grouped
from analytics.precincts import Precinct
from students.models import Batch
from students.rules.room_engagement import Minute, engagement

NEWEST = 12  # sessions that are listed where no batch is chosen


def tables(rooms: Rooms, now: datetime.datetime) -> list[Table]:
    """Batches side by side, then their sessions."""
    return [_batches(rooms), _sessions(rooms, now)] if rooms.sessions else []


def _batches(rooms: Rooms) -> Table:
    titles = (str(kpi.title) for kpi in BESIDE)
    return Table(
        title=_("Engagement beside attendance and marks"),
        subtitle=_("Engagement of all stored sessions; the rest of the current term, in percent"),
        corner=_("Batch"),
        columns=(
            *(Column(_("Sessions")), Column(_("Engagement"))),
            *(Column(_("Frames with a face")), Column(_("Without a face"))),
            *map(Column, titles),
        ),
        lines=tuple(_batch(rooms, *one) for one in rooms.batches.items()),
        kind="rooms",
    )


def _batch(rooms: Rooms, batch: Batch, sessions: list[RoomSession]) -> Line:
    line = rooms.readings.get(batch.pk)
    beside = [cell_of(line.of(kpi)) if line else Cell(NONE) for kpi in BESIDE]
    cells = (
        Cell(grouped(len(sessions))),
        Cell(figure(engagement_of(sessions)) or NONE),
        *_frames(together(one.counted for one in sessions)),
        *beside,
    )
    url = "" if rooms.single else _address(rooms.precinct, sessions[0])
    return Line(batch.code, cells, url=url)


def _sessions(rooms: Rooms, now: datetime.datetime) -> Table:
    shown = rooms.sessions if BATCH in rooms.precinct.picked else rooms.sessions[:NEWEST]
    words = (_("How it ended"), _("Source"), _("Found by"), _("Run by"), _("Deleted on"))
    return Table(
        title=_("Sessions"),
        subtitle=_newest_words(rooms, shown),
        corner=_("Begun"),
        columns=(
            *(Column(_("Batch"), numeric=False), Column(_("Subject"), numeric=False)),
            *(Column(_("Minutes")), Column(_("Engagement"))),
            *(Column(_("Frames with a face")), Column(_("Without a face"))),
            *(Column(title, numeric=False) for title in words),
        ),
        lines=tuple(_session(rooms.precinct, one, now) for one in shown),
        kind="rooms-sessions",
    )


def _newest_words(rooms: Rooms, shown: Sequence[RoomSession]) -> str:
    if len(shown) == len(rooms.sessions):
        return _("A session leads to its minutes")
    told = {"count": grouped(len(shown)), "all": grouped(len(rooms.sessions))}
    words = _(
        "The newest %(count)s of %(all)s, each leading to its minutes; a batch shows all its own"
    )
    return words % told


def _session(precinct: Precinct, one: RoomSession, now: datetime.datetime) -> Line:
    row = one.row
    words = (
        row.state(now),
        _source(row),
        row.detector,
        str(row.run_by or _("By command on the server")),
        date_format(row.delete_on, "j M Y"),
    )
    cells = (
        Cell(row.batch.code),
        Cell(row.subject.code if row.subject else NONE),
        Cell(grouped(one.minutes)),
        Cell(figure(engagement([one.counted])) or NONE),
        *_frames(one.counted),
        *map(Cell, words),
    )
    began = date_format(localtime(row.started_at), "j M Y, H:i")
    return Line(began, cells, url=_address(precinct, one, row.pk))


def _source(row) -> str:
    seconds, rest = divmod(row.every_ms, 1000)
    told = {"source": row.get_source_display(), "every": grouped(row.every_ms if rest else seconds)}
    if rest:
        return _("%(source)s, every %(every)s ms") % told
    return _("%(source)s, every %(every)s s") % told


def _frames(counted: Minute) -> tuple[Cell, Cell]:
    return Cell(grouped(counted.with_faces)), Cell(grouped(counted.faceless))


def _address(precinct: Precinct, one: RoomSession, session: int | None = None) -> str:
    """The page of a batch, or of one of its sessions."""
    place = {INSTITUTION: one.row.institution.code, BATCH: one.row.batch.code}
    more = {SESSION: str(session)} if session else {}
    return f"{address(CLASSROOM)}?{precinct.query(**place, **more)}"
