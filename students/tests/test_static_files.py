"""An installation serves its static files under names that change with their content."""

from django.conf import global_settings
from django.core.management import call_command
from django.test import override_settings

HASHED = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


def test_every_file_a_stylesheet_or_script_refers_to_is_there(tmp_path):
    storages = global_settings.STORAGES | {"staticfiles": {"BACKEND": HASHED}}

    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)

    assert (tmp_path / "staticfiles.json").exists()
