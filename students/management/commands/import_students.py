"""Import students and where they stand in the term."""

from students.management.importing import ImportCommand


class Command(ImportCommand):
    kind = "students"
    help = (
        "Import students from CSV, XLSX, XLS or ODS: roll_no, name, and if wanted email, branch, "
        "semester, batch, section. A name that differs from the stored one is changed; an empty "
        "cell changes nothing."
    )
