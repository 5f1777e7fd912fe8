"""seed_demo: make the demo, an invented institution of any size."""

import argparse
import datetime
import json
import time

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from students.demo import accounts, declarations, registers
from students.demo.office.handed_in import hand_in
from students.demo.plans import FEWEST, MOST, THREE_TERMS_UP_TO, Plan, plan_of
from students.demo.seeds import seed
from students.management.registers import RegisterCommand
from students.models import Institution, User

NO_ACCOUNTS = (
    "No accounts: their passwords are public, so they are made with PERFDASH_DEMO=1 alone."
)


def number_of_students(text: str) -> int:
    """A number of students that a demo can have."""
    number = int(text)
    if not FEWEST <= number <= MOST:
        raise argparse.ArgumentTypeError(f"from {FEWEST} to {MOST:,} students, not {number:,}")
    return number


class Command(RegisterCommand):
    help = (
        "Make the demo: an invented college with a small sister institution and a training "
        "institute, their staff, classes, marks, attendance, fees, ratings and channels; the "
        "institute's students come on top of the number asked for. The same size, seed and date "
        "make the same demo. Up to 5,000 students get three terms, up to 200,000 two, more get "
        "one. The newest is running: its end-semester examinations are to come. Where there are "
        "three, those before it are declared and published, one class revised. With "
        "PERFDASH_DEMO=1 there is an account for each role."
    )

    def add_arguments(self, parser):
        parser.add_argument("--students", type=number_of_students, default=600, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument(
            "--date",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day the demo shows: two thirds of its newest term are over by then "
            "(default: today)",
        )
        parser.add_argument(
            "--fresh", action="store_true", help="take out the demo that is there, then make it"
        )
        parser.add_argument(
            "--accounts", action="store_true", help="print the demo's accounts and do nothing else"
        )
        parser.add_argument(
            "--json", action="store_true", help="print the outcome as JSON on stdout"
        )

    def handle(self, *args, students, seed, date, fresh, **options):
        self.as_json = options["json"]
        if options["accounts"]:
            self._tell({})
            return
        plan = plan_of(students, seed, date or timezone.localdate())
        if not fresh and is_there(plan, date_matters=date is not None):
            self._tell({"students": students, "seed": seed, "made": False})
            return
        clear_the_way(fresh)
        self._tell(self._make(plan))

    def _make(self, plan: Plan) -> dict:
        started = time.monotonic()
        with tqdm(total=plan.students, unit=" students", disable=None) as bar:
            rows = seed(plan, bar.update)
        if settings.DEMO:
            accounts.make_accounts(plan)
        if plan.students <= THREE_TERMS_UP_TO:
            declare_past()
        if plan.students <= THREE_TERMS_UP_TO:
            hand_in(plan)
        for app in apps.get_app_configs():  # the apps above have their parts of the demo
            if hasattr(app, "add_to_demo"):
                app.add_to_demo(plan)
        registers.note_finished(plan)
        return {
            "students": plan.students,
            "seed": plan.seed,
            "made": True,
            "date": plan.date.isoformat(),
            "terms": len(plan.institutions[0].terms),
            "rows": dict(rows),
            "seconds": round(time.monotonic() - started, 1),
        }

    def _tell(self, outcome: dict):
        listed = accounts.existing() if settings.DEMO else []
        if self.as_json:
            rows = [
                {"username": one.username, "role": one.role, "password": one.password}
                for one in listed
            ]
            self.stdout.write(json.dumps({**outcome, "accounts": rows}))
            return
        if outcome:
            self.stdout.write(sentence(outcome))
        if not settings.DEMO:
            self.stdout.write(NO_ACCOUNTS)
        elif not listed:
            self.stdout.write("There are no accounts yet: seed_demo makes them with the demo.")
        else:
            self.stdout.write("\n".join(table(listed)))


def declare_past():
    """Declare the terms before the newest, as the demo's registrar where there are accounts."""
    registrar = User.objects.filter(username="registrar", is_demo=True).first()
    institutions = list(Institution.objects.order_by("pk"))
    classes = sum(len(declarations.past_classes(one)) for one in institutions)
    with tqdm(total=classes, unit=" classes", disable=None) as bar:
        for one in institutions:
            by = registrar and registrar.pk
            declarations.declare_past(one, by, revised=one is institutions[0], progress=bar.update)


def is_there(plan: Plan, date_matters: bool) -> bool:
    """Whether just this demo is there and complete."""
    there = registers.finished()
    return (
        there is not None
        and (there.students, there.seed) == (plan.students, plan.seed)
        and (not date_matters or there.date == plan.date.isoformat())
    )


def clear_the_way(fresh: bool):
    """See to it that the register is empty; CommandError where it may not be emptied."""
    if others := registers.others():
        refused = "nothing was deleted" if fresh else "nothing was added"
        raise CommandError(f"The register holds {others} that seed_demo did not make; {refused}.")
    if names := accounts.taken():
        raise CommandError(f"Not the demo's, but named like its accounts: {', '.join(names)}.")
    if fresh:
        registers.clear()
    elif there := registers.finished():
        raise CommandError(
            f"The register holds the demo with {there.students:,} students, seed {there.seed}, "
            f"of {there.date}; --fresh replaces it."
        )
    elif registers.is_begun():
        raise CommandError("The register holds half a demo (it was interrupted); use --fresh.")


def sentence(outcome: dict) -> str:
    """What was made, in words."""
    if not outcome["made"]:
        return f"The demo with {outcome['students']:,} students is already there."
    rows = outcome["rows"]
    return (
        f"Made {outcome['students']:,} students in two institutions and "
        f"{rows['Student'] - outcome['students']:,} of a training institute, "
        f"{outcome['terms']} terms: "
        f"{rows['TermResult']:,} results, {rows['Mark']:,} marks of "
        f"{rows['ComponentMark']:,} components, in {outcome['seconds']} s "
        f"(seed {outcome['seed']}, {outcome['date']})."
    )


def table(listed: list[accounts.Account]) -> list[str]:
    """The accounts as lines of a table."""
    rows = [("Username", "Password", "Role", "Sees")]
    rows += [(one.username, one.password, one.role, one.sees) for one in listed]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
