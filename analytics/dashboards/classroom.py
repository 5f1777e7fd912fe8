"""The page of rooms measured by camera: figures, what goes with what, and why there is nothing."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.dashboards.classroom_charts import figure
from analytics.dashboards.classroom_reliability import reliability_words
from analytics.dashboards.classroom_rooms import Rooms, engagement_of
from analytics.dashboards.classroom_words import over_batches, over_weeks
from analytics.dashboards.kpi_filters import precinct_filters
from analytics.dashboards.strip import Figure
from analytics.dashboards.tabs import CLASSROOM as SLUG
from analytics.kpis.batches import ATTENDANCE, AVERAGE
from analytics.metrics.rooms import together
from analytics.numerals import grouped, percent
from analytics.vision import packages
from analytics.wording import few

__all__ = ["SLUG", "board"]


def board(rooms: Rooms, now: datetime.datetime) -> dict:
    """What dashboards/classroom.html shows, but for charts, tables and tabs."""
    return {
        "heading": _heading(rooms),
        "lede": _(
            "Rooms, never persons: frames of a camera, counted as focused, neutral or distracted."
            " No figure here enters a mark, a risk, a key figure or a prediction."
        ),
        "filters": precinct_filters(rooms.precinct, reverse(SLUG)),
        "figures": _strip(rooms) if rooms.sessions else (),
        "notes": tuple(_notes(rooms)),
        "start": None if rooms.sessions else _nothing(rooms),
        "charts_first": True,
        "as_of": now,
    }


def _heading(rooms: Rooms) -> str:
    whole = figure(engagement_of(rooms.sessions))
    if not rooms.sessions:
        return _("No room has been measured here")
    if not whole:
        return _("No face was seen in any session")
    told = {"figure": percent(whole), "batch": next(iter(rooms.batches)).code}
    if rooms.single:
        return _("%(batch)s: %(figure)s of the frames with a face were focused") % told
    return _("%(figure)s of the frames with a face were focused") % told


def _strip(rooms: Rooms) -> tuple[Figure, ...]:
    counted = together(one.counted for one in rooms.sessions)
    whole = engagement_of(rooms.sessions)
    of_frames = _("of %(count)s frames") % {"count": grouped(counted.frames)}
    unit = "" if whole is None else "\u00a0%"
    return (
        Figure(_("Engagement"), figure(whole) or "–", _("of the frames with a face"), unit),
        Figure(_("Sessions"), grouped(len(rooms.sessions)), ""),
        Figure(_("Frames with a face"), grouped(counted.with_faces), of_frames),
        Figure(_("Without a face"), grouped(counted.faceless), of_frames),
    )


def _notes(rooms: Rooms):
    """How reliable it is, what goes together, and what is left out."""
    yield from reliability_words()
    if rooms.sessions:
        yield _(
            "Engagement is focused frames ÷ frames with at least one face × 100; frames without a"
            " face are counted apart. A face turned to the camera is not the same as attention."
        )
    if rooms.single:
        yield over_weeks(rooms)
    elif rooms.sessions:
        yield from (over_batches(rooms, kpi) for kpi in (ATTENDANCE, AVERAGE))
    if rooms.sessions:
        yield _("What goes together need not follow from one another.")
    if not rooms.precinct.tells_of_few:
        yield _("Figures of one to four students are withheld: “%(few)s”.") % {"few": few()}


def _nothing(rooms: Rooms) -> dict:
    """Off, no sessions, or the package missing: each with what to do."""
    sight, here = rooms.precinct.sight, set(rooms.precinct.institution_ids)
    consents = {"url": reverse("cameras"), "link": _("Classroom camera")}
    if not sight.everything and not sight.rooms & here:
        sentence = _("Measuring rooms by camera is off. The principal can turn it on.")
        return {"sentence": sentence, **(consents if sight.consents_to_cameras else {})}
    if rooms.withheld:
        return {"sentence": _("Too few students to tell of.")}
    if not packages.are_there():
        return {"sentence": packages.MISSING}
    return {
        "sentence": _(
            "No session is stored. Whoever runs the server measures a room with: manage.py"
            " measure_engagement SOURCE --batch CODE"
        )
    }
