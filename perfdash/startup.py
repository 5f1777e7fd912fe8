"""What PerfDash refuses to start with, unless PERFDASH_DEMO=1."""

import os
import secrets
from pathlib import Path

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

GENERATED = ("demo-", "django-insecure-")
SHORTEST_KEY = 50
NEW_KEY = 'python3 -c "import secrets; print(secrets.token_urlsafe(64))"'


def refuse_unsafe_settings(*, demo, debug, secret_key):
    """Raise ImproperlyConfigured naming every unsafe setting at once; a demo may have all."""
    problems = [] if demo else list(unsafe_settings(debug=debug, secret_key=secret_key))
    if problems:
        raise ImproperlyConfigured("PerfDash does not start: " + "; ".join(problems) + ".")


def unsafe_settings(*, debug, secret_key):
    """Yield one clause for every setting that only a demo may have."""
    if not secret_key:
        yield f"SECRET_KEY is not set (make one with {NEW_KEY})"
    elif secret_key.startswith(GENERATED):
        yield f"SECRET_KEY is a generated key of a demo (make your own with {NEW_KEY})"
    elif len(secret_key) < SHORTEST_KEY:
        yield f"SECRET_KEY has fewer than {SHORTEST_KEY} characters (make one with {NEW_KEY})"
    if debug:
        yield "DEBUG is on, which shows the record to anyone who provokes an error"


def demo_key(path: Path) -> str:
    """Return the key kept at path, made on first use: sign-ins outlive a restart."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    key = "demo-" + secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key


def refuse_demo_accounts(*, demo):
    """Raise ImproperlyConfigured where accounts with published passwords would be served."""
    if demo:
        return
    found = apps.get_model("students", "User").objects.filter(is_demo=True, is_active=True).count()
    connection.close()  # a server that forks after this must not share it
    if found:
        raise ImproperlyConfigured(
            f"PerfDash does not start: the database holds demo accounts ({found}), whose passwords "
            "anyone can read; point DATABASE_URL at a database of your own."
        )
