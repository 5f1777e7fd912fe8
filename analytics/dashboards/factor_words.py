"""What the factors of being lost are called, what is found of each, and what to do about it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    """`title` heads a row; `finding` has the places with, without and how many; `advice` is what to
    do where the figures are as one expects, `unless_few` instead where more than a tenth of those
    with it were lost."""

    title: str
    finding: str
    advice: str
    unless_few: str = ""


WORDS = {
    "inactive": Words(
        _("Not active in the first two weeks"),
        _(
            "Of %(count)s enrolments without any activity in the first two weeks %(with)s were"
            " lost, of the others %(without)s"
        ),
        _(
            "When two weeks are over, list who has not signed in yet and have somebody call them"
            " that week."
        ),
    ),
    "work_missing": Words(
        _("First work not handed in by the day it was due"),
        _(
            "Of %(count)s enrolments whose first work was not in on the day it was due %(with)s"
            " were lost, of the others %(without)s"
        ),
        _("On the day after the first work is due, speak with everybody whose work is missing."),
    ),
    "least_active": Words(
        _("In the least active third of the course, first four weeks"),
        _(
            "Of %(count)s enrolments in the least active third of their course in the first four"
            " weeks %(with)s were lost, of the others %(without)s"
        ),
        _(
            "After four weeks, look at the least active third of each course and offer them a"
            " conversation first."
        ),
    ),
    "most_active": Words(
        _("In the most active third of the course, first four weeks"),
        _(
            "Of %(count)s enrolments in the most active third of their course in the first four"
            " weeks %(with)s were lost, of the others %(without)s"
        ),
        _("Mentors short of time can leave the most active third of a course for later."),
        _("Look at the others first, and do not leave these out: of them, too, many were lost."),
    ),
    "no_video": Words(
        _("Watched no video in the first four weeks"),
        _(
            "Of %(count)s enrolments without any video in the first four weeks %(with)s were lost,"
            " of the others %(without)s"
        ),
        _("After four weeks, ask who has watched no video whether they can reach them at all."),
    ),
    "no_post": Words(
        _("Wrote nothing in the forum in the first four weeks"),
        _(
            "Of %(count)s enrolments without a post in the first four weeks %(with)s were lost, of"
            " the others %(without)s"
        ),
        _("Set a first task in the forum early, and see who has not answered it."),
    ),
    "no_forum": Words(
        _("Did not open the forum in the first four weeks"),
        _(
            "Of %(count)s enrolments that did not open the forum in the first four weeks %(with)s"
            " were lost, of the others %(without)s"
        ),
        _("Look after four weeks who has never opened the forum, and greet them there by name."),
    ),
    "rarely_there": Words(
        _("Attendance below the line in the first four weeks"),
        _(
            "Of %(count)s enrolments below the line of attendance in the first four weeks"
            " %(with)s were lost, of the others %(without)s"
        ),
        _("After four weeks, speak with those below the line of attendance."),
    ),
    "attempted_before": Words(
        _("Had attempted the subject before"),
        _(
            "Of %(count)s enrolments with an earlier attempt %(with)s were lost, of the others"
            " %(without)s"
        ),
        _("Give a mentor to those who take a subject again from its first day on."),
    ),
}
UNEXPECTED = _(
    "This is not what one would expect. Look at single records before anything is made of it."
)
