"""A channel by hand: its key, made of platform and handle, can be kept and is free."""

from django.utils.translation import gettext as _

from students.admin.forms import RegisterForm
from students.models import Channel
from students.models.outreach import channel_key
from students.rules.keys import KEY_LENGTH, code_problem


class ChannelForm(RegisterForm):
    """The handle of a platform; on a stored channel both stay, and nothing is left to check."""

    def clean(self):
        cleaned = super().clean()
        platform, handle = cleaned.get("platform"), cleaned.get("handle")
        if not platform or not handle:
            return cleaned
        key = channel_key(platform, handle)
        others = Channel.objects.filter(institution=self.chosen("institution"), handle_key=key)
        if problem := code_problem(handle) or _length_problem(platform, key):
            self.add_error("handle", problem)
        elif others.exclude(pk=self.instance.pk).exists():
            words = _("This %(field)s is already there, however it is written.")
            self.add_error("handle", words % {"field": self.fields["handle"].label.lower()})
        return cleaned


def _length_problem(platform: str, key: str) -> str:
    if len(key) <= KEY_LENGTH:
        return ""
    most = KEY_LENGTH - len(channel_key(platform, ""))
    return _("It is longer than %(most)s letters.") % {"most": most}
