"""Import what happened in online courses: enrolments, activity, scores."""

from dataclasses import replace

from students.imports.engagement import FILES
from students.imports.options import Options
from students.management.importing import ImportCommand


class Command(ImportCommand):
    kind = "engagement"
    help = (
        "Import a file of online learning from CSV, XLSX, XLS or ODS. Students: student_id, age, "
        "gender, course_id, dropout. Engagement: student_id, login_days, video_hours, "
        "forum_posts, attendance. Assessments: student_id, avg_score, assignments_submitted (18, "
        "or 18/20), assignments_given, assignments_on_time. The columns say which it is. Import "
        "the students first: the other two belong to the course a student is enrolled in. What "
        "was done is kept for the whole term."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--kind", default="", choices=FILES, help="which of the three it is; checked"
        )

    def chosen(self, options: dict) -> Options:
        return replace(super().chosen(options), file=options["kind"])
