"""What pages show of guesses needs nothing that learning needs."""

import subprocess
import sys

WITHOUT = """
import sys
sys.modules.update(dict.fromkeys(("numpy", "sklearn", "skops")))
import django
django.setup()
import perfdash.urls
from analytics.prediction.checks import fault
"""


def test_all_addresses_are_there_without_the_packages_of_learning(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "perfdash.settings")
    subprocess.run([sys.executable, "-c", WITHOUT], check=True)
