"""Read-only views of an institution for BI tools, and the one account that may read them."""

import json
import secrets

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from analytics.star.views import Account, database_of, drop_views, let_in, make_views
from students.models import Institution
from students.rules.keys import key_of

ELSEWHERE = (
    "Views with accounts of their own need MariaDB or MySQL. On this database the same tables "
    "are at /api/v1/tables/ as CSV."
)


class Command(BaseCommand):
    help = (
        "Make the views of an institution anew, in a database of their own, for Power BI, Excel, "
        "Metabase and the like; with --user also an account that may read them and nothing else. "
        "Names of people are left out unless --with-names is said. The database account of "
        "PerfDash needs the rights to create databases and users."
    )

    def add_arguments(self, parser):
        parser.add_argument("institution", metavar="CODE", help="the institution's code")
        parser.add_argument("--user", metavar="NAME", help="the account that may read the views")
        parser.add_argument(
            "--host", default="localhost", help="where it signs in from; % is anywhere"
        )
        parser.add_argument("--with-names", action="store_true", help="with names of people")
        parser.add_argument("--drop", action="store_true", help="remove the views instead")
        parser.add_argument("--json", action="store_true", help="the summary as JSON on stdout")

    def handle(self, *args, **options):
        if connection.vendor != "mysql":
            raise CommandError(ELSEWHERE)
        institution = Institution.objects.filter(code_key=key_of(options["institution"])).first()
        if institution is None:
            codes = ", ".join(Institution.objects.values_list("code", flat=True))
            raise CommandError(f"No institution has this code. Known: {codes}.")
        try:
            done = self._done(institution, options)
        except DatabaseError as error:
            raise CommandError(f"The database refused: {error.args[-1]}") from error
        if options["json"]:
            self.stdout.write(json.dumps(done))
        else:
            for name, value in done.items():
                self.stdout.write(f"{name}: {', '.join(value) if name == 'views' else value}")

    def _done(self, institution: Institution, options: dict) -> dict:
        done = {"database": database_of(institution)}
        if options["drop"]:
            drop_views(institution)
            return done | {"views": []}
        done["views"] = make_views(institution, options["with_names"])
        if options["user"]:
            password = secrets.token_urlsafe(18)
            let_in(institution, Account(options["user"], options["host"]), password)
            done |= {"user": f"{options['user']}@{options['host']}", "password": password}
        return done
