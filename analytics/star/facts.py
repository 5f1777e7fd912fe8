"""What happened: results, marks, attendance, online learning, batches, fees, ratings, outreach."""

from analytics.star.tables import Table, columns_of
from students.models import (
    Admission,
    ChannelDay,
    Enrolment,
    FeeDue,
    Mark,
    Payment,
    Post,
    SubjectAttendance,
    TermResult,
    TrainerRating,
    WeeklyActivity,
)
from students.sight import Sight

OF_RESULT = "result_id=result institution_id=result__institution student_id=result__student"
OF_RESULT += " term_id=result__term subject_id=subject"
OF_ENROLMENT = OF_RESULT.replace("result__", "enrolment__result__")
OF_ENROLMENT = OF_ENROLMENT.replace("result_id=result ", "").replace(
    "=subject", "=enrolment__subject"
)
COUNTS = "likes comments shares reach impressions clicks"


def _of_people(name: str, says: str, model, institution: str, words: str, seen) -> Table:
    """A fact of one student, for who may look students up."""
    columns = columns_of(model, words)
    return Table(
        name, says, model, institution, columns, lambda sight: sight.sees_people, seen, "student_id"
    )


def _of_fees(name: str, says: str, model, institution: str, words: str, seen) -> Table:
    columns = columns_of(model, words)
    return Table(
        name, says, model, institution, columns, lambda sight: sight.sees_fees, seen, "student_id"
    )


def _admissions(sight: Sight):
    return Admission.objects.filter(student__in=sight.students().order_by().values("pk"))


FACTS = (
    _of_people(
        "fact_result",
        "A student’s term: average, grade, attendance, risk; the figures are empty where unknown.",
        TermResult,
        "institution",
        "result_id=id institution_id=institution student_id=student term_id=term branch_id=branch "
        "batch_id=batch semester section status average:percent grade passed attendance:percent "
        "risk marks=mark_count failed provisional withheld",
        Sight.whole_results,
    ),
    _of_people(
        "fact_mark",
        "A mark, as it stands.",
        Mark,
        "result__institution",
        f"mark_id=id {OF_RESULT} attempt state score max_score published",
        Sight.marks,
    ),
    _of_people(
        "fact_attendance",
        "Classes of a subject held and attended.",
        SubjectAttendance,
        "result__institution",
        f"attendance_id=id {OF_RESULT} held attended excused",
        Sight.subject_attendances,
    ),
    _of_people(
        "fact_enrolment",
        "An enrolment in a course of online learning, and how it ended.",
        Enrolment,
        "result__institution",
        f"enrolment_id=id {OF_RESULT} registered_on left_on outcome",
        Sight.enrolments,
    ),
    _of_people(
        "fact_week",
        "What was done online in a week of a course.",
        WeeklyActivity,
        "enrolment__result__institution",
        f"week_id=id enrolment_id=enrolment {OF_ENROLMENT} week login_days video_seconds "
        "forum_posts visits clicks",
        Sight.weekly_activities,
    ),
    _of_people(
        "fact_admission",
        "A student in a batch, from when, until when, and how it ended.",
        Admission,
        "student__institution",
        "admission_id=id institution_id=student__institution student_id=student batch_id=batch "
        "admitted_on left_on standing",
        _admissions,
    ),
    _of_fees(
        "fact_due",
        "An amount to be paid by a day.",
        FeeDue,
        "student__institution",
        "due_id=id institution_id=student__institution student_id=student code due_on amount "
        "plan=plan__code",
        Sight.fee_dues,
    ),
    _of_fees(
        "fact_payment",
        "Money received, or given back (a refund).",
        Payment,
        "institution",
        "payment_id=id institution_id=institution student_id=student receipt kind paid_on amount "
        "mode",
        Sight.payments,
    ),
    Table(
        "fact_rating",
        "An answer about a trainer, without its comment; a principal’s alone to read.",
        TrainerRating,
        "staff__institution",
        columns_of(
            TrainerRating,
            "rating_id=id institution_id=staff__institution staff_id=staff batch_id=batch rated_on "
            "score max_score",
        ),
        lambda sight: sight.sees_single_ratings,
        Sight.single_ratings,
    ),
    Table(
        "fact_post",
        "A post, with what its platform had counted for it.",
        Post,
        "channel__institution",
        columns_of(
            Post,
            "post_id=id institution_id=channel__institution channel_id=channel number title kind "
            f"published_at {COUNTS} saves views follows",
        ),
        lambda sight: sight.sees_outreach,
        lambda sight: Post.objects.filter(channel__in=sight.channels()),
    ),
    Table(
        "fact_channel_day",
        "What a platform counted for a channel on a day.",
        ChannelDay,
        "channel__institution",
        columns_of(
            ChannelDay,
            "channel_day_id=id institution_id=channel__institution channel_id=channel on followers "
            f"{COUNTS}",
        ),
        lambda sight: sight.sees_outreach,
        lambda sight: ChannelDay.objects.filter(channel__in=sight.channels()),
    ),
)
