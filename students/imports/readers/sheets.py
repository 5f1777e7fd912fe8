"""Which sheet of a workbook is meant."""

from django.utils.translation import gettext as _

from students.imports.problems import whole_file
from students.imports.refusals import SheetRefused, refuse_file


def chosen_sheet(filled: list[str], wanted: str) -> str:
    """The name of the sheet to read, of those that hold anything; SheetRefused when in doubt."""
    listed = ", ".join(f"“{name}”" for name in filled)
    if wanted:
        if wanted in filled:
            return wanted
        words = _("No sheet with rows is called “%(name)s”.") % {"name": wanted}
        mend = _("Those with rows: %(sheets)s.") % {"sheets": listed or _("none")}
        raise SheetRefused(filled, whole_file(words, mend))
    if not filled:
        raise refuse_file(_("The workbook has no sheet with rows."))
    if len(filled) > 1:
        words = _("The workbook has %(count)s sheets with rows: %(sheets)s.")
        told = words % {"count": len(filled), "sheets": listed}
        mend = _("Choose one (option sheet), or save each as a file of its own.")
        raise SheetRefused(filled, whole_file(told, mend))
    return filled[0]
