"""Choosing a new password by the link of a mail."""

from axes.utils import reset
from django.contrib.auth.views import PasswordResetConfirmView


class NewPasswordView(PasswordResetConfirmView):
    """A new password ends the pause that wrong ones began: whoever reads the mail is the owner."""

    def form_valid(self, form):
        response = super().form_valid(form)
        reset(username=self.user.get_username())
        return response
