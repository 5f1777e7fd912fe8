"""Make a token by which a program asks the API in somebody's name."""

from django.core.management.base import BaseCommand, CommandError

from students.models import ApiToken, User
from students.models.tokens import MOST_DAYS, USUAL_DAYS


class Command(BaseCommand):
    help = (
        "Make a token for the API. It sees and may what its owner sees and may. The token alone "
        "goes to stdout, and is never shown again: only a digest of it is kept."
    )

    def add_arguments(self, parser):
        parser.add_argument("username", help="Whose it is.")
        parser.add_argument("--name", required=True, help="What it is for.")
        parser.add_argument(
            "--days", type=int, default=USUAL_DAYS, help="How long it lasts (default: %(default)s)."
        )

    def handle(self, *args, **options):
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active account “{options['username']}”.")
        if not 1 <= options["days"] <= MOST_DAYS:
            raise CommandError(f"A token lasts from 1 to {MOST_DAYS} days.")
        name = options["name"].strip()
        if not 1 <= len(name) <= 80:
            raise CommandError("Its name has 1 to 80 letters.")
        token, secret = ApiToken.objects.issue(user, name, options["days"])
        self.stderr.write(f"“{token.name}” of {user} lasts until {token.expires_at:%d %b %Y}.")
        self.stdout.write(secret)
