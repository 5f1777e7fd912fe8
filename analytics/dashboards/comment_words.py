"""What was said of trainers, in words: topics as a table, tones, examples, and how sure it is."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.comments.masks import masked
from analytics.comments.quotes import quoted
from analytics.comments.readings import MIXED, NEGATIVE, POSITIVE, TONES, UNCLEAR, WISHED
from analytics.comments.summaries import Spoken, Summary
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.metrics.rating_comments import MOST, names_in
from analytics.metrics.rating_figures import RatingFigures
from analytics.numerals import grouped, share

TONE_WORDS = {
    POSITIVE: gettext_lazy("Positive"),
    NEGATIVE: gettext_lazy("Negative"),
    MIXED: gettext_lazy("Mixed"),
    WISHED: gettext_lazy("Wish"),
    UNCLEAR: gettext_lazy("Unclear"),
}


def topics_table(found: Summary) -> Table | None:
    """How often each topic is spoken of, and how; None where nothing is."""
    if not found.spoken:
        return None
    columns = (_("Comments"), *(str(TONE_WORDS[tone]) for tone in TONES))
    return Table(
        title=_finding(found),
        subtitle=_(
            "Topics found in comments by word lists; a comment may speak of several, of each in "
            "its own tone"
        ),
        corner=_("Topic"),
        columns=(Column(columns[0], _("Share")), *map(Column, columns[1:])),
        lines=tuple(_line(one, found.count) for one in found.spoken),
        kind="topics",
    )


def _line(one: Spoken, count: int) -> Line:
    cells = [Cell(grouped(one.count), share(one.count, count))]
    cells += [Cell(grouped(one.tones[tone]) if one.tones[tone] else NONE) for tone in TONES]
    return Line(str(one.topic.title), tuple(cells))


def _finding(found: Summary) -> str:
    """The topic with the most complaints, where they are more than its praise."""
    worst = max(found.spoken, key=lambda one: one.tones[NEGATIVE] - one.tones[POSITIVE])
    bad, good = worst.tones[NEGATIVE], worst.tones[POSITIVE]
    told = {"topic": worst.topic.title, "bad": grouped(bad), "good": grouped(good)}
    if bad > good:
        words = _("%(topic)s: %(bad)s comments complain and %(good)s praise")
        return words % told
    return _("Of no topic more comments complain than praise")


def said(figures: RatingFigures) -> dict | None:
    """What dashboards/trainers.html shows of the comments; None where there are none."""
    found = figures.comments
    if not found.count:
        return None
    quotes = figures.scope.quotes
    return {
        "heading": _heading(found),
        "tones": [(str(TONE_WORDS[tone]), grouped(found.tones[tone]), tone) for tone in TONES],
        "sure": list(_sure(found)),
        "quotes": list(_quotes(figures, found)) if quotes else [],
        "why_none": "" if quotes else _("Comments are not shown in their own words to your role."),
    }


def _heading(found: Summary) -> str:
    words = ngettext("What %(count)s comment says", "What %(count)s comments say", found.count)
    return words % {"count": grouped(found.count)}


def _sure(found: Summary) -> Iterator[str]:
    told = {
        "share": share(found.understood, found.count),
        "part": grouped(found.understood),
        "topical": grouped(found.topical),
        "count": grouped(found.count),
    }
    yield (
        _(
            "How sure this is: of %(count)s comments the word lists found a tone in %(part)s"
            " (%(share)s) and a topic in %(topical)s. The others are “unclear”."
        )
        % told
    )
    if found.compared:
        told = {"agreed": grouped(found.agreed), "count": grouped(found.compared)}
        words = _(
            "Check against the stars: of %(count)s comments with a clear tone and one, two, four"
            " or five stars beside, tone and stars say the same in %(agreed)s."
        )
        yield words % told
    if found.count == MOST:
        yield _("Only the newest %(count)s comments are read.") % {"count": grouped(MOST)}


def _quotes(figures: RatingFigures, found: Summary) -> Iterator[dict]:
    """Examples by topic, nobody named in them."""
    names = names_in(figures.scope.precinct.institution_ids)
    for one in found.spoken:
        examples = [
            (quoted(masked(text, names), one.topic.slug, tone), str(TONE_WORDS[tone]))
            for tone, text in one.examples
        ]
        if examples:
            yield {"topic": str(one.topic.title), "examples": examples}
