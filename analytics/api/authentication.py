"""The API knows who asks by the session of the sign-in page; writes carry its CSRF token."""

from drf_spectacular import authentication as schemes
from rest_framework import authentication


class SessionAuthentication(authentication.SessionAuthentication):
    """As the framework's own, but it tells an anonymous visitor 401 and not 403."""

    def authenticate_header(self, request) -> str:
        return 'Session realm="PerfDash"'


class SessionScheme(schemes.SessionScheme):
    """How the schema describes it."""

    target_class = SessionAuthentication
