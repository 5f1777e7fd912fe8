"""A room's engagement as lines: by minute of a session, and by week beside attendance."""

from fractions import Fraction

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from analytics.charts.chart import LINE, LINES, Chart, Row, Series
from analytics.dashboards.classroom_rooms import Rooms
from analytics.kpis.words import plain_text
from analytics.metrics.rooms import RoomWeek
from analytics.numerals import grouped, number, percent
from analytics.wording import few
from students.rules.room_engagement import Minute, engagement

NONE = "–"
PLACES = 1


def charts(rooms: Rooms) -> list[Chart]:
    """Of the session shown, and of the weeks of one batch."""
    made = [_minutes(rooms)] if rooms.shown else []
    return [*made, _weeks(rooms)] if rooms.single else made


def figure(value: Fraction | None) -> str:
    """A percent with one place; empty for none."""
    return "" if value is None else plain_text(value, PLACES)


def _minutes(rooms: Rooms) -> Chart:
    row = rooms.shown.row
    whole = figure(engagement([rooms.shown.counted]))
    told = {
        "batch": row.batch.code,
        "day": date_format(localtime(row.started_at), "j M Y, H:i"),
        "figure": percent(whole),
    }
    heading = _("%(batch)s, %(day)s: %(figure)s of the frames with a face were focused")
    return Chart(
        slug="room-minutes",
        kind=LINE,
        title=(heading if whole else _("%(batch)s, %(day)s: no face was seen")) % told,
        subtitle=_("Focused frames, percent of those with a face, minute by minute"),
        measure=_("Engagement"),
        columns=(
            *(_("Minute"), _("Engagement, %"), _("Frames with a face"), _("Without a face")),
            *(_("Focused"), _("Neutral"), _("Distracted"), _("Faces")),
        ),
        rows=tuple(map(_minute, rooms.minutes)),
        figures=rooms,
        empty="" if rooms.minutes else _("No minute of this session is stored."),
    )


def _minute(one: Minute) -> Row:
    text = figure(engagement([one]))
    counts = (one.faceless, one.focused, one.neutral, one.distracted, one.faces)
    return Row(
        label=str(one.number + 1),
        number=number(text),
        value=text or NONE,
        key="bar",
        share=grouped(one.with_faces),
        leads=False,
        others=tuple(map(grouped, counts)),
    )


def _weeks(rooms: Rooms) -> Chart:
    return Chart(
        slug="room-weeks",
        kind=LINES,
        title=_("Engagement and attendance, week by week"),
        subtitle=_("Percent; which weeks hold both stands in the table"),
        measure=_("Percent"),
        columns=(
            *(_("Week from"), _("Engagement, %"), _("Attendance, %")),
            *(_("Sessions"), _("Frames with a face"), _("Without a face"), _("Entries")),
        ),
        rows=tuple(map(_week, rooms.weeks)),
        figures=rooms,
        options={"scales": {"y": {"min": 0, "max": 100}}},
        series=(Series(_("engagement"), "bar"), Series(_("attendance"), "ramp-8")),
        empty="" if rooms.weeks else _("No sessions here yet."),
    )


def _week(one: RoomWeek) -> Row:
    focused, attended = figure(engagement([one.counted])), figure(one.attendance)
    counts = (one.sessions, one.counted.with_faces, one.counted.faceless)
    entries = NONE if one.attendance is None else grouped(one.entries)
    return Row(
        label=date_format(one.begins, "j M Y"),
        number=number(focused),
        value=focused or NONE,
        key="bar",
        share=few() if one.few else attended or NONE,
        leads=False,
        numbers=(number(focused), number(attended)),
        others=(*map(grouped, counts), few() if one.few else entries),
    )
