"""Without PERFDASH_DEMO nothing starts that only a demo may have."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from perfdash.startup import demo_key, refuse_demo_accounts, unsafe_settings
from students.models import User

LONG_KEY = "0123456789" * 5


def start(tmp_path, code="pass", **environment):
    """Run code in a fresh interpreter with PerfDash's settings loaded."""
    setup = "import django; django.setup(); from django.conf import settings; "
    return python(tmp_path, "-c", setup + code, **environment)


def python(tmp_path, *arguments, **environment):
    """Run Python at the top of the repository, with nothing set but what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    empty = {"SECRET_KEY": "", "DEBUG": "", "DATABASE_URL": "", "PERFDASH_VAR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=kept | empty | {"DJANGO_SETTINGS_MODULE": "perfdash.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_all_unsafe_settings_are_named_at_once(tmp_path):
    refused = start(tmp_path, DEBUG="1")

    assert refused.returncode == 1
    last_line = refused.stderr.strip().splitlines()[-1]
    assert "PerfDash does not start: SECRET_KEY is not set" in last_line
    assert "DEBUG is on" in last_line


def test_a_command_says_in_one_line_why_it_does_not_start(tmp_path):
    refused = python(tmp_path, "manage.py", "check", SECRET_KEY=LONG_KEY, DEBUG="1")

    assert refused.returncode == 1
    [line] = refused.stderr.splitlines()
    assert line.startswith("PerfDash does not start: DEBUG is on")


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("", "not set"),
        ("short", "fewer than"),
        ("demo-" + LONG_KEY, "generated"),
        ("django-insecure-" + LONG_KEY, "generated"),
    ],
)
def test_a_key_that_others_could_have_is_refused(key, word):
    [problem] = unsafe_settings(debug=False, secret_key=key)

    assert word in problem


def test_a_key_of_ones_own_starts(tmp_path):
    started = start(
        tmp_path,
        "print(settings.DEBUG, settings.SESSION_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT)",
        SECRET_KEY=LONG_KEY,
    )

    assert started.stderr == ""
    assert started.stdout.split() == ["False", "True", "True"]


def test_a_demo_makes_its_own_key_and_may_debug(tmp_path):
    show = "print(settings.DEBUG, settings.SECRET_KEY)"
    first = start(tmp_path, show, PERFDASH_DEMO="1", DEBUG="1")
    second = start(tmp_path, show, PERFDASH_DEMO="1", DEBUG="1")

    assert first.stderr == ""
    assert first.stdout.startswith("True demo-")
    assert first.stdout == second.stdout


def test_the_key_of_a_demo_is_for_its_owner_alone(tmp_path):
    path = tmp_path / "demo.key"

    assert demo_key(path) == demo_key(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_demo_takes_a_database_of_its_own(tmp_path):
    started = start(tmp_path, "print(settings.DATABASES['default']['NAME'])", PERFDASH_DEMO="1")

    assert started.stdout.strip() == str(tmp_path / "demo.sqlite3")


@pytest.mark.django_db
def test_demo_accounts_are_not_served_outside_a_demo():
    User.objects.create(username="principal", is_demo=True)

    with pytest.raises(ImproperlyConfigured, match=r"demo accounts \(1\)"):
        refuse_demo_accounts(demo=False)
    refuse_demo_accounts(demo=True)


@pytest.mark.django_db
def test_closed_demo_accounts_and_real_ones_are_served():
    User.objects.create(username="closed", is_demo=True, is_active=False)
    User.objects.create(username="real")

    refuse_demo_accounts(demo=False)


def test_the_web_server_is_refused_a_database_with_demo_accounts(tmp_path):
    make = (
        "from django.core.management import call_command; call_command('migrate', verbosity=0); "
        "from students.models import User; User.objects.create(username='demo', is_demo=True)"
    )
    database = f"sqlite:///{tmp_path}/served.sqlite3"
    assert start(tmp_path, make, SECRET_KEY=LONG_KEY, DATABASE_URL=database).stderr == ""

    for door in ("wsgi", "asgi"):
        code = f"import perfdash.{door}"
        refused = start(tmp_path, code, SECRET_KEY=LONG_KEY, DATABASE_URL=database)
        served = start(tmp_path, code, PERFDASH_DEMO="1", DATABASE_URL=database)
        assert "demo accounts (1)" in refused.stderr
        assert served.returncode == 0


def test_a_page_that_would_be_sent_to_itself_for_ever_is_told_by_the_checks(tmp_path):
    check = "manage.py", "check", "--deploy"
    forgotten = python(tmp_path, *check, SECRET_KEY=LONG_KEY)
    told = python(tmp_path, *check, SECRET_KEY=LONG_KEY, PROXY_COUNT="1")

    assert "Put PROXY_COUNT=1 into .env" in forgotten.stderr
    assert "PROXY_COUNT" not in told.stderr


def test_a_command_is_called_from_any_folder(tmp_path):
    script = settings.BASE_DIR / "script" / "manage"
    answer = subprocess.run(
        [script, "--version"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": LONG_KEY, "PERFDASH_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip()


@pytest.mark.parametrize("way_in", ["perfdash.urls", "perfdash.wsgi", "perfdash.asgi"])
def test_what_is_there_from_the_start_is_not_searched_for_garbage_again(tmp_path, way_in):
    ask = f"import {way_in}, gc; print(gc.get_freeze_count(), *gc.get_threshold())"
    told = start(tmp_path, ask, SECRET_KEY=LONG_KEY, PERFDASH_DEMO="1")

    frozen, newest, *_older = map(int, told.stdout.split())
    assert frozen > (50_000 if way_in == "perfdash.urls" else 100_000)
    assert newest == 50_000
