"""The worklist as a page: its sentence, its filters, its rows by level, the follow-ups due."""

from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.dashboards.attention import need_a_word
from analytics.dashboards.filters import filter_bar
from analytics.metrics.worklists import Waiting
from analytics.models import Contact
from analytics.numerals import grouped
from analytics.people.contacts import named, written
from analytics.people.roster_words import place_words
from analytics.people.worklists import (
    DUE,
    LEVEL,
    LEVELS,
    MENTOR,
    NO_MENTOR,
    WAIT,
    WAITS,
    WORD,
    WORDS,
    Worklist,
    wait_words,
)
from analytics.wording import level_word, shown_students
from students.rules.risk import HIGH

PAGE = 25
MOST_DUE = 10


def worklist_page(worklist: Worklist, page: int) -> dict:
    """What worklists/list.html shows, but for the forms of its rows."""
    counts, due = worklist.counts, worklist.due()
    pages = max(-(-counts.total // PAGE), 1)
    page = min(max(page, 1), pages)
    rows = worklist.page((page - 1) * PAGE, page * PAGE)
    count_due = due.count()
    return {
        "heading": heading(counts),
        "lede": lede(worklist, counts),
        "filters": filters(worklist),
        "groups": groups(rows, counts),
        "due": [due_line(one, worklist) for one in due[:MOST_DUE]],
        "due_title": due_title(count_due),
        "due_url": f"?{worklist.query(word=DUE)}" if count_due > MOST_DUE else "",
        "several": len(worklist.scope.institutions) > 1,
        "pages": turning(worklist, page, pages, counts.total),
        "csv_url": f"{reverse('worklist-csv')}?{worklist.query()}",
        "xlsx_url": f"{reverse('worklist-xlsx')}?{worklist.query()}",
        "empty": empty(worklist),
        "as_of": timezone.now(),  # who waits depends on the day it is read
        "here": f"{reverse('worklist')}?{worklist.query(page=str(page) if page > 1 else '')}",
    }


def heading(counts: Waiting) -> str:
    """The finding in a sentence."""
    return need_a_word(counts.total)


def lede(worklist: Worklist, counts: Waiting) -> str:
    """Where and when, and how many have had no word at all."""
    place = place_words(worklist.scope)
    if not counts.total:
        return place
    if not counts.never:
        words = _("each has had one this term, but something is new since")
    elif counts.never == counts.total:
        words = _("nobody has spoken with any of them")
    else:
        words = _("%(count)s had none this term") % {"count": grouped(counts.never)}
    return f"{place} · {words}"


def groups(rows: list, counts: Waiting) -> list[dict]:
    """The rows of a page by level, each with how many there are on all pages."""
    found = []
    for level, some in groupby(rows, key=lambda row: row.level):
        number = counts.high if level == HIGH else counts.medium
        title = _at(level, number) % {"count": grouped(number)}
        found.append({"level": level, "title": title, "rows": list(some)})
    return found


def _at(level: str, number: int) -> str:
    if level == HIGH:
        return ngettext("%(count)s student at high risk", "%(count)s students at high risk", number)
    return ngettext("%(count)s student at medium risk", "%(count)s students at medium risk", number)


def filters(worklist: Worklist) -> dict:
    """The filter bar of the scope, with the mentor, the level, the word and the wait."""
    bar, chosen = filter_bar(worklist.scope, reverse("worklist")), worklist.conditions
    mentors = [(one.code, one.name) for one in worklist.mentors()]
    levels = [(name, level_word(level)) for name, level in LEVELS.items()]
    waits = [(days, wait_words(days)) for days in WAITS]
    own = [
        (MENTOR, _("Mentor"), [("", _("All")), *mentors, (NO_MENTOR, _("None"))]),
        (LEVEL, _("Risk"), [("", _("All")), *levels]),
        (WORD, _("Word"), [("", _("All who wait")), *WORDS.items()]),
        (WAIT, _("Waiting"), [("", _("Any time")), *waits]),
    ]
    for name, label, options in own:
        if name == MENTOR and len(mentors) < 2 and not chosen.get(name):
            continue
        bar["selects"].append(select(name, label, chosen.get(name, ""), options))
    words = [str(dict(options).get(chosen[name])) for name, _, options in own if chosen.get(name)]
    if words:
        scope_words = [bar["words"]] if bar["set_count"] else []
        bar["words"] = " · ".join(scope_words + words)
        bar["set_count"] += len(words)
    return bar


def select(name: str, label: str, chosen: str, options: list[tuple[str, str]]) -> dict:
    """One more choice in the bar."""
    rows = [{"value": value, "label": words} for value, words in options]
    return {"name": name, "label": label, "chosen": chosen, "options": rows}


def due_title(count: int) -> str:
    """How many follow-ups are due, in a sentence."""
    if not count:
        return _("No follow-up is due")
    words = ngettext("%(count)s follow-up is due", "%(count)s follow-ups are due", count)
    return words % {"count": grouped(count)}


def due_line(one: Contact, worklist: Worklist) -> dict:
    """A follow-up that is due: whose, since when, what was agreed."""
    late = (worklist.today - one.follow_up_on).days
    return {
        "pk": one.pk,
        "name": one.student.name,
        "roll_no": one.student.roll_no,
        "url": f"{reverse('student', args=[one.student_id])}?term={one.term_id}#contacts",
        "day": written(one.follow_up_on),
        "late": ago(late),
        "agreed": one.agreed or one.note,
        "who": named(one.by),
    }


def ago(days: int) -> str:
    """How long since a day, in words."""
    if not days:
        return _("today")
    return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}


def empty(worklist: Worklist) -> dict:
    """What an empty list says, and the way out of it."""
    scope = worklist.scope
    if not scope.sees_whole:
        sentence = _(
            "The worklist is for mentors, class teachers and heads. No class is in your charge and"
            " no student is your mentee in this term; a word about a student of your subject goes"
            " to their mentor."
        )
        return {"sentence": sentence}
    if scope.chosen or worklist.conditions:
        sentence = _("Nobody in this selection waits for a word.")
        return {"sentence": sentence, "url": reverse("worklist"), "link": _("Show everybody")}
    sentence = _(
        "Nobody waits for a word. Who comes to a high or medium risk, or has a follow-up due,"
        " appears here."
    )
    return {"sentence": sentence}


def turning(worklist: Worklist, page: int, pages: int, count: int) -> dict:
    """The way to the pages before and after."""
    first, last = (page - 1) * PAGE + 1, min(page * PAGE, count)
    return {
        "words": shown_students(first, last, grouped(count)) if count else "",
        "previous_url": f"?{worklist.query(page=str(page - 1))}" if page > 1 else "",
        "next_url": f"?{worklist.query(page=str(page + 1))}" if page < pages else "",
    }
