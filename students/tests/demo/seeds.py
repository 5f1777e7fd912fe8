"""The demo as `script/server` makes it: with its accounts."""

import io

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

HASHER = "django.contrib.auth.hashers.PBKDF2PasswordHasher"


def as_in_a_demo():
    """Settings in which the demo has its accounts, their passwords hashed as outside the tests."""
    return override_settings(DEMO=True, PASSWORD_HASHERS=[*settings.PASSWORD_HASHERS, HASHER])


def seed(*options: str) -> str:
    """Make the demo and return what the command says."""
    out = io.StringIO()
    with as_in_a_demo():
        call_command("seed_demo", *options, stdout=out, stderr=io.StringIO())
    return out.getvalue()
