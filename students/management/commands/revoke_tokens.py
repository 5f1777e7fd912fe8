"""End tokens of the API at once."""

from django.core.management.base import BaseCommand, CommandError

from students.models import ApiToken, User


class Command(BaseCommand):
    help = "End the tokens of an account, all or one; whoever holds one is shut out at once."

    def add_arguments(self, parser):
        parser.add_argument("username", help="Whose they are.")
        parser.add_argument("--token", help="One alone, by its beginning as the page shows it.")

    def handle(self, *args, **options):
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account “{options['username']}”.")
        tokens = ApiToken.objects.filter(user=user)
        if options["token"]:
            tokens = tokens.filter(shown=options["token"].rstrip("…"))
        count = tokens.revoke()
        if options["token"] and not count:
            raise CommandError(f"No valid token of {user} begins with “{options['token']}”.")
        self.stdout.write(f"Revoked: {count}.")
