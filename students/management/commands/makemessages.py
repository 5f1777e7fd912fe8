"""makemessages: collect the texts, as Django does, without guessing what a new one means."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    # A guess from a sentence like it is read as a translation by whoever does not look twice.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
