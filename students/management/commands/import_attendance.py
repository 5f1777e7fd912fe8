"""Import attendance of the term, or by subject."""

from students.management.importing import ImportCommand


class Command(ImportCommand):
    kind = "attendance"
    help = (
        "Import attendance from CSV, XLSX, XLS or ODS: roll_no and either a percent (attendance) "
        "or held, attended and if wanted excused; with a column subject, or --subject, the counts "
        "are of that subject, else of the whole term. A register has a column for each day, such "
        "as 14/03/2026 or 14 Mar P2, with P, A, L, E or 1 and 0 in it, and needs the subject."
    )
