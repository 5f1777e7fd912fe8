"""Pages and the API are there where nothing that learning needs is installed."""

import subprocess
import sys

LOADED = """
import django
django.setup()
import perfdash.urls, analytics.urls, analytics.management.commands.nightly, sys
heavy = ("sklearn", "skops", "analytics.prediction.forecasters")
print([name for name in heavy if name in sys.modules])
"""


def test_no_address_needs_what_learning_needs(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "perfdash.settings")
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
