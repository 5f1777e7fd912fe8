"""Whether somebody in front is believed to have ended TLS."""

from django.conf import settings
from django.core.checks import Warning


def check_who_ends_tls(**_):
    """Return a warning where every page behind a web server would be sent to itself for ever."""
    if not settings.SECURE_SSL_REDIRECT or settings.SECURE_PROXY_SSL_HEADER:
        return []
    return [
        Warning(
            "HTTPS is on and no proxy is believed: behind a web server that ends TLS every page "
            "is sent to itself again and again.",
            hint="Put PROXY_COUNT=1 into .env, one for each proxy in front.",
            id="perfdash.W010",
        )
    ]
