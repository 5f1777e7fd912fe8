"""How often somebody may ask, as the environment says it."""

import re

from django.core.exceptions import ImproperlyConfigured

OFF = "off"
RATE = re.compile(r"[1-9][0-9]{0,8}/(second|minute|hour|day)")


def rate_from(env, name: str, default: str) -> str | None:
    """A rate such as "600/minute"; None where it is off. ImproperlyConfigured for anything else."""
    text = env.str(name, default).strip()
    if text == OFF:
        return None
    if not RATE.fullmatch(text):
        raise ImproperlyConfigured(f"{name} is “{text}”; write such as “{default}”, or “{OFF}”.")
    return text
