"""The dashboard of outreach: its figures by hand, those of the key figures, and who sees them."""

import datetime

import pytest
from django.utils import timezone

from analytics.dashboards.outreach import CHARTS
from analytics.kpis.channel_figures import MEASURES
from analytics.kpis.readings import Readings
from analytics.kpis.words import figure_text
from analytics.precincts import Precinct
from analytics.tests.dashboards.outreach_worlds import ago, channel, day, post, told
from students.access import visible_to
from students.models import Group, Membership, Role
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make.institution()


@pytest.fixture
def two(place):
    """Instagram says everything, YouTube neither followers nor reach."""
    insta, tube = channel(place), channel(place, "youtube", "lectures")
    told(insta, 55, 28, reach=100, impressions=200, clicks=2)
    told(insta, 27, 0, reach=150, impressions=250, clicks=5)
    day(insta, 84, followers=1000)
    for one in insta.days.filter(on__in=(ago(28), ago(0))):
        one.followers = 1000 if one.on == ago(28) else 1140
        one.save()
    told(tube, 27, 0, impressions=100)
    post(insta, 5, 100, 14, reach=400, title="Open day", link="https://i.example/1")
    post(insta, 6, 200, 28, reach=99, title="Seldom shown")
    post(tube, 5, 9, 1, impressions=900, title="Of unknown followers")
    return place


def board(client, place, role=Role.PRINCIPAL, query=""):
    client.force_login(make.member(role, place))
    return client.get(f"/dashboards/outreach/?{query}")


def strip(shown):
    return {one.label: one.value for one in shown.context["figures"]}


def cells(shown, kind):
    table = next(table for table, _files in shown.context["tables"] if table.kind == kind)
    return {line.label: [cell.text for cell in line.cells] for line in table.lines}


def cards(shown):
    return {card["slug"]: card for card in shown.context["cards"]}


def test_the_figures_are_those_worked_out_by_hand(client, two):
    assert strip(board(client, two)) == {
        "Engagement rate": "30.0",  # (100 + 14 + 200 + 28) of 1140
        "Reach growth": "50.0",
        "Impressions": "9,800",
        "Follower velocity": "35.0",
        "Click-through rate (CTR)": "2.0",  # of the channel that tells of both
    }


def test_the_figures_are_those_of_the_key_figures(client, two):
    shown = board(client, two)
    precinct = Precinct.of(visible_to(make.member(Role.PRINCIPAL, two, "other")), {})
    readings = Readings(precinct)
    assert strip(shown) == {
        str(one.KPI.title): figure_text(readings.of(one.KPI).value, one.KPI.unit)
        for one in MEASURES
    }


def test_what_a_platform_does_not_say_is_empty_and_not_0(client, two):
    shown = board(client, two)
    assert cells(shown, "outreach-platform")["YouTube"] == ["–", "–", "–", "2,800", "–", "–"]
    only = board(client, two, Role.MANAGER, "platform=youtube")
    assert strip(only)["Reach growth"] == "–"
    assert cards(only)["reach_growth"]["empty"]
    assert cards(only)["impressions"]["empty"] is None


def test_a_line_is_drawn_for_each_platform_that_tells_of_it(client, two):
    found = cards(board(client, two, query="by=week"))
    assert found["impressions"]["payload"]["data"]["datasets"][0]["label"] == "Instagram"
    assert [one["label"] for one in found["ctr"]["payload"]["data"]["datasets"]] == ["Instagram"]
    rows = {row["label"]: (row["value"], *row["others"]) for row in found["impressions"]["rows"]}
    full = [cells for cells in rows.values() if cells == ("1,750", "700")]
    assert len(full) >= 2
    growth = [row["value"] for row in found["reach_growth"]["rows"]]
    assert growth.count("0.0") >= 4


def test_the_running_week_stands_in_the_table_and_is_not_drawn(client, two):
    found = cards(board(client, two, query="by=week"))["impressions"]
    monday = ago(0) - datetime.timedelta(days=ago(0).weekday())
    begun = 1 + (ago(0) - monday).days
    last, drawn = found["rows"][-1], found["payload"]["data"]["datasets"][0]["data"]
    if begun == 7:
        pytest.skip("the week ends today")
    assert last["label"].endswith("so far")
    assert last["value"] == f"{begun * 250:,}"
    assert drawn[-1] is None


def test_growth_compares_the_reach_of_a_day_so_that_no_month_is_weak_for_being_short(client, place):
    of = channel(place)
    told(of, 150, 0, reach=70)
    rows = cards(board(client, place))["reach_growth"]["rows"]
    assert {row["value"] for row in rows[1:]} == {"0.0"}


def test_the_best_posts_are_ranked_and_who_is_left_out_is_counted(client, two):
    shown = board(client, two)
    table = next(one for one, _files in shown.context["tables"] if one.kind == "outreach-posts")
    (line,) = table.lines
    assert [line.label, *(cell.text for cell in line.cells)][0] == "Open day"
    assert [cell.text for cell in line.cells][2:] == [
        "114",
        "1,000",
        "11.4",
        "400",
        "https://i.example/1",
    ]
    assert (
        "left out: 1 not said to be shown at least 100 times · left out: 1 of followers"
        in table.subtitle
    )
    assert 'href="https://i.example/1"' not in shown.content.decode()


def months_back(count):
    """The first days of the last whole months, the newest first."""
    first = timezone.localdate().replace(day=1)
    for _number in range(count):
        first = (first - datetime.timedelta(days=1)).replace(day=1)
        yield first


def season(place, reach, joined):
    """Whole months back from the last one: reach on each day and how many joined a batch."""
    of, batch = channel(place), make.batch(place, "B1")
    for first, daily, people in zip(months_back(len(reach)), reach, joined, strict=True):
        after = (first + datetime.timedelta(days=31)).replace(day=1)
        told(of, (ago(0) - first).days, (ago(0) - after).days + 1, reach=daily)
        for _number in range(people):
            make.admission(make.student(place), batch, first)


def test_reach_goes_with_admissions_over_six_months(client, place):
    season(place, (60, 50, 40, 30, 20, 10), (12, 10, 8, 6, 4, 2))
    card = cards(board(client, place))["outreach_enrolments"]
    assert card["title"] == "More reach goes with more admissions in the same month"
    assert "over 6 months" in card["subtitle"]
    assert "a month later: not enough" in card["subtitle"]


def test_admissions_may_follow_a_month_later(client, place):
    season(place, (10, 60, 30, 20, 50, 10, 40, 60), (12, 6, 4, 10, 2, 8, 12, 3))
    card = cards(board(client, place))["outreach_enrolments"]
    assert card["title"] == "More reach goes with more admissions a month later"


def test_five_months_are_not_enough(client, place):
    season(place, (60, 50, 40, 30, 20), (12, 10, 8, 6, 4))
    card = cards(board(client, place))["outreach_enrolments"]
    assert card["title"] == "Not enough months to hold reach against admissions"


def test_a_month_half_told_of_is_shown_and_not_compared(client, place):
    season(place, (60, 50, 40, 30, 20, 10), (12, 10, 8, 6, 4, 2))
    first = list(months_back(3))[-1]
    of = place.channels.get()
    of.days.filter(
        on__gte=first + datetime.timedelta(days=15), on__lt=list(months_back(2))[-1]
    ).delete()
    card = cards(board(client, place))["outreach_enrolments"]
    assert "same month: not enough" in card["subtitle"]
    assert len(card["rows"]) == 6 or len(card["rows"]) == 7
    assert any(row["others"][0].startswith("15 of ") for row in card["rows"])


def test_a_manager_is_not_told_of_one_to_four_who_joined(client, place):
    season(place, (60, 50, 40, 30, 20, 10), (12, 10, 8, 6, 4, 2))
    rows = cards(board(client, place, Role.MANAGER))["outreach_enrolments"]["rows"]
    assert [row["share"] for row in rows].count("few") == 2
    rows = cards(board(client, place, Role.REGISTRAR))["outreach_enrolments"]["rows"]
    assert "few" not in [row["share"] for row in rows]


def test_a_file_has_what_the_page_shows(client, two):
    shown = board(client, two, query="by=week&months=6")
    for table, files in shown.context["tables"]:
        lines = client.get(files["csv"]).content.decode("utf-8-sig").splitlines()
        assert len(lines) == 1 + len(table.lines) + bool(table.whole)
    for card in shown.context["cards"]:
        lines = client.get(card["csv_url"]).content.decode("utf-8-sig").splitlines()
        assert len(lines) == 1 + len(card["rows"])
        assert client.get(card["excel_url"]).content[:2] == b"PK"
    assert client.get("/dashboards/outreach/99.csv").status_code == 404
    assert client.get("/dashboards/outreach/nonsense.csv").status_code == 404
    assert client.get(f"/dashboards/outreach/{CHARTS[0]}.pdf").status_code == 404


def test_a_group_sees_each_of_its_institutions_beside_the_other(client):
    group = Group.objects.create(name="Trust")
    for code, reach in (("ONE", 10), ("TWO", 20)):
        told(channel(make.institution(code, group=group)), 27, 0, impressions=reach)
    person = make.user("owner")
    Membership.objects.create(user=person, role=Role.MANAGER, group=group)
    client.force_login(person)
    shown = client.get("/dashboards/outreach/")
    assert {name: row[3] for name, row in cells(shown, "outreach-institution").items()} == {
        "ONE": "280",
        "TWO": "560",
    }
    assert strip(client.get("/dashboards/outreach/?institution=TWO"))["Impressions"] == "560"
    assert strip(client.get("/dashboards/outreach/?channel=instagram:acme"))["Impressions"] == "840"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("principal", 200),
        ("registrar", 200),
        ("manager", 200),
        ("accountant", 403),
        ("faculty", 403),
        ("mentor", 403),
        ("administrator", 403),
        ("student", 403),
    ],
)
def test_who_sees_outreach(client, two, role, status):
    assert board(client, two, role).status_code == status


@pytest.mark.parametrize(
    "query", ["institution=NEXT", "platform=orkut", "channel=%00", "channel=instagram:other"]
)
def test_a_filter_of_nothing_in_sight_is_not_found(client, two, query):
    channel(make.institution("NEXT"), handle="other")
    assert board(client, two, query=query).status_code == 404


def test_odd_parameters_of_the_page_mean_the_usual(client, two):
    shown = board(client, two, query="by=%00&months=-1")
    assert shown.status_code == 200
    assert shown.context["filters"]["set_count"] == 0


def test_without_channels_the_page_says_so(client, place):
    shown = board(client, place)
    assert shown.context["heading"] == "Outreach"
    assert shown.context["start"]


def test_a_view_of_it_is_saved_with_its_own_parameters(client, two):
    shown = board(client, two, query="by=week&platform=instagram")
    form = client.get(shown.context["save_url"]).context["form"]
    sent = {"name": "Insta", "page": "outreach", "query": form["query"].value(), "share": ""}
    rows = client.post("/dashboards/views/", sent, follow=True).context["rows"]
    assert rows[0]["url"] == "/dashboards/outreach/?by=week&platform=instagram"


def test_the_page_asks_as_much_of_many_channels_as_of_few(
    client, two, django_assert_max_num_queries
):
    client.force_login(make.member(Role.PRINCIPAL, two))
    client.get("/dashboards/outreach/")
    for number in range(8):
        told(channel(two, "linkedin", f"more{number}"), 60, 0, reach=5)
    with django_assert_max_num_queries(18):
        client.get("/dashboards/outreach/")
