"""Which sheet of a workbook is meant."""

from django.utils.translation import gettext as _

from students.imports.refusals import refuse_file


def chosen_sheet(filled: list[str], wanted: str) -> str:
    """The name of the sheet to read, of those that hold anything; FileRefused when in doubt."""
    listed = ", ".join(f"“{name}”" for name in filled)
    if wanted:
        if wanted in filled:
            return wanted
        raise refuse_file(
            _("No sheet with rows is called “%(name)s”.") % {"name": wanted},
            _("Those with rows: %(sheets)s.") % {"sheets": listed or _("none")},
        )
    if not filled:
        raise refuse_file(_("The workbook has no sheet with rows."))
    if len(filled) > 1:
        raise refuse_file(
            _("The workbook has %(count)s sheets with rows: %(sheets)s.")
            % {"count": len(filled), "sheets": listed},
            _("Choose one (option sheet), or save each as a file of its own."),
        )
    return filled[0]
