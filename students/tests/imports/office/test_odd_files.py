"""Files as nobody would send them, and as somebody did, from the preview to what is stored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from students.imports import refused_rows, runs
from students.imports.office.outreach_records import POST
from students.models import Batch, Channel, Post, SamePerson, Student, TrainerRating
from students.tests import factories as make
from students.tests.imports.office.files import imported, lines, payers, payments, reasons

pytestmark = pytest.mark.django_db


def olds(kind, content, of) -> dict[str, str]:
    """The former values that a preview shows, by the titles of their columns."""
    plan = runs.plan_of(runs.preview(kind, content, "f.csv", institution=of))
    titles = [column.title for column in plan.columns]
    (row,) = plan.rows("changed")
    pairs = zip(titles, row.cells, strict=True)
    return {title: cell.old for title, cell in pairs if cell.old is not None}


@pytest.fixture
def trainer():
    return make.staff(make.institution(), "Meera Nair")


def test_cells_of_nothing_visible_are_missing():
    make.institution()
    said = "Post ID,Platform,Channel,Published,Likes,Caption"
    rows = (said, "\u200b,Insta,acme,2026-05-03,1,\u200d")
    imported("posts", lines(*rows))
    assert Post.objects.get().title == ""
    found = reasons("reach", lines("Date,Platform,Channel,Reach", "\u200b,Insta,acme,1"))
    assert found == [(2, "Date", "It is missing.")]


def test_a_post_s_number_without_a_key_is_refused():
    make.institution()
    number = "\ufdfa" * 90  # one letter whose key is eighteen
    ((_row, _column, reason),) = reasons(
        "posts", lines("Post ID,Platform,Channel,Likes", f"{number},Insta,acme,1")
    )
    assert reason == "It is longer than 120 letters."


def test_an_answer_of_a_comment_that_cannot_be_seen_is_none(trainer):
    content = lines("Trainer,Date,Rating,Comment", "Meera Nair,,,\u200b")
    assert reasons("ratings", content) == [(2, "", "The row has neither a rating nor a comment.")]


@pytest.mark.parametrize("title", ["Amount (25000)", "Amount (0)"])
def test_a_number_behind_a_title_is_no_maximum_and_refused_rows_are_given(title):
    of = payers()
    content = lines(f"Receipt,Roll No,Date,{title}", "A-1,R1,2026-05-03,abc")
    run = runs.preview("payments", content, "f.csv", institution=of)
    (amount,) = (c for c in runs.plan_of(run).layout["columns"] if c["title"] == title)
    assert amount["maximum"] == ""
    assert "A-1,R1,2026-05-03,abc" in refused_rows.as_csv(run, runs.plan_of(run)).decode()


def test_a_maximum_that_no_rating_has_is_no_obstacle_to_the_refused_rows(trainer):
    content = lines("Trainer,Rating (25000)", "Meera Nair,5")
    run = runs.preview("ratings", content, "f.csv", institution=trainer.institution)
    assert "rating (25000)" in refused_rows.as_csv(run, runs.plan_of(run)).decode()


def test_an_answer_is_the_same_in_every_language(trainer):
    content = lines("Trainer,Rating,Comment", "Meera Nair,4/5,Clear")
    imported("ratings", content)
    with override("hi"):
        assert imported("ratings", content).counts["same"] == 1
    assert TrainerRating.objects.count() == 1


def test_a_rating_called_average_is_no_sum(trainer):
    rows = ("Rating,Trainer,Comment", "Average,Meera Nair,a", "Good,Meera Nair,b")
    imported("ratings", lines(*rows, "Average,Meera Nair,c", "Average,,"))
    assert TrainerRating.objects.filter(score=3).count() == 2


def test_a_sum_stands_above_or_below_the_records_and_not_between_them():
    make.institution()
    rows = ("Batch,Title", "Total,", "DS-1,", "Max,Maximal", "DS-2,", "Total,")
    imported("batches", lines(*rows))
    assert sorted(Batch.objects.values_list("code", flat=True)) == ["DS-1", "DS-2", "MAX"]


def test_one_channel_in_two_spellings_is_one_and_keeps_its_name():
    of = make.institution()
    rows = ("1,Insta,MyPage,1", "2,Insta,mypage,1", "3,FB,mypage,1")
    imported("posts", lines("Post ID,Platform,Channel,Likes", *rows))
    handles = Channel.objects.order_by("platform").values_list("platform", "handle")
    assert list(handles) == [("facebook", "mypage"), ("instagram", "MyPage")]
    run = runs.preview("posts", lines("Post ID,Platform,Likes", "4,Insta,1"), "f", institution=of)
    (row,) = runs.plan_of(run).rows()
    assert [mend[2] for mend in row.mends if mend[0] == "account"] == ["MyPage"]


def test_of_a_channel_with_many_posts_only_those_asked_for_are_read():
    of = make.institution()
    rows = [f"{number},Insta,acme,1" for number in range(30)]
    imported("posts", lines("Post ID,Platform,Channel,Likes", *rows))
    with CaptureQueriesContext(connection) as queries:
        found = POST.stored(of, [("instagram:ACME", "7"), ("instagram:ACME", "none")])
    assert [key[1] for key in found] == ["7"]
    (query,) = queries.captured_queries
    assert "number_key" in query["sql"].partition("WHERE")[2]


def test_the_preview_shows_who_paid_before():
    of = payers()
    imported("payments", payments("A-1,R1,2026-05-03,500,,"))
    assert olds("payments", payments("A-1,R2,2026-05-03,500,,"), of) == {"Roll No": "R1"}


def test_the_preview_shows_a_batch_s_former_course_and_an_answer_s_former_rating(trainer):
    of = trainer.institution
    imported("batches", lines("Batch,Course", "DS-1,Data Science"))
    changed = lines("Batch,Course", "DS-1,Cooking")
    assert olds("batches", changed, of) == {"Course": "DATA_SCIENCE"}
    imported("ratings", lines("ID,Trainer,Rating", "7,Meera Nair,4"))
    assert olds("ratings", lines("ID,Trainer,Rating", "7,Meera Nair,3"), of) == {"Rating": "4"}


def test_the_preview_tells_a_plan_s_amount_from_a_due_s():
    of = payers("R1")
    titles = "Roll No,Due,Due date,Amount,Plan,Plan amount"
    imported("dues", lines(titles, "R1,1,2026-06-15,500,P1,1000"))
    changed = lines(titles, "R1,1,2026-06-15,500,P1,1200")
    assert olds("dues", changed, of) == {"Plan amount": "1000"}


def test_what_somebody_said_of_a_student_is_not_lost_with_an_undo():
    of = payers("R1")
    run = imported("admissions", lines("Roll No,Name,Batch", "R9,Asha Rao,DS-1")).run
    new = Student.objects.get(roll_no="R9")
    SamePerson.objects.create(first=of.students.get(roll_no="R1"), second=new, verdict="other")

    runs.undo(run, except_edited=True)

    assert Student.objects.filter(pk=new.pk).exists()
    assert SamePerson.objects.exists()


def test_a_payment_s_long_receipt_is_refused_where_a_spreadsheet_cut_it():
    payers()
    assert reasons("payments", payments("1.79E+16,R1,2026-05-03,500,,")) == [
        (2, "Receipt", "It arrived as a number.")
    ]


@pytest.mark.parametrize(
    "last", ["TOTAL BATCHES,2,,", "Grand Total,,,", "Total: 2,,,", "Sub-total,,,"]
)
def test_a_last_row_that_sums_up_is_left_out_and_told(last):
    payers()
    text = lines("Batch,Title,Starts,Ends", "DS-1,Data,2026-01-05,", "DS-2,Data,2026-02-05,", last)
    summary = imported("batches", text)
    assert (summary.counts["new"], summary.counts["refused"]) == (2, 0)
    assert sorted(Batch.objects.values_list("code", flat=True)) == ["DS-1", "DS-2"]
    assert any("Row 4 is left out" in note and "sums up" in note for note in summary.notes)


def test_a_last_batch_that_is_called_total_quality_comes_in():
    payers()
    text = lines("Batch,Title,Starts", "DS-1,Data,2026-01-05", "Total Quality 26,TQM,2026-02-05")
    imported("batches", text)
    assert Batch.objects.filter(code="TOTAL QUALITY-26").exists()
