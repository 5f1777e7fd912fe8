"""What is sent of an import: the file and where it belongs, and what is agreed to."""

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from rest_framework import serializers
from rest_framework.fields import empty

from analytics.api.inputs import Body, Coded, PlainText, YesNo
from students.imports.options import Options
from students.imports.readers.encodings import CHOICES
from students.models import ImportRun, Term

KINDS = [choice for choice in ImportRun.Kind.choices if choice[0] != ImportRun.Kind.UNDO]
OPTIONS = ("create", "publish", "encoding", "sheet", "ids_as_shown")


class FormYesNo(serializers.BooleanField):
    """true or false as a form sends them; left out it is not false, as a tick box would be."""

    default_empty_html = empty


class NewRun(Body):
    """A file to be previewed. In the context: `institution`."""

    file = serializers.FileField(max_length=200)
    kind = serializers.ChoiceField(KINDS)
    institution = PlainText(max_length=40, required=False)
    term = Coded(Term, required=False)
    create = FormYesNo(required=False)
    publish = FormYesNo(required=False)
    encoding = serializers.ChoiceField(CHOICES, required=False)
    sheet = PlainText(max_length=100, required=False, allow_blank=True)
    ids_as_shown = FormYesNo(required=False)

    def validate_file(self, file):
        if file.size > settings.IMPORT_MAX_BYTES:
            most = filesizeformat(settings.IMPORT_MAX_BYTES)
            raise serializers.ValidationError(f"The file is larger than {most}.")
        return file

    @property
    def options(self) -> Options:
        """What was chosen, for the engine."""
        values = self.validated_data
        return Options(**{name: values[name] for name in OPTIONS if name in values})


class Confirmed(Body):
    """What was looked at, by the digest of its preview, whether refused rows are left out, and
    whether somebody has looked at what the alarms say."""

    digest = PlainText(max_length=64)
    skip_refused = YesNo(required=False, default=False)
    despite_alarms = YesNo(required=False, default=False)


class TakenBack(Body):
    """Whether cells changed since may stay as they are while the others are taken back."""

    except_edited = YesNo(required=False, default=False)
