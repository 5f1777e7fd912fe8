"""The chart scripts in a real browser: drawn, leading on, told when broken, in the theme."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.urls(__name__)]

PAGE = """{% extends "base.html" %}{% block heading %}Charts{% endblock %}
{% block content %}{% include "components/chart_card.html" %}{% endblock %}
{% block scripts %}{% include "components/chart_scripts.html" %}{% endblock %}"""
ROWS = [
    {"label": "English", "value": "70.00", "url": "/students/?subject=english"},
    {"label": "Physics", "value": "40.00", "url": "/students/?subject=physics"},
]
PAYLOAD = {
    "type": "bar",
    "title": "Physics is weakest",
    "data": {
        "labels": ["English", "Physics"],
        "datasets": [{"label": "Average", "data": [70, 40], "keys": ["bar-muted", "bar"]}],
    },
    "options": {"plugins": {"reference": {"value": 55, "label": "all 55.00"}}},
    "table": ROWS,
}
INK = """canvas => {
  const { width, height } = canvas;
  const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  const seen = new Map();
  for (let place = 0; place < pixels.length; place += 4) {
    if (pixels[place + 3] < 255) continue;
    const colour = Array.from(pixels.slice(place, place + 3)).join(", ");
    seen.set(colour, (seen.get(colour) ?? 0) + 1);
  }
  return [...seen].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([colour]) => `rgb(${colour})`);
}"""
MUTED_AND_BAR = {
    "light": ["rgb(128, 148, 174)", "rgb(43, 81, 156)"],
    "dark": ["rgb(90, 106, 128)", "rgb(137, 179, 241)"],
}


@login_not_required
def chart_page(request, slug):
    chart = {
        "slug": slug,
        "title": "Subjects",
        "kind": "bar",
        "data_url": f"/charts/{slug}.json",
        "columns": [{"title": "Subject"}, {"title": "Average", "numeric": True}],
        "rows": [row | {"note": None, "share": None} for row in ROWS],
    }
    return HttpResponse(engines["django"].from_string(PAGE).render({"chart": chart}, request))


@login_not_required
def figures(request, slug):
    return JsonResponse(PAYLOAD, status=500 if slug == "broken" else 200)


@login_not_required
def students(request):
    return HttpResponse("<!doctype html><title>Students</title>")


urlpatterns = [
    path("page/<slug:slug>/", chart_page),
    path("charts/<slug:slug>.json", figures),
    path("students/", students),
]


@pytest.fixture
def drawn(browser_page):
    """Give the page with its chart loaded, however that went."""

    def opened(slug="subjects"):
        browser_page.goto(f"/page/{slug}/")
        browser_page.locator('.chart[aria-busy="false"]').wait_for()
        return browser_page

    return opened


def test_a_chart_is_drawn_in_the_colours_of_the_theme(drawn):
    page = drawn()
    for theme, expected in MUTED_AND_BAR.items():
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
        assert page.locator("canvas").evaluate(INK) == expected


def test_a_chart_says_its_finding_and_folds_its_table_away(drawn):
    page = drawn()
    assert page.get_by_role("img", name="Physics is weakest").count() == 1
    assert page.locator("table").is_hidden()
    page.get_by_text("Table", exact=True).click()
    assert page.get_by_role("link", name="40.00").is_visible()


def test_a_bar_leads_to_the_students_behind_it(drawn):
    page = drawn()
    box = page.locator("canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.75)
    page.wait_for_url("**/students/?subject=physics")


def test_a_chart_that_cannot_be_loaded_says_so_beside_its_table(drawn):
    page = drawn("broken")
    assert page.get_by_role("alert").get_by_text("This chart could not be loaded.").is_visible()
    assert page.get_by_role("link", name="40.00").is_visible()
    with page.expect_response("**/charts/broken.json"):
        page.get_by_role("button", name="Try again").click()
