"""The words of the lists and accounts of fees."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.numerals import amount_text, grouped, rupees
from analytics.people.fee_accounts import FeeAccount
from analytics.people.fee_lists import (
    AHEAD,
    EVERYBODY,
    LATE,
    LONGEST_LATE,
    MOST,
    OVERDUE_ONLY,
    PENDING,
    ROLL,
    SEARCH,
    FeeList,
    FeeRow,
)
from analytics.wording import FEE_AGES

SHOWN = (
    (OVERDUE_ONLY, gettext_lazy("Overdue")),
    (PENDING, gettext_lazy("Not due yet")),
    (AHEAD, gettext_lazy("Paid ahead")),
    (EVERYBODY, gettext_lazy("Everybody")),
)
ORDERS = (
    (MOST, gettext_lazy("Largest amount")),
    (LONGEST_LATE, gettext_lazy("Longest overdue")),
    (ROLL, gettext_lazy("Roll number")),
)
AMOUNTS = {  # by the name of a sum
    "due": gettext_lazy("Due by today"),
    "collected": gettext_lazy("Paid of it"),
    "overdue": gettext_lazy("Overdue"),
    "pending": gettext_lazy("Not due yet"),
    "advance": gettext_lazy("Paid ahead"),
}
WHOSE = (
    gettext_lazy("Roll number"),
    gettext_lazy("Name"),
    gettext_lazy("Institution"),
    gettext_lazy("Batch"),
    gettext_lazy("Age"),
)
TITLES = (*WHOSE, *AMOUNTS.values())
NUMERIC = (*(False for _title in WHOSE), *(True for _title in AMOUNTS))


def list_title(listed: FeeList) -> str:
    """How many students there are, and what of."""
    count = len(listed.sums)
    told = {"count": grouped(count)}
    if listed.show == PENDING:
        words = ngettext(
            "%(count)s student has fees that are not due yet",
            "%(count)s students have fees that are not due yet",
            count,
        )
    elif listed.show == AHEAD:
        words = ngettext(
            "%(count)s student has paid ahead", "%(count)s students have paid ahead", count
        )
    elif listed.show == EVERYBODY:
        words = ngettext("%(count)s student with fees", "%(count)s students with fees", count)
    else:
        words = ngettext(
            "%(count)s student owes overdue fees", "%(count)s students owe overdue fees", count
        )
    return words % told


def list_lede(listed: FeeList) -> str:
    """What they owe together."""
    sums = listed.sums.values()
    told = {
        "overdue": rupees(sum(one.overdue for one in sums)),
        "pending": rupees(sum(one.pending for one in sums)),
    }
    return _("Overdue %(overdue)s, not due yet %(pending)s.") % told


def conditions_of(listed: FeeList) -> list[dict]:
    """The conditions that can be taken off, in words."""
    words = {}
    if late := listed.conditions.get(LATE):
        words[LATE] = str(FEE_AGES[late])
    if text := listed.conditions.get(SEARCH):
        words[SEARCH] = _("Name or roll number with “%(text)s”") % {"text": text}
    return [
        {"words": told, "remove_query": listed.query(**{name: ""})} for name, told in words.items()
    ]


def age_words(row: FeeRow) -> str:
    """How late the oldest overdue due is; empty for none."""
    return str(FEE_AGES[row.oldest]) if row.oldest else ""


def amounts(row: FeeRow) -> list[tuple[str, str]]:
    """The amounts of a row as shown, each with its title."""
    return [(str(title), amount_text(getattr(row.sums, name))) for name, title in AMOUNTS.items()]


def cells(row: FeeRow) -> list[str]:
    """The texts of a row of the file, one for each of TITLES."""
    student = row.student
    whose = [student.roll_no, student.name, student.institution.name, row.batch, age_words(row)]
    return [*whose, *(text for _title, text in amounts(row))]


def account_title(shown: FeeAccount, own: bool) -> str:
    """What matters of an account in a sentence; to the student themselves, or about them."""
    if shown.is_empty:
        return _("No fees are known yet")
    if shown.overdue:
        words = _("You owe %(amount)s overdue") if own else _("%(amount)s is overdue")
        return words % {"amount": rupees(shown.overdue)}
    if shown.open:
        words = _("Nothing is overdue, %(amount)s is to be paid later")
        return words % {"amount": rupees(shown.open)}
    return _("Everything is paid")
