"""What is sent of a word with a student."""

from datetime import date

from django.utils import timezone
from rest_framework import serializers

from analytics.api.inputs import Body, WholeNumber
from analytics.models import Contact
from analytics.models.contacts import FARTHEST, NOTE_LENGTH
from students.rules.keys import unsafe_characters

LARGEST_NUMBER = 2**62


class Lines(serializers.CharField):
    """Text of several lines without anything that cannot be seen; a number is none."""

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        text = super().to_internal_value(data)
        if unsafe_characters("".join(text.splitlines())):
            raise serializers.ValidationError("It holds characters that cannot be seen.")
        return text


class ChangedContact(Body):
    """What may be changed of a word. In the context: `entry`, the word, or None for a new one."""

    on = serializers.DateField(required=False)
    kind = serializers.ChoiceField(Contact.Kind.choices, required=False)
    note = Lines(max_length=NOTE_LENGTH)
    agreed = Lines(max_length=NOTE_LENGTH, required=False, allow_blank=True)
    follow_up_on = serializers.DateField(required=False, allow_null=True)

    def validate_on(self, day: date) -> date:
        today = timezone.localdate()
        if day > today:
            raise serializers.ValidationError("It is still to come: plan it as a follow-up.")
        if day < today - FARTHEST:
            raise serializers.ValidationError("It is more than a year ago.")
        return day

    def validate_follow_up_on(self, day: date | None) -> date | None:
        if day and day > timezone.localdate() + FARTHEST:
            raise serializers.ValidationError("It is more than a year away.")
        return day

    def validate(self, values):
        entry = self.context["entry"] or Contact()
        on = values.get("on", entry.on)
        follow_up = values.get("follow_up_on", entry.follow_up_on)
        if follow_up and follow_up <= on:
            problem = "A follow-up comes after the contact."
            raise serializers.ValidationError({"follow_up_on": [problem]})
        return values


class NewContact(ChangedContact):
    """A word with the student of a result; `last` is the number of the last contact you have seen
    of this student's term, 0 for none, so that one word is not noted twice."""

    result = WholeNumber(min_value=1, max_value=LARGEST_NUMBER)
    last = WholeNumber(min_value=0, max_value=LARGEST_NUMBER)
