"""Figures, charts and lists in Hindi: whole sentences, nothing left in English, nothing frozen."""

import datetime
import re
from pathlib import Path

import polib
import pytest
from django.utils.translation import override

from analytics.charts import CHARTS
from analytics.dashboards.catalogue import DASHBOARDS
from analytics.dashboards.overview import overview
from analytics.metrics.figures import Figures
from analytics.models import Contact
from analytics.people.figures import next_grade, risk_figure
from analytics.people.needs import Classes, needs
from analytics.people.reasons import reasons_title
from analytics.people.roster_words import conditions_of, export_columns, roster_title
from analytics.people.rosters import Roster
from analytics.people.sentences import listed, scores_title
from analytics.people.terms import finding
from analytics.scope import Scope, ScopeError
from analytics.tests.dashboards.houses import house
from analytics.views import rosters, shortages, worklists
from students.models import TermResult
from students.rules.reasons import ATTENDANCE, AVERAGE
from students.rules.risk import HIGH, LOW, MEDIUM, UNKNOWN
from students.tests import factories as make

CATALOGUE = Path("perfdash/locale/hi/LC_MESSAGES/django.po")
DATA = re.compile(r"Mathematics|English|Physics|Quiz|Asha|none")  # titles and names as entered
ENGLISH = re.compile(r"[a-z]{3}")
HINDI = re.compile("[\u0900-\u097f]")
LOOKS = ({}, {"by": "section"}, {"by": "term"}, {"show": "difference"}, {"subject": "ENGLISH"})

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def hindi(tmp_path, settings):
    """Hindi as it is kept, compiled; to be switched to with `override("hi")`."""
    folder = tmp_path / "hi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    polib.pofile(str(settings.BASE_DIR / CATALOGUE)).save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path]


@pytest.fixture
def term():
    return house()


@pytest.fixture
def principal(term):
    return make.member("principal", term.institution)


def texts_of_table(table):
    yield from (table.title, table.subtitle, table.corner, *table.titles())
    yield from (words for _, words in table.legend)
    yield from (line.label for line in (table.whole,) if line)


def texts_of_chart(chart):
    yield from (chart.title, chart.says, chart.measure, chart.empty, *chart.columns)
    yield from (row.note or "" for row in chart.rows)


def texts_of_board(board):
    yield from (board.heading, board.empty, *board.notes)
    yield from (board.dots.title,) if board.dots else ()
    yield from (segment.label for segment in board.segments)
    yield from (option.words for segment in board.segments for option in segment.options)
    yield from (figure.label + figure.note for figure in board.strip)
    yield from (words for table in board.tables for words in texts_of_table(table))
    yield from (words for chart in board.charts for words in texts_of_chart(chart))


def board_of(viewer, slug, params):
    scope = Scope.of(viewer, params, one_subject=DASHBOARDS[slug].one_subject)
    return DASHBOARDS[slug].make(Figures(scope), params)


def in_english(texts):
    """Those with an English word in them that nobody entered."""
    return [str(text) for text in texts if ENGLISH.search(DATA.sub("", str(text)))]


@pytest.mark.parametrize("slug", DASHBOARDS)
def test_a_dashboard_says_nothing_in_english(hindi, principal, slug):
    for params in LOOKS:
        with override("hi"):
            texts = [str(text) for text in texts_of_board(board_of(principal, slug, params))]
        after = [str(text) for text in texts_of_board(board_of(principal, slug, params))]

        assert in_english(texts) == []
        assert not any(HINDI.search(text) for text in after)
        assert len(texts) == len(after)


@pytest.mark.parametrize("params", [{}, {"subject": "ENGLISH"}, {"term": "2025-ODD"}])
def test_a_chart_says_nothing_in_english(hindi, principal, params):
    figures = Figures(Scope.of(principal, params))
    with override("hi"):
        for make_chart in CHARTS.values():
            assert in_english(texts_of_chart(make_chart(figures))) == []


def test_the_overview_says_nothing_in_english_of_its_own(hindi, principal):
    with override("hi"):
        page = overview(Figures(Scope.of(principal, {})))
        words = [page["heading"], page["filters"]["words"], page["attention"]["title"]]
        words += [tab["title"] for tab in page["tabs"]]
        words += [one.label + one.note for one in page["figures"]]
        words += [one.label for one in page["filters"]["selects"]]

        assert in_english(words) == []
        assert page["lede"].endswith("सभी विषय, 2026-ODD")


def test_who_is_on_a_list_stands_before_the_students_in_hindi(hindi, principal):
    scope = Scope.of(principal, {"subject": "MATHEMATICS"}, one_subject=False)
    roster = Roster.of(scope, {"risk": "high", "passed": "no", "short": "medium"})

    assert roster_title(roster, 3) == (
        "3 students at high risk who did not pass with attendance below the Medium line"
        " in Mathematics"
    )
    with override("hi"):
        assert roster_title(roster, 3) == (
            "Mathematics में उच्च जोखिम वाले अनुत्तीर्ण मध्यम रेखा से कम उपस्थिति वाले 3 विद्यार्थी"
        )
        words = [one.words for one in conditions_of(roster)]
        assert in_english([*words, *(one.title for one in export_columns(roster))]) == []


def test_the_heads_of_files_are_in_the_language_of_who_takes_them(hindi):
    heads = [title for _, title, _ in shortages.COLUMNS]
    heads += [title for _, title in (*worklists.COLUMNS, *rosters.ORDERS)]

    assert heads[:2] == ["Roll number", "Name"]
    with override("hi"):
        assert heads[:2] == ["अनुक्रमांक", "नाम"]
        assert in_english(heads) == []


@pytest.mark.parametrize("name", ["institution", "term", "branch", "batch", "semester", "subject"])
def test_what_is_not_there_is_named_in_hindi(hindi, principal, name):
    with override("hi"), pytest.raises(ScopeError) as raised:
        Scope.of(principal, {name: "XX"})

    assert in_english(raised.value.problems) == []


@pytest.mark.parametrize(
    ("level", "measures", "sentence"),
    [
        (HIGH, [AVERAGE], "औसत के कारण Asha उच्च जोखिम पर"),
        (MEDIUM, [ATTENDANCE], "उपस्थिति के कारण Asha मध्यम जोखिम पर"),
        (HIGH, [AVERAGE, ATTENDANCE], "दो कारणों से Asha उच्च जोखिम पर; दोनों को बदलना होगा"),
        (LOW, [], "Asha किसी जोखिम पर नहीं"),
        (UNKNOWN, [], "Asha का जोखिम आँकने के लिए पर्याप्त डेटा नहीं"),
    ],
)
def test_a_risk_is_said_in_hindi(hindi, level, measures, sentence):
    with override("hi"):
        assert reasons_title("Asha", level, measures) == sentence
        figure = risk_figure(TermResult(risk=level))

        assert in_english([figure.label, figure.value, figure.note]) == []
        assert figure.emphasis == level  # what colours it stays code


def test_names_in_a_row_are_joined_in_hindi(hindi):
    with override("hi"):
        assert listed(["A", "B", "C"]) == "A, B और C"
        assert listed(["A", "B", "C", "D"]) == "A, B और 2 अन्य"


def test_titles_about_a_student_are_whole_sentences_in_hindi(hindi, term):
    result = TermResult.objects.filter(term=term, branch__code="CSE").first()
    policy = result.policy_version.policy
    with override("hi"):
        words = [scores_title((), policy), finding(()), next_grade(result, policy)]
        words += [one.title for one in needs(policy, result, (), Classes(None))]

        assert in_english(words) == []


def test_the_history_of_a_contact_is_kept_in_one_language(hindi, term):
    told = Contact(
        on=datetime.date(2026, 11, 3), note="Ill.", agreed="Rest.", follow_up_on=None, kind="phone"
    )
    with override("hi"):
        assert told.get_kind_display() == "फ़ोन कॉल"
        assert told.said() == "Phone call, 3 Nov 2026: Ill. · agreed: Rest."
