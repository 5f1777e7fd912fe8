"""What somebody has to say of a name before anything is stored: the question, and its answers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WHAT = {
    "branch": gettext_lazy("branch"),
    "batch": gettext_lazy("batch"),
    "subject": gettext_lazy("subject"),
    "component": gettext_lazy("component"),
    "term": gettext_lazy("term"),
    "mode": gettext_lazy("way of paying"),
    "kind": gettext_lazy("kind of payment"),
    "standing": gettext_lazy("standing"),
    "platform": gettext_lazy("platform"),
}


@dataclass(frozen=True)
class Question:
    """Whether a name of the file means one of a few known things, or something new.

    What was said of it: `meant` is the code of a known one; or `is_new`; or nothing yet.
    """

    what: str
    text: str
    known: tuple[tuple[str, str], ...]  # code and title of each
    may_be_new: bool
    meant: str = ""
    is_new: bool = False

    def sentence(self) -> str:
        """The question in a line: “Mathmatics” – did you mean Mathematics (MATH)?"""
        known = _(" or ").join(
            code if title in ("", code) else f"{title} ({code})" for code, title in self.known
        )
        words = _("No %(what)s is called “%(text)s” – did you mean %(known)s?")
        return words % {"what": WHAT[self.what], "text": self.text, "known": known}

    def answers(self) -> str:
        """How a command is told the answer."""
        words = _('Say --same "%(text)s=%(code)s" if it is the same.')
        if self.may_be_new:
            words = _(
                'Say --same "%(text)s=%(code)s" if it is the same, --new "%(text)s" if it is '
                "another."
            )
        return words % {"text": self.text, "code": self.known[0][0]}
