"""Writes worth trying on the pages beside the administration."""

import json
from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse

from analytics.alerts.settings import fingerprint
from analytics.prediction import packages
from analytics.tests.walk.forms import fields_of
from analytics.tests.walk.rows import TABLE
from analytics.tests.walk.sending import HERE, Sending, form
from analytics.tests.walk.table import HOUSE, within
from analytics.tests.walk.world import MISSING, OTHER, OURS, OWN, UNUSED, World
from students.models import Institution


def sendings(world: World, root) -> list[Sending]:
    """All of them."""
    found = [*grids(world), *registers(world), *taken_back(world, root)]
    found += [*declarations(world, root), *job_buttons(world), *of_tokens(world)]
    found += [*of_saved_views(world), *of_alerts(world), *of_models(world)]
    found += [*of_kpis(world), *of_reports(world), *of_mark_sheets(world)]
    return [*found, *of_quality(world), *of_cameras(world), *words(world)]


def of_mark_sheets(world) -> Iterator[Sending]:
    """A sheet revoked."""
    row = TABLE["mark-sheet-revoke"]
    for ownership in HERE:
        path = reverse(row.name, args=[world.number("marksheet", ownership)])
        yield form(path, row, ownership, {"reason": "Printed twice"})


def grids(world) -> Iterator[Sending]:
    """One mark typed into the grid of its class."""
    row = TABLE["marks-grid"]
    for ownership in HERE:
        mark = world.rows[ownership]["mark"]
        name = f"{mark.result_id}-0"
        shown = json.dumps({name: f"present:{mark.score}:100"})
        yield form(row.address(mark), row, ownership, {f"cell-{name}": "41", "shown": shown})


def registers(world) -> Iterator[Sending]:
    """A class taken and planned, a shortage condoned and a condonation ended, of each owner."""
    for ownership in HERE:
        row, number = TABLE["attendance-sheet"], world.number("teaching", ownership)
        result = world.number("termresult", ownership)
        path = reverse(row.name, kwargs={"pk": number} | row.besides)
        yield form(path, row, ownership, {"held": "yes"})
        row = TABLE["attendance-class"]
        yield form(reverse(row.name, args=[number]), row, ownership, {"planned": 40})
        row = TABLE["condonations"]
        why = {"down_to": "65", "reference": "Ordinance 1", "reason": "Ill"}
        yield form(reverse(row.name, args=[result]), row, ownership, why)
        row = TABLE["condonation-revoke"]
        path = reverse(row.name, args=[world.number("condonation", ownership)])
        yield form(path, row, ownership, {"because": "Granted in error"})


def taken_back(world, root) -> Iterator[Sending]:
    """A class taken back as its page shows it."""
    row = TABLE["attendance-take-back"]
    for ownership in HERE:
        path = reverse(row.name, kwargs={"pk": world.number("teaching", ownership)} | row.besides)
        yield form(path, row, ownership, fields_of(root.page(path)))


def declarations(world, root) -> Iterator[Sending]:
    """A class declared as its sheet was shown, and one that is declared published."""
    for name, ownerships in (("result-declare", (OWN, OTHER)), ("result-publish", (OURS,))):
        row = TABLE[name]
        for ownership in ownerships:
            words = world.words(row, ownership, tuple(row.words))
            page = fields_of(root.page(reverse("result-sheet", kwargs=words)))
            yield form(reverse(name, kwargs=words), row, ownership, page)


def job_buttons(world) -> Iterator[Sending]:
    """Cancelling a job and running it again, which its owner alone may."""
    for name in ("job-cancel", "job-again"):
        for ownership in (OURS, OTHER, MISSING):
            path = reverse(name, args=[world.number("job", ownership)])
            yield form(path, TABLE[name], ownership, {})


def words(world) -> Iterator[Sending]:
    """A word noted with each student; each one changed, followed up and taken back."""
    said = {"note": "Another word", "on": "2026-11-02", "kind": "talk"}
    for ownership in HERE:
        contact = world.rows[ownership]["contact"]
        row, result = TABLE["contact-log"], world.number("termresult", ownership)
        path = reverse(row.name, args=[result])
        yield form(path, row, ownership, said | {"last": contact.pk})
        for name, fields in (
            ("contact", said | {"last": contact.version}),
            ("contact-close", {}),
            ("contact-remove", {}),
        ):
            path = reverse(name, args=[contact.pk])
            yield form(path, TABLE[name], ownership, fields)


def of_tokens(world) -> Iterator[Sending]:
    """A token made, and each one ended."""
    yield form(reverse("tokens"), TABLE["tokens"], "", {"name": "New", "days": "30"})
    row = TABLE["revoke-token"]
    for ownership in HERE:
        yield form(reverse(row.name, args=[world.number(row.kind, ownership)]), row, ownership, {})


def of_saved_views(world) -> Iterator[Sending]:
    """A view saved, and each one removed."""
    shared = {"name": "New", "page": "heatmap", "query": "branch=CSE", "share": "MAIN"}
    yield form(reverse("saved-views"), TABLE["saved-views"], "", shared)
    row = TABLE["remove-view"]
    for ownership in HERE:
        yield form(reverse(row.name, args=[world.number(row.kind, ownership)]), row, ownership, {})


def of_alerts(world) -> Iterator[Sending]:
    """Each alert ticked, all of a list, a choice of mails, and the rules of each institution."""
    for ownership in HERE:
        row = TABLE["alert-seen"]
        yield form(reverse(row.name, args=[world.number(row.kind, ownership)]), row, ownership, {})
    yield form(reverse("alerts-seen"), TABLE["alerts-seen"], "", {"newest": 999_999})
    yield form(reverse("alert-digest"), TABLE["alert-digest"], "", {"often": "daily"})
    row, rules = TABLE["alert-rules"], {"attendance_below-number": 61, "no_contact-number": 3}
    for ownership in (OWN, OTHER):
        number = world.number(row.kind, ownership)
        shown = {"seen": fingerprint(Institution.objects.get(pk=number))}
        yield form(reverse(row.name, args=[number]), row, ownership, rules | shown)


def of_kpis(world) -> Iterator[Sending]:
    """A target set for each institution."""
    row = TABLE["kpi-settings"]
    for ownership in (OWN, OTHER):
        words = {"pk": world.number(row.kind, ownership)} | row.besides
        yield form(reverse(row.name, kwargs=words), row, ownership, {"seen": "0-0", "target": "80"})


def of_reports(world) -> Iterator[Sending]:
    """A report made, one that is to come, and each that comes changed, stopped and made at once."""
    place = Institution.objects.get(pk=world.number("institution", OWN)).code
    which = {"report": "fee-pending", "place": place}
    yield form(reverse("reports"), TABLE["reports"], "", which | {"day": "2026-11-02"})
    monthly = {"every": "monthly", "day": "31"}
    path = reverse("report-schedule-new")
    yield form(path, TABLE["report-schedule-new"], "", which | monthly)
    for ownership in HERE:
        for name in ("report-schedule", "report-schedule-stop", "report-schedule-run"):
            row = TABLE[name]
            path = reverse(name, args=[world.number(row.kind, ownership)])
            yield form(path, row, ownership, monthly)


def of_quality(world) -> Iterator[Sending]:
    """Each doubt settled, two students said to be one person, what was said of two taken back."""
    for ownership in HERE:
        row = TABLE["doubt-settle"]
        path = reverse(row.name, args=[world.number(row.kind, ownership)])
        yield form(path, row, ownership, {"as": "taken"})
        row = TABLE["same-people-back"]
        path = reverse(row.name, args=[world.number(row.kind, ownership)])
        yield form(path, row, ownership, {})
        row = replace(TABLE["same-people"], kind="student", reach=within(HOUSE))
        pair = {"first": world.number("student", ownership), "verdict": "same"}
        second = world.rows[ownership]["mentorship"].student_id
        pair["seen"] = world.number("sameperson", ownership)
        yield form(reverse(row.name), row, ownership, pair | {"second": second})


def of_cameras(world) -> Iterator[Sending]:
    """A session deleted, and measuring turned on anew and off, in each institution."""
    said = dict.fromkeys(("purpose", "notice", "lawful_basis", "contact"), "Said")
    for ownership in HERE:
        row = TABLE["camera-session-delete"]
        path = reverse(row.name, args=[world.number(row.kind, ownership)])
        yield form(path, row, ownership, {})
    for ownership in (OWN, OTHER):
        for name in ("camera-consent", "camera-off"):
            row = TABLE[name]
            path = reverse(name, args=[world.number(row.kind, ownership)])
            sent = said | {"region": "india", "retention_days": 20, "stored": "keep"}
            yield form(path, row, ownership, sent)


def of_models(world) -> Iterator[Sending]:
    """The version of each institution put to use, none put to use, and another one trained."""
    said = {"why": "Because", "seen": 0, "target": UNUSED}
    trained = ("model-train",) if packages.are_there() else ()
    for ownership in (OWN, OTHER):
        for name in ("model-use", "model-none", *trained):
            row = TABLE[name]
            path = reverse(name, args=[world.number(row.kind, ownership)])
            yield form(path, row, ownership, said)
