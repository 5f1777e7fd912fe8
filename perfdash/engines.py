"""Where long work runs, by one setting: TASK_ENGINE."""

from django.core.exceptions import ImproperlyConfigured

ENGINES = {
    "thread": "students.jobs.engines.ThreadBackend",
    "database": "students.jobs.engines.RowBackend",
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
}
CELERY = "students.jobs.brokered.CeleryBackend"
BROKERS = ("redis", "rediss", "redis+socket", "amqp", "amqps")


def engine_from(named: str) -> dict:
    """Django's entry for TASKS: of a word, of a broker's address, or of a dotted path."""
    scheme, is_address, _ = named.partition("://")
    if is_address and scheme not in BROKERS:
        raise ImproperlyConfigured(
            f"TASK_ENGINE is an address that begins with “{scheme}://”, which no engine takes: "
            f"use thread, database, or the address of Redis (redis://…) or RabbitMQ (amqp://…)."
        )
    if is_address:
        return {"BACKEND": CELERY, "OPTIONS": {"broker": named}}
    if named not in ENGINES and "." not in named:
        raise ImproperlyConfigured(
            f"TASK_ENGINE is “{named}”, which no engine is called: use thread, database, or the "
            f"address of Redis (redis://…) or RabbitMQ (amqp://…)."
        )
    return {"BACKEND": ENGINES.get(named, named)}
