"""Import marks, and the attendance beside them."""

from students.management.importing import ImportCommand


class Command(ImportCommand):
    kind = "marks"
    help = (
        "Import marks from CSV, XLSX, XLS or ODS: wide (roll_no, name, branch, semester, a column "
        "for each subject, attendance) or long (roll_no, subject, score, and if wanted component, "
        "attempt, max, weight, state, published). Any refused row stops the whole import unless "
        "--skip-refused; undo_import takes a stored run back."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--publish", action="store_true", help="Show the marks to their students."
        )
