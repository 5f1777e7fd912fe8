"""The API knows who asks by a token, or by the session of the sign-in page with its CSRF token."""

from drf_spectacular import authentication as schemes
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed

CHALLENGE = 'Bearer realm="PerfDash"'


class TokenAuthentication(authentication.BaseAuthentication):
    """The person whose token was sent; the middleware has found them, so that all of the request
    is in their name. No cookie is involved, and so no CSRF token."""

    def authenticate(self, request):
        if not request.sends_token:
            return None
        if request.api_token is None:
            raise AuthenticationFailed("This token opens nothing: it is wrong, expired or revoked.")
        return request.api_token.user, request.api_token

    def authenticate_header(self, request) -> str:
        return CHALLENGE


class SessionAuthentication(authentication.SessionAuthentication):
    """As the framework's own, but it tells an anonymous visitor 401 and not 403."""

    def authenticate_header(self, request) -> str:
        return CHALLENGE


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema describes tokens."""

    target_class = TokenAuthentication
    name = "tokenAuth"

    def get_security_definition(self, auto_schema) -> dict:
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(schemes.SessionScheme):
    """How the schema describes sessions."""

    target_class = SessionAuthentication
