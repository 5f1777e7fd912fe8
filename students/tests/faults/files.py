"""Files of marks to be imported where something goes wrong, and what each says."""

from dataclasses import dataclass

from students.models import Mark

TITLES = ("Physics", "English")


@dataclass(frozen=True)
class Files:
    """As many as wanted, each of so many students.

    Each is a wide file of new students, read row by row; where they are `known`, the same students
    again, a row for each mark, all of them changed: many enough, these are read and stored at once.
    """

    students: int
    known: bool = False

    @property
    def rows(self) -> int:
        """How many marks one file says."""
        return self.students * len(TITLES)

    def content(self, number: int) -> bytes:
        """The file of this number."""
        if not self.known:
            return self.wide(number)
        marks = self.marks(number).items()
        rows = (f"{roll},{title},{score}" for (roll, title), score in marks)
        return "\n".join(["roll_no,subject,score", *rows, ""]).encode()

    def wide(self, number: int) -> bytes:
        """Its marks, a row for each student, with all that a new student needs."""
        header = ",".join(("roll_no", "name", "branch", "semester", *TITLES))
        marks = self.marks(number)
        rolls = dict.fromkeys(roll for roll, _ in marks)
        rows = (
            ",".join((roll, "Name", "CSE", "4", *(str(marks[roll, title]) for title in TITLES)))
            for roll in rolls
        )
        return "\n".join([header, *rows, ""]).encode()

    def marks(self, number: int) -> dict[tuple[str, str], int]:
        """What the file says, by roll number and title of the subject."""
        first = 0 if self.known else number
        rolls = [f"K{first}-{one}" for one in range(self.students)]
        return {
            (roll, title): (row * (place + 3) + number) % 101
            for row, roll in enumerate(rolls)
            for place, title in enumerate(TITLES)
        }

    def are_stored(self, number: int) -> bool:
        """Whether the register says what the file of this number says."""
        said = self.marks(number)
        rolls = {roll for roll, _ in said}
        stored = Mark.objects.filter(result__student__roll_no__in=rolls)
        found = stored.values_list("result__student__roll_no", "subject__title", "score")
        return {(roll, title): score for roll, title, score in found} == said
