"""A report is made within its recipient's rights, and given out as long as they have them."""

import json

import pytest
import time_machine
from django.utils import timezone

from analytics.deliveries.calendars import ONE
from analytics.deliveries.files import PEOPLE, is_kept, path_of, remove_old, times_fetched
from analytics.deliveries.making import make, order
from analytics.deliveries.rights import may_fetch
from analytics.models import ReportRun
from analytics.reports import REPORTS
from analytics.tests.deliveries.conftest import NAMES, texts
from students import trails
from students.access import visible_to
from students.models import ClassCharge, Membership, RecordView, Role, Student
from students.tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def made(person, place, report=NAMES):
    return make(order(report, place, person, TODAY()))


def fetched(client, person, run):
    """The answer, its file read to the end."""
    client.force_login(person)
    answer = client.get(f"/reports/runs/{run.pk}/")
    answer.file = b"".join(answer.streaming_content) if answer.streaming else b""
    return answer


@pytest.mark.parametrize(
    ("role", "report", "seen"),
    [
        (Role.PRINCIPAL, NAMES, {"Asha", "Bina"}),
        (Role.HEAD, NAMES, {"Asha"}),
        (Role.FACULTY, NAMES, {"Bina"}),
        (Role.ACCOUNTANT, "fee-pending", {"Asha"}),
        (Role.MANAGER, "fee-pending", set()),
    ],
)
def test_each_role_finds_its_own_part_and_leaves_a_trail(
    client, place, readers, role, report, seen
):
    run = made(readers[role], place, report)
    answer = fetched(client, readers[role], run)

    words = texts(answer.file)
    assert {name for name in ("Asha", "Bina") if name in words} == seen
    assert run.rows > 0
    assert run.size == len(path_of(run).read_bytes())
    assert trails.gather()
    looked = RecordView.objects.values_list("student_id", flat=True)
    assert {Student.objects.get(pk=pk).name for pk in looked} == seen


@pytest.mark.parametrize(
    ("role", "report"),
    [
        (Role.ACCOUNTANT, NAMES),
        (Role.MANAGER, NAMES),
        (Role.HEAD, "fee-pending"),
        (Role.FACULTY, "fee-pending"),
    ],
)
def test_a_report_that_is_not_for_the_role_is_not_made(place, readers, role, report):
    run = made(readers[role], place, report)

    assert (run.state, run.reason) == ("failed", "no_right")
    assert not path_of(run).exists()


def test_a_role_elsewhere_opens_no_report_here(place, readers):
    next_door = factories.institution("NEXT")
    Membership.objects.create(
        user=readers[Role.ACCOUNTANT], role=Role.PRINCIPAL, institution=next_door
    )

    assert made(readers[Role.ACCOUNTANT], place).reason == "no_right"
    assert made(readers[Role.ACCOUNTANT], next_door).state == "made"
    assert made(readers[Role.PRINCIPAL], next_door).reason == "no_right"


@pytest.mark.parametrize("slug", sorted(REPORTS))
def test_whoever_is_named_in_any_report_is_known_by_number(place, readers, slug):
    """The trail goes by the column called "roll"; a report that names somebody has one."""
    run = made(readers[Role.PRINCIPAL], place, slug)
    words = texts(path_of(run).read_bytes())

    noted = set(json.loads(path_of(run, PEOPLE).read_bytes()))
    named = {one.pk for one in Student.objects.all() if one.name in words or one.roll_no in words}
    assert named <= noted


def test_a_file_is_for_its_recipient_alone(client, place, readers):
    run = made(readers[Role.HEAD], place)

    for other in (Role.PRINCIPAL, Role.FACULTY, Role.ACCOUNTANT):
        assert fetched(client, readers[other], run).status_code == 404
    assert fetched(client, factories.member(Role.STUDENT, place), run).status_code == 403
    assert path_of(run).stat().st_mode & 0o077 == 0


def test_who_lost_the_role_gets_no_file(client, place, readers):
    head = readers[Role.HEAD]
    run = made(head, place)
    assert fetched(client, head, run).status_code == 200

    head.memberships.all().delete()
    assert fetched(client, head, run).status_code == 403

    factories.member(Role.FACULTY, place, name="another")
    Membership.objects.create(user=head, role=Role.FACULTY, institution=place)
    assert fetched(client, head, run).status_code == 403  # allowed a smaller one, not this


def test_who_has_another_branch_now_gets_no_file_of_the_old_one(client, place, readers):
    head = readers[Role.HEAD]
    run = made(head, place)

    head.memberships.update(branch=factories.branch(place, "IT"), place_key=f"{place.pk}|0|moved")

    assert fetched(client, head, run).status_code == 403


def test_who_gave_a_class_away_gets_no_file_with_it(place, readers):
    teacher = readers[Role.FACULTY]
    run = made(teacher, place)
    assert may_fetch(run, visible_to(teacher))

    ClassCharge.objects.all().delete()

    assert not may_fetch(run, visible_to(teacher))


def test_a_wider_right_since_takes_nothing_away(place, readers):
    head = readers[Role.HEAD]
    run = made(head, place)

    Membership.objects.create(user=head, role=Role.PRINCIPAL, institution=place)

    assert may_fetch(run, visible_to(head))


def test_a_closed_account_gets_none(place, readers):
    readers[Role.HEAD].is_active = False
    readers[Role.HEAD].save()

    assert made(readers[Role.HEAD], place).reason == "closed"


def test_what_breaks_is_noted_and_leaves_no_file(place, readers, monkeypatch, own_folders):
    def broken(sight, institution, day):
        raise RuntimeError("Asha")

    monkeypatch.setitem(REPORTS, NAMES, type(REPORTS[NAMES])(NAMES, "", "", bool, broken))

    with pytest.raises(RuntimeError):
        made(readers[Role.PRINCIPAL], place)

    assert ReportRun.objects.get().reason == "broken"
    assert list(own_folders.iterdir()) == []


def test_files_go_after_their_days_and_the_line_stays(client, place, readers, settings):
    settings.REPORTS_KEPT_DAYS = 2
    run = made(readers[Role.HEAD], place)
    fetched(client, readers[Role.HEAD], run)
    fetched(client, readers[Role.HEAD], run)
    assert times_fetched(run) == 2

    with time_machine.travel(timezone.now() + ONE):
        assert remove_old() == 0
    with time_machine.travel(timezone.now() + 3 * ONE):
        assert not is_kept(run)
        assert fetched(client, readers[Role.HEAD], run).status_code == 404
        assert remove_old() == 1

    assert not path_of(run).exists()
    run.refresh_from_db()
    assert (run.state, run.downloads) == ("made", 2)


def test_files_without_a_line_go_after_a_day(place, readers, own_folders):
    made(readers[Role.HEAD], place)
    ReportRun.objects.all().delete()

    assert remove_old() == 0
    with time_machine.travel(timezone.now() + 2 * ONE):
        assert remove_old() == 1
    assert list(own_folders.iterdir()) == []
