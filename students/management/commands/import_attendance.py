"""Import attendance of the term, or by subject."""

from students.management.importing import ImportCommand


class Command(ImportCommand):
    kind = "attendance"
    help = (
        "Import attendance from CSV, XLSX, XLS or ODS: roll_no and either a percent (attendance) "
        "or held, attended and if wanted excused; with a column subject the counts are of that "
        "subject, else of the whole term."
    )
