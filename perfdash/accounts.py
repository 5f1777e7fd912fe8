"""Who may sign in at all, before any role is asked for."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class AccountBackend(ModelBackend):
    """Django's accounts; one made by seed_demo neither signs in nor stays so outside a demo."""

    def user_can_authenticate(self, user):
        """Return whether the account is open; asked at sign-in and again at every request."""
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)
