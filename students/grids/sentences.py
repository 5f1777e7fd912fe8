"""What came of saving a grid, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from students.grids.authors import Author
from students.grids.comparisons import Comparison


def finding(found: Comparison, who: dict[str, Author]) -> str:
    """What was stored, or why nothing was, and what colleagues changed; one or two sentences."""
    return " ".join(part for part in (_own(found), _others(found, who)) if part)


def _own(found: Comparison) -> str:
    if found.problems:
        count = len(found.problems)
        words = ngettext(
            "%(count)s value cannot be stored as typed. Nothing was stored.",
            "%(count)s values cannot be stored as typed. Nothing was stored.",
            count,
        )
        return words % {"count": count}
    if found.conflicts:
        count = len(found.conflicts)
        words = ngettext(
            "%(count)s mark you changed was changed by a colleague as well. Nothing was stored "
            "yet.",
            "%(count)s marks you changed were changed by a colleague as well. Nothing was stored "
            "yet.",
            count,
        )
        return words % {"count": count}
    if found.items:
        count = len(found.items)
        return ngettext("%(count)s mark stored.", "%(count)s marks stored.", count) % {
            "count": count
        }
    return "" if found.fresh else _("Nothing was typed that is not stored already.")


def _others(found: Comparison, who: dict[str, Author]) -> str:
    if not (found.fresh and found.is_storable):
        return ""
    names = sorted({who[cell.name].name for cell in found.fresh if cell.name in who})
    count = len(found.fresh)
    if not names:
        words = ngettext(
            "%(count)s mark changed meanwhile, shown as now stored.",
            "%(count)s marks changed meanwhile, shown as now stored.",
            count,
        )
        return words % {"count": count}
    words = ngettext(
        "%(count)s mark changed meanwhile by %(names)s, shown as now stored.",
        "%(count)s marks changed meanwhile by %(names)s, shown as now stored.",
        count,
    )
    return words % {"count": count, "names": _(" and ").join(names)}
