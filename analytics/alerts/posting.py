"""Handing mails to the mail server, one connection for all of a run."""

from contextlib import suppress
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

CONSOLE = "django.core.mail.backends.console.EmailBackend"
# Nothing went out: the server said so, or the message was no message. Whatever else breaks off,
# such as a timeout after the last line, leaves unknown whether it took the mail.
REFUSALS = (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError, ValueError)


class MailServerDownError(OSError):
    """Nobody answers there: what is not sent yet can wait for the next run."""


class Post:
    """Sends one message at a time; a connection that broke is opened anew for the next one."""

    def __init__(self, stream=None):
        self.connection = get_connection(**({"stream": stream} if is_printed() else {}))

    def __call__(self, message: EmailMessage):
        """Send it; one of REFUSALS where it is refused, MailServerDownError for all.

        Any other OSError leaves unknown whether it went.
        """
        try:
            self.connection.open()
        except OSError as error:
            raise MailServerDownError(f"{type(error).__name__}") from error
        message.connection = self.connection
        try:
            message.send()
        except OSError:
            self.close()
            raise

    def close(self):
        """End the connection, whatever state it is in."""
        with suppress(OSError):
            self.connection.close()


def is_printed() -> bool:
    """Whether mail is only printed, as no mail server is set."""
    return settings.EMAIL_BACKEND == CONSOLE


def obstacle() -> str:
    """Why no digest can go out from here, in a sentence; empty where it can."""
    if is_printed() and not settings.DEMO:
        return "No digests: EMAIL_URL names no mail server."
    if not settings.BASE_URL:
        return "No digests: BASE_URL does not say where this installation is opened."
    return ""
