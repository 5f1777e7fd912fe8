"""The worklist as a page: its sentence, its filters, its rows by level, the follow-ups due."""

from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from analytics.dashboards.filters import filter_bar
from analytics.metrics.worklists import Waiting
from analytics.models import Contact
from analytics.numerals import grouped, students
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
)
from students.rules.risk import HIGH

PAGE = 25
MOST_DUE = 10


def worklist_page(worklist: Worklist, page: int) -> dict:
    """What worklists/list.html shows, but for the forms of its rows."""
    worklist.prepare()
    counts, due = worklist.counts(), worklist.due()
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
    if not counts.total:
        return "Nobody needs a word now"
    return f"{students(counts.total)} need{'s' if counts.total == 1 else ''} a word"


def lede(worklist: Worklist, counts: Waiting) -> str:
    """Where and when, and how many have had no word at all."""
    place = place_words(worklist.scope)
    if not counts.total:
        return place
    if not counts.never:
        return f"{place} · each has had one this term, but something is new since"
    never = "nobody has spoken with any of them" if counts.never == counts.total else ""
    return f"{place} · {never or f'{grouped(counts.never)} had none this term'}"


def groups(rows: list, counts: Waiting) -> list[dict]:
    """The rows of a page by level, each with how many there are on all pages."""
    found = []
    for level, some in groupby(rows, key=lambda row: row.level):
        number = counts.high if level == HIGH else counts.medium
        title = f"{students(number)} at {level.lower()} risk"
        found.append({"level": level, "title": title, "rows": list(some)})
    return found


def filters(worklist: Worklist) -> dict:
    """The filter bar of the scope, with the mentor, the level, the word and the wait."""
    bar, chosen = filter_bar(worklist.scope, reverse("worklist")), worklist.conditions
    mentors = [(one.code, one.name) for one in worklist.mentors()]
    own = [
        (MENTOR, "Mentor", [("", "All"), *mentors, (NO_MENTOR, "None")]),
        (LEVEL, "Risk", [("", "All"), *LEVELS.items()]),
        (WORD, "Word", [("", "All who wait"), *WORDS.items()]),
        (WAIT, "Waiting", [("", "Any time"), *WAITS.items()]),
    ]
    for name, label, options in own:
        if name == MENTOR and len(mentors) < 2 and not chosen.get(name):
            continue
        bar["selects"].append(select(name, label, chosen.get(name, ""), options))
    words = [dict(options).get(chosen[name]) for name, _, options in own if chosen.get(name)]
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
        return "No follow-up is due"
    return f"{grouped(count)} follow-up{' is' if count == 1 else 's are'} due"


def due_line(one: Contact, worklist: Worklist) -> dict:
    """A follow-up that is due: whose, since when, what was agreed."""
    late = (worklist.today - one.follow_up_on).days
    return {
        "pk": one.pk,
        "name": one.student.name,
        "roll_no": one.student.roll_no,
        "url": f"{reverse('student', args=[one.student_id])}?term={one.term_id}#contacts",
        "day": written(one.follow_up_on),
        "late": "today" if not late else f"{late} day{'' if late == 1 else 's'} ago",
        "agreed": one.agreed or one.note,
        "who": named(one.by),
    }


def empty(worklist: Worklist) -> dict:
    """What an empty list says, and the way out of it."""
    scope = worklist.scope
    if not scope.sees_whole:
        sentence = (
            "The worklist is for mentors, class teachers and heads. No class is in your charge and"
            " no student is your mentee in this term; a word about a student of your subject goes"
            " to their mentor."
        )
        return {"sentence": sentence}
    if scope.chosen or worklist.conditions:
        sentence = "Nobody in this selection waits for a word."
        return {"sentence": sentence, "url": reverse("worklist"), "link": "Show everybody"}
    return {
        "sentence": "Nobody waits for a word. Who comes to a high or medium risk, or has a"
        " follow-up due, appears here."
    }


def turning(worklist: Worklist, page: int, pages: int, count: int) -> dict:
    """The way to the pages before and after."""
    first, last = (page - 1) * PAGE + 1, min(page * PAGE, count)
    return {
        "words": f"Students {first}–{last} of {grouped(count)}" if count else "",
        "previous_url": f"?{worklist.query(page=str(page - 1))}" if page > 1 else "",
        "next_url": f"?{worklist.query(page=str(page + 1))}" if page < pages else "",
    }
