"""A college with four readers of reports, a folder of their own, and made-up reports."""

import datetime
import io
import re
import zipfile

import pytest
from django.utils import timezone

from analytics.books import Book, Column, Sheet
from analytics.deliveries.calendars import ONE
from analytics.models import ReportSchedule
from analytics.reports import REPORTS
from analytics.reports.report import Report
from students.models import ClassCharge, Role
from students.tests import factories as make
from students.tests.kept_worlds import kept

WHOLE, NAMES = "made-up", "made-up-names"


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    for name in ("REPORTS_DIR", "TRAIL_DIR"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        setattr(settings, name, folder)
    return settings.REPORTS_DIR


@pytest.fixture(autouse=True)
def made_up(monkeypatch):
    """One report of students for whoever sees people, by name within their sight."""

    def rows(sight, institution):
        for one in sight.students().filter(institution=institution):
            yield one.roll_no, one.name

    def book(sight, institution, day):
        columns = (Column("roll", "Roll number"), Column("name", "Name"))
        sheet = Sheet("students", "Students", columns, rows(sight, institution))
        return Book("Made-up", institution.name, day, (sheet,))

    report = Report(NAMES, "Made-up", "To be read.", lambda sight: sight.sees_people, book)
    monkeypatch.setitem(REPORTS, NAMES, report)
    return report


@pytest.fixture
@kept
def place():
    """A college with Asha in CSE and Bina in IT."""
    term = make.term()
    asha = make.student(term.institution, "A1", "Asha")
    bina = make.student(term.institution, "B1", "Bina")
    make.fee_due(asha, amount=500)
    make.result(term, asha, "CSE", section="A")
    make.result(term, bina, "IT", section="A")
    return term.institution


def reader(role, place, name, **values):
    """Somebody with an address."""
    person = make.member(role, place, name=name, **values)
    person.email = f"{name}@example.edu"
    person.save()
    return person


@pytest.fixture
def readers(place):
    """Accountant, head of CSE, class teacher of IT, manager and principal by their role."""
    found = {
        role: reader(role, place, str(role))
        for role in (Role.ACCOUNTANT, Role.MANAGER, Role.PRINCIPAL, Role.FACULTY)
    }
    found[Role.HEAD] = reader(Role.HEAD, place, "head", branch=make.branch(place, "CSE"))
    charge_of_it(place, found[Role.FACULTY])
    return found


def charge_of_it(place, person):
    """They have charge of the class of Bina."""
    of_class = {"branch": make.branch(place, "IT"), "semester": 4, "section": "A"}
    staff = make.staff(place, "In charge", person)
    return ClassCharge.objects.create(staff=staff, term=place.terms.get(), **of_class)


def schedule(person, place, report=NAMES, every="daily", **values):
    """One that is due today."""
    due = {"done_to": timezone.localdate() - ONE, **values}
    return ReportSchedule.objects.create(
        report=report, institution=place, recipient=person, every=every, **due
    )


def texts(content: bytes) -> str:
    """All that is written in a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return " ".join(
            " ".join(re.findall(r"<t[^>]*>([^<]*)</t>", book.read(name).decode()))
            for name in book.namelist()
            if name.endswith(".xml")
        )


def a_day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
