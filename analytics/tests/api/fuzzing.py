"""The API as its own description has it, asked by somebody with whatever the description allows."""

import io
import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from students.models import ApiToken
from students.tests.pages import steady

ONLY_WORDS = ("Qown Ananya", "QOWN1", "Qmate Bhavna", "Qours Chetan", "QOURS1", "Qnext", "QNEXT")
PHASES = ("examples", "coverage", "fuzzing", "stateful")
CHECKS = {
    # It passes a keyword that the WSGI client does not take; test_anonymous asks in its place.
    "ignored_auth": {"enabled": False},
    # A body may be of the right shape and still name what is not there, or not in this version.
    "positive_data_acceptance": {
        "expected-statuses": ["2xx", "400", "401", "403", "404", "409", "412", "413", "428"]
    },
    "negative_data_rejection": {
        "expected-statuses": ["400", "401", "403", "404", "405", "409", "412", "413", "415", "428"]
    },
    "missing_required_header": {"expected-statuses": ["400", "401", "403", "404", "415", "428"]},
}


def description() -> dict:
    """The OpenAPI description, as it is served."""
    return json.loads(OpenApiJsonRenderer().render(SchemaGenerator().get_schema(public=True)))


@dataclass
class Told:
    """What one person's run came to."""

    statuses: Counter = field(default_factory=Counter)
    faults: dict = field(default_factory=lambda: defaultdict(list))

    def words(self) -> str:
        """Each kind of fault once, with its first case."""
        return "\n\n".join(
            f"{kind}: {len(c)} times, first:\n{c[0]}" for kind, c in self.faults.items()
        )


class Watched:
    """The product as a WSGI application on the test's own connection; it notes what leaks."""

    def __init__(self, told: Told, forbidden: tuple[str, ...]):
        self.told, self.forbidden = told, forbidden
        self.application = get_wsgi_application()
        self.connection, self.one = connections["default"], threading.Lock()

    def __call__(self, environ, start_response):
        with self.one:
            connections["default"] = self.connection
            sent = asked(environ)
            answered = []

            def noted(status, headers, *more):
                answered.append(status[:3])
                return start_response(status, headers, *more)

            body = b"".join(self.application(environ, noted))
        self.told.statuses[answered[0]] += 1
        where = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        for word in self.forbidden:
            if word.encode() in steady(body) and word not in sent:
                self.told.faults[f"leaks {word}"].append(where)
        return [body]


def asked(environ) -> str:
    """All that was sent, which an answer may repeat; the body can be read once more afterwards."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    address = unquote_plus(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}")
    return address + body.decode(errors="replace")


def fuzz(user, numbers, forbidden, examples: int, phases=PHASES) -> Told:
    """Ask every address in every way as this user.

    `numbers` are those of rows that are there, `forbidden` the words nobody may tell this user.
    """
    told = Told()
    _, secret = ApiToken.objects.issue(user, "fuzzing")
    config = SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "continue-on-failure": True,
            "headers": {"Authorization": f"Bearer {secret}"},
            "generation": {
                "max-examples": examples,
                "deterministic": True,
                "database": "none",
                "no-shrink": True,
            },
            "suppress-health-check": ["all"],
            "phases": {name: {"enabled": name in phases} for name in PHASES},
            "checks": CHECKS,
        }
    )
    schema = schemathesis.openapi.from_dict(description(), config=config)
    schema.app = Watched(told, forbidden)

    @schema.hook
    def map_path_parameters(context, path_parameters):
        number = (path_parameters or {}).get("id")
        if isinstance(number, int) and not isinstance(number, bool) and number % 4:
            path_parameters["id"] = numbers[number % len(numbers)]
        return path_parameters

    shared = connections["default"]
    shared.inc_thread_sharing()
    try:
        with kept_open():
            for event in from_schema(schema).execute():
                note(event, told)
    finally:
        shared.dec_thread_sharing()
    return told


@contextmanager
def kept_open() -> Iterator[None]:
    """As Django's own test client does it: a request closes no connection, which on MariaDB would
    take the test's transaction along."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def note(event, told: Told):
    """Keep the failures an event brings."""
    if isinstance(event, events.ScenarioFinished):
        for checks in event.recorder.checks.values():
            for check in checks:
                if check.failure_info is not None:
                    failure = check.failure_info.failure
                    shown = f"{event.label}\n{failure.message}\n{check.failure_info.code_sample}"
                    told.faults[f"{event.label}: {failure.title}"].append(shown)
    elif isinstance(event, events.NonFatalError | events.FatalError):
        told.faults["error"].append(str(getattr(event, "info", getattr(event, "exception", event))))
