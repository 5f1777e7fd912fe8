"""Which sheet of a workbook is meant."""

from students.imports.refusals import refuse_file


def chosen_sheet(filled: list[str], wanted: str) -> str:
    """The name of the sheet to read, of those that hold anything; FileRefused when in doubt."""
    listed = ", ".join(f"“{name}”" for name in filled)
    if wanted:
        if wanted in filled:
            return wanted
        raise refuse_file(
            f"No sheet with rows is called “{wanted}”.", f"Those with rows: {listed or 'none'}."
        )
    if not filled:
        raise refuse_file("The workbook has no sheet with rows.")
    if len(filled) > 1:
        raise refuse_file(
            f"The workbook has {len(filled)} sheets with rows: {listed}.",
            "Choose one (option sheet), or save each as a file of its own.",
        )
    return filled[0]
