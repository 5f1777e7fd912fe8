"""In whose list of the administration a kind of file is brought in."""

from students.models import (
    Admission,
    Batch,
    ChannelDay,
    Enrolment,
    FeeDue,
    ImportRun,
    Mark,
    Payment,
    Post,
    Staff,
    Student,
    TermAttendance,
    TrainerRating,
)

FACES = {
    ImportRun.Kind.STUDENTS: Student,
    ImportRun.Kind.MARKS: Mark,
    ImportRun.Kind.ATTENDANCE: TermAttendance,
    ImportRun.Kind.ENGAGEMENT: Enrolment,
    ImportRun.Kind.BATCHES: Batch,
    ImportRun.Kind.ADMISSIONS: Admission,
    ImportRun.Kind.TRAINERS: Staff,
    ImportRun.Kind.RATINGS: TrainerRating,
    ImportRun.Kind.DUES: FeeDue,
    ImportRun.Kind.PAYMENTS: Payment,
    ImportRun.Kind.POSTS: Post,
    ImportRun.Kind.REACH: ChannelDay,
}
