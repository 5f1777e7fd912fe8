"""Records of the office as files, under the titles they come in by again."""

from students.admin.resources import Number, RegisterResource, Text
from students.models import (
    Admission,
    Batch,
    BatchTrainer,
    ChannelDay,
    FeeDue,
    FeePlan,
    ImportRun,
    Payment,
    Post,
    Staff,
    TrainerRating,
)
from students.models.outreach import DAY_COUNTS, POST_COUNTS

Kind = ImportRun.Kind


class BatchResource(RegisterResource):
    kind = Kind.BATCHES
    batch = Text("code", "Batch")
    title = Text("title", "Title")
    course = Text("branch__code", "Course")
    starts_on = Text("starts_on", "Starts on")
    ends_on = Text("ends_on", "Ends on")

    class Meta:
        model = Batch
        fields = ("batch", "title", "course", "starts_on", "ends_on")


class AdmissionResource(RegisterResource):
    kind = Kind.ADMISSIONS
    roll_no = Text("student__roll_no", "Roll number")
    name = Text("student__name", "Name")
    course = Text("batch__branch__code", "Course")
    batch = Text("batch__code", "Batch")
    admitted_on = Text("admitted_on", "Admitted on")
    left_on = Text("left_on", "Left on")
    standing = Text("standing", "Standing")

    class Meta:
        model = Admission
        fields = ("roll_no", "name", "course", "batch", "admitted_on", "left_on", "standing")


class StaffResource(RegisterResource):
    kind = Kind.TRAINERS
    code = Text("code", "Code")
    name = Text("name", "Name")
    email = Text("email", "E-mail address")
    joined_on = Text("joined_on", "Joined on")

    class Meta:
        model = Staff
        fields = ("code", "name", "email", "joined_on")


class BatchTrainerResource(RegisterResource):
    kind = Kind.TRAINERS
    code = Text("staff__code", "Code")
    name = Text("staff__name", "Name")
    batches = Text("batch__code", "Batches")

    class Meta:
        model = BatchTrainer
        fields = ("code", "name", "batches")


class RatingResource(RegisterResource):
    kind = Kind.RATINGS
    trainer = Text("staff__code", "Trainer")
    batch = Text("batch__code", "Batch")
    rated_on = Text("rated_on", "Rated on")
    rating = Number("score", "Rating")
    maximum = Number("max_score", "Maximum")
    comment = Text("comment", "Comment")
    response = Text("response_key", "Response number")

    class Meta:
        model = TrainerRating
        fields = ("trainer", "batch", "rated_on", "rating", "maximum", "comment", "response")


class DueResource(RegisterResource):
    kind = Kind.DUES
    roll_no = Text("student__roll_no", "Roll number")
    due = Text("code", "Due")
    due_on = Text("due_on", "Due on")
    amount = Number("amount", "Amount")
    plan = Text("plan__code", "Fee plan")

    class Meta:
        model = FeeDue
        fields = ("roll_no", "due", "due_on", "amount", "plan")


class PaymentResource(RegisterResource):
    kind = Kind.PAYMENTS
    receipt = Text("receipt", "Receipt")
    roll_no = Text("student__roll_no", "Roll number")
    paid_on = Text("paid_on", "Paid on")
    amount = Number("amount", "Amount")
    kind_of = Text("kind", "Kind")
    mode = Text("mode", "Way of paying")
    toward = Text("toward", "For the due")

    class Meta:
        model = Payment
        fields = ("receipt", "roll_no", "paid_on", "amount", "kind_of", "mode", "toward")


class PlanResource(RegisterResource):
    """Fee plans are typed, and taken along."""

    code = Text("code", "Code")
    title = Text("title", "Title")
    course = Text("branch__code", "Course")
    amount = Number("amount", "Amount")
    instalments = Number("instalments", "Instalments")

    class Meta:
        model = FeePlan
        fields = ("code", "title", "course", "amount", "instalments")


class PostResource(RegisterResource):
    kind = Kind.POSTS
    platform = Text("channel__platform", "Platform")
    account = Text("channel__handle", "Channel")
    number = Text("number", "Post ID")
    title = Text("title", "Title")
    kind_of = Text("kind", "Post type")
    link = Text("link", "Link")
    published_at = Text("published_at", "Published")
    likes = Number("likes", "Likes")
    comments = Number("comments", "Comments")
    shares = Number("shares", "Shares")
    saves = Number("saves", "Saves")
    views = Number("views", "Views")
    reach = Number("reach", "Reach")
    impressions = Number("impressions", "Impressions")
    clicks = Number("clicks", "Clicks")
    follows = Number("follows", "Follows")

    class Meta:
        model = Post
        fields = ("platform", "account", "number", "title", "kind_of", "link", "published_at")
        fields = (*fields, *POST_COUNTS)


class DayResource(RegisterResource):
    kind = Kind.REACH
    platform = Text("channel__platform", "Platform")
    account = Text("channel__handle", "Channel")
    on = Text("on", "Date")
    followers = Number("followers", "Followers")
    reach = Number("reach", "Reach")
    impressions = Number("impressions", "Impressions")
    clicks = Number("clicks", "Clicks")
    likes = Number("likes", "Likes")
    comments = Number("comments", "Comments")
    shares = Number("shares", "Shares")

    class Meta:
        model = ChannelDay
        fields = ("platform", "account", "on", *DAY_COUNTS)
