"""No page is heavier than 250 KB when it is opened for the first time."""

import pytest

from analytics.tests.walk.people import STUDENT, SUPERUSER
from analytics.tests.walk.rows import TABLE
from analytics.tests.walk.steps import Walker
from analytics.tests.walk.weights import KILOBYTE, MOST, NO_PAGES, files_of, weight_of
from analytics.tests.walk.world import OURS, OWN

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SEEING_MOST = (SUPERUSER, STUDENT)  # between them every kind of page


def paths(world, known, person):
    """One path of each page kind that somebody may read."""
    for address in known:
        row = TABLE[address.name]
        if person not in row.read or row.found == (405,):
            continue
        if row.kind:
            found = [world.path(address, row, ownership) for ownership in (OWN, OURS)]
            yield from filter(None, found[:1])
        else:
            yield from (address.path(**values) + row.queries[-1] for values in row.values)


@pytest.mark.parametrize("person", SEEING_MOST)
def test_no_page_weighs_more_than_a_first_load_may(world, known_addresses, person, record_property):
    walker, weights = Walker(world.users[person]), {}
    for path in set(paths(world, known_addresses, person)):
        if any(part in path for part in NO_PAGES) and "/docs/" not in path:
            continue
        answer = walker.step("GET", path)
        if answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", ""):
            weights[path] = weight_of(answer.content)

    heavy = {path: f"{weight // KILOBYTE} KB" for path, weight in weights.items() if weight > MOST}
    record_property(f"heaviest page of {person}, KB", max(weights.values()) // KILOBYTE)
    assert len(weights) > (60 if person != STUDENT else 5)
    assert heavy == {}


def test_a_page_is_weighed_with_what_its_stylesheets_refer_to():
    admin = files_of('<link rel="stylesheet" href="/static/admin/css/base.css">')

    assert "admin/css/base.css" in admin
    assert any(
        name.endswith(".svg") for name in files_of('<link href="/static/admin/css/forms.css">')
    )


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(FileNotFoundError, match="css/none"):
        weight_of(b'<link rel="stylesheet" href="/static/css/none.css">')
