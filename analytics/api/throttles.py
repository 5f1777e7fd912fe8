"""How often a program, or a person in their browser, may ask: each counts by itself."""

from rest_framework.throttling import SimpleRateThrottle


class RequestThrottle(SimpleRateThrottle):
    """So many requests of one token or, where none is sent, of one person signed in.

    Counted in Django's cache, and by each process for itself unless the cache is shared.
    """

    scope = "requests"

    def get_cache_key(self, request, view) -> str:
        asker = f"token-{request.auth.pk}" if request.auth else f"person-{request.user.pk}"
        return f"api-{self.scope}-{asker}"


class UploadThrottle(RequestThrottle):
    """So many files, each of which is read and compared with the register."""

    scope = "uploads"

    def allow_request(self, request, view) -> bool:
        return request.method != "POST" or super().allow_request(request, view)
