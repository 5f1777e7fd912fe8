"""Platforms' exports: every one recognised by its header, every count where it belongs."""

import datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.imports import runs
from students.imports.cells import Cell
from students.imports.office.cell_values import Altered
from students.imports.office.counts import clicks_of, count_of, signed_count_of
from students.imports.office.moments import is_month_first, moment_of
from students.imports.refusals import Refused
from students.models import Channel, ChannelDay, Correction, Post
from students.tests.factories import institution
from students.tests.imports.office.files import imported, lines, reasons

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "social_exports"
INSTAGRAM = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,"
    "Permalink,Post type,Data comment,Date,Views,Likes,Shares,Comments,Saves,Reach,Follows"
)
FACEBOOK = (
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Permalink,Post type,"
    "Views,Reach,Reactions,Comments,Shares,Average Seconds viewed"
)
LEGACY = (
    "Page total likes;Type;Category;Post Month;Post Weekday;Post Hour;Paid;Lifetime Post Total "
    "Reach;Lifetime Post Total Impressions;comment;like;share;Total Interactions"
)
YOUTUBE = (
    "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,"
    "Average view duration,Impressions,Impressions click-through rate (%)"
)
LINKEDIN = (
    "Post title,Post link,Post type,Created date,Impressions,Views,Clicks,"
    "Click through rate (CTR),Likes,Comments,Reposts,Follows,Engagement rate,Content Type"
)
LINKEDIN_DAYS = (
    "Date,Impressions (organic),Impressions (sponsored),Impressions (total),"
    "Unique impressions (organic),Clicks (organic),Clicks (sponsored),Clicks (total),"
    "Reactions (total),Comments (total),Reposts (total),Engagement rate (total)"
)
TIKTOK = (
    "Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views,"
    "Watched full video,Add to favorites"
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def main():
    return institution()


def only(**where) -> Post:
    return Post.objects.select_related("channel").get(**where)


def test_instagram_brings_its_account_and_every_count():
    row = (
        "178,9,acme.institute,Acme,Open day,0,03/14/2026 07:30,https://i.example/p/1,IG reel,,"
        'Lifetime,"1,250",120,8,15,4,1.1K,-3'
    )
    imported("posts", lines(INSTAGRAM, row))
    post = only()
    assert (post.channel.platform, post.channel.handle) == ("instagram", "acme.institute")
    assert (post.title, post.kind, post.number) == ("Open day", "IG reel", "178")
    assert (post.views, post.likes, post.shares, post.comments) == (1250, 120, 8, 15)
    assert (post.saves, post.reach, post.follows, post.clicks) == (4, 1100, -3, None)
    assert post.published_at.isoformat() == "2026-03-14T02:00:00+00:00"


def test_facebook_s_reactions_are_likes_and_its_title_goes_before_the_description():
    row = "5,7,Acme Page,Results,All of it,0,03/14/2026 07:30,https://f.example/5,Photo,9,8,7,6,5,0"
    imported("posts", lines(FACEBOOK, row))
    post = only(channel__platform="facebook")
    assert (post.channel.handle, post.title, post.likes, post.reach) == (
        "Acme Page",
        "Results",
        7,
        8,
    )


def test_a_file_of_facebook_without_numbers_or_days_tells_its_posts_apart():
    rows = (
        "139441;Photo;2;12;4;3;0;2752;5091;4;79;17;100",
        "139441;Photo;2;12;4;3;0;2752;5091;4;79;17;100",
    )
    summary = imported("posts", lines(LEGACY, *rows))
    assert summary.counts["new"] == 2
    assert set(Post.objects.values_list("likes", "comments", "shares")) == {(79, 4, 17)}
    assert imported("posts", lines(LEGACY, *rows)).counts["same"] == 2


def test_a_later_file_of_facebook_without_numbers_changes_the_counts_and_adds_the_newer_posts():
    older = ("139441;Photo;2;12;4;3;0;{};5091;4;79;17;100", "139441;Link;2;12;4;9;0;{};5;0;{};1;8")
    earlier = [row.format(2752, 7) for row in older]
    later = [row.format(2900, 9) for row in older]
    newer = "139600;Photo;2;12;4;3;0;50;70;1;2;3;6"  # in the same hour of a later week
    imported("posts", lines(LEGACY, *earlier))
    numbers = set(Post.objects.values_list("number", flat=True))
    assert imported("posts", lines(LEGACY, *earlier)).counts["same"] == 2
    summary = imported("posts", lines(LEGACY, newer, *later))
    assert (summary.counts["changed"], summary.counts["new"]) == (2, 1)
    assert sorted(Post.objects.filter(number__in=numbers).values_list("reach", flat=True)) == [
        2900,
        2900,
    ]
    runs.undo(summary.run)
    assert set(Post.objects.values_list("number", "reach")) == {(one, 2752) for one in numbers}


def test_a_post_without_number_is_known_by_its_moment_and_how_its_text_begins():
    header = "Platform,Channel,Description,Published,Likes"
    text = "Admissions are open: come and see the campus on Saturday, bring a friend"
    imported("posts", lines(header, f'Insta,acme,"{text}",2026-03-14 07:30,5'))
    mended = f'Insta,acme,"{text} and a pen!",2026-03-14 07:30,9'
    again = imported("posts", lines(header, mended, f'Insta,acme,"{text}",2026-03-15 07:30,2'))
    assert (again.counts["changed"], again.counts["new"]) == (1, 1)
    other = imported("posts", lines(header, f'FB,acme,"{text}",2026-03-14 07:30,3'))
    assert other.counts["new"] == 1


def test_a_post_that_nothing_tells_from_others_is_refused():
    row = "Insta,acme,5"
    ((number, _column, reason),) = reasons("posts", lines("Platform,Channel,Likes", row))
    assert (number, reason) == (2, "Nothing tells this post from others.")


def test_youtube_s_total_is_no_video_and_its_clicks_follow_from_the_rate():
    rows = (
        'Total,,,,300,12.5,8,,"20,000",4.35',
        'abc123,Lecture 1,"Mar 14, 2026",600,200,8.5,5,0:02:30,"2,000",4.35',
        'abc124,Lecture 2,"Mar 15, 2026",600,100,4,3,0:02:30,"900,000",4.35',
    )
    imported("posts", lines(YOUTUBE, *rows))
    first, second = Post.objects.order_by("number_key")
    assert (first.clicks, first.follows, first.channel.handle) == (87, 5, "MAIN")
    assert second.clicks is None
    assert Correction.objects.filter(sort="filled", column="clicks").count() == 1


def test_linkedin_s_link_is_a_post_s_number():
    row = "We hire,https://l.example/1,Organic,03/14/2026,500,20,12,2.4%,9,2,1,0,4.8%,"
    imported("posts", lines("Acme page analytics,,", LINKEDIN, row))
    post = only(channel__platform="linkedin")
    assert (post.number, post.shares, post.clicks) == ("https://l.example/1", 1, 12)


def test_tiktok_brings_views_and_favourites():
    imported("posts", lines(TIKTOK, "Campus,https://t.example/1,2026-03-14,10,2,3,400,5,6"))
    post = only(channel__platform="tiktok")
    assert (post.views, post.saves, post.likes) == (400, 6, 10)


def test_days_of_linkedin_are_its_totals_and_not_its_parts():
    rows = ("03/13/2026,90,10,100,70,4,1,5,6,2,1,0.1", "03/14/2026,80,0,80,60,3,0,3,4,1,0,0.1")
    imported("reach", lines(LINKEDIN_DAYS, *rows))
    day = ChannelDay.objects.get(on=datetime.date(2026, 3, 13))
    assert (day.impressions, day.reach, day.clicks) == (100, 70, 5)
    assert (day.likes, day.comments, day.shares, day.followers) == (6, 2, 1, None)


def test_a_later_export_changes_the_counts_and_an_undo_brings_the_former_back():
    row = "178,9,acme,Acme,Open day,0,03/14/2026,https://i.example/p/1,IG reel,,,{},1,1,1,1,1,1"
    imported("posts", lines(INSTAGRAM, row.format(100)))
    later = imported("posts", lines(INSTAGRAM, row.format(250)))
    assert (later.counts["changed"], only().views) == (1, 250)
    runs.undo(later.run)
    assert only().views == 100


def test_the_same_handle_on_two_platforms_is_two_channels():
    insta = "1,9,acme,Acme,A,0,03/14/2026 07:30,https://i.example/1,IG reel,,Lifetime,1,1,1,1,1,1,1"
    face = "1,7,acme,A,A,0,03/14/2026 07:30,https://f.example/1,Photo,1,1,1,1,1,0"
    imported("posts", lines(INSTAGRAM, insta))
    imported("posts", lines(FACEBOOK, face))
    assert Channel.objects.count() == Post.objects.count() == 2


def test_a_file_that_names_no_channel_is_refused_where_there_are_several(main):
    for handle in ("one", "two"):
        Channel.objects.create(institution=main, platform="youtube", handle=handle)
    row = 'abc,Lecture,"Mar 14, 2026",600,200,8.5,5,0:02:30,"2,000",4.35'
    ((number, _column, reason),) = reasons("posts", lines(YOUTUBE, row))
    assert (number, reason) == (2, "The institution has several channels there: one, two.")


def test_a_file_of_no_known_platform_says_how_to_name_one():
    ((_row, _column, reason),) = reasons("posts", lines("Post ID,Likes", "1,5"))
    assert reason == "Nothing says of which platform this is."
    imported("posts", lines("Post ID,Likes,Platform,Channel", "1,5,Insta,acme"))
    assert only().channel.platform == "instagram"


@pytest.mark.parametrize(
    ("text", "count"), [("0", 0), ("1,234", 1234), ("1.2K", 1200), ("3M", 3_000_000), ("–", None)]
)
def test_counts_are_read_as_platforms_write_them(text, count):
    found = count_of(Cell(text))
    assert (found.value if isinstance(found, Altered) else found) == count


@given(st.text(max_size=12))
def test_what_is_no_count_is_refused_and_nothing_else_happens(text):
    for read in (count_of, signed_count_of):
        try:
            found = read(Cell(text.strip()))
        except Refused:
            continue
        assert found is None or isinstance(found, int | Altered)


@given(st.integers(1, 9_999), st.data())
def test_clicks_come_back_from_their_rate_while_two_decimals_tell_them_apart(shown, data):
    clicks = data.draw(st.integers(0, shown))
    percent = (Decimal(clicks * 100) / shown).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert clicks_of(shown, percent) == clicks


def test_the_month_stands_first_unless_the_file_shows_otherwise():
    assert is_month_first(["03/14/2026", "03/04/2026"])
    assert not is_month_first(["14/03/2026", "03/04/2026"])
    assert moment_of("03/04/2026 7:30 PM", month_first=True).value == "2026-03-04T14:00:00+00:00"
    assert moment_of("2026-03-04T07:30:00Z", month_first=True).value == "2026-03-04T07:30:00+00:00"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared header lines are not here")
@pytest.mark.parametrize("name", sorted(path.name for path in SHARED.glob("*.csv")))
def test_every_shared_header_is_recognised(name):
    header = (SHARED / name).read_text(encoding="utf-8").strip()
    sign = ";" if ";" in header else ","
    kind = "reach" if header.startswith("Date") else "posts"
    row = sign.join(
        "2026-03-14" if "ate" in title and "rate" not in title else "1"
        for title in header.split(sign)
    )
    summary = imported(kind, f"{header}\n{row}\n".encode(), dry_run=True)
    assert not [problem for problem in summary.problems if "platform" in problem.reason]
