"""Policies as the API tells and takes them: numbered versions, and from which term each holds."""

from rest_framework import serializers

from analytics.api.answers import page_of
from analytics.api.inputs import Body, Coded, PlainText, WholeNumber
from students.models import PolicyAssignment, PolicyVersion, Term
from students.rules.policy import Policy, PolicyError


class PolicyRow(serializers.Serializer):
    """One version of an institution's bands and lines; it never changes."""

    id = serializers.IntegerField()
    institution = serializers.CharField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    definition = serializers.DictField()
    fingerprint = serializers.CharField()
    created_at = serializers.DateTimeField()


class AssignmentRow(serializers.Serializer):
    """From this term on new results are bound to the policy of this number."""

    id = serializers.IntegerField()
    institution = serializers.CharField()
    from_term = serializers.CharField()
    policy = serializers.IntegerField()
    version = serializers.IntegerField()


PolicyPage = page_of(PolicyRow)
AssignmentPage = page_of(AssignmentRow)


class NewPolicy(Body):
    """The next version: bands from the top to failing, the lines of risk and of passing."""

    institution = PlainText(max_length=40, required=False)
    title = PlainText(max_length=120)
    definition = serializers.DictField()

    def validate_definition(self, definition):
        try:
            return Policy.from_definition(definition).definition()
        except PolicyError as error:
            raise serializers.ValidationError(list(error.problems)) from error


class ChangedAssignment(Body):
    """The number of the policy. In the context: `institution`."""

    policy = WholeNumber(min_value=1, max_value=10**6)

    def validate_policy(self, number):
        institution = self.context["institution"]
        found = PolicyVersion.objects.filter(institution=institution, number=number).first()
        if found is None:
            raise serializers.ValidationError(f"There is no policy {number} here.")
        return found


class NewAssignment(ChangedAssignment):
    """A term, and the number of the policy that holds from it on."""

    institution = PlainText(max_length=40, required=False)
    from_term = Coded(Term)

    def validate_from_term(self, term):
        if term and PolicyAssignment.objects.filter(from_term=term).exists():
            raise serializers.ValidationError("This term has a policy already: change that.")
        return term


def policy_row(version: PolicyVersion) -> dict:
    """A version with its institution selected."""
    return {
        "id": version.pk,
        "institution": version.institution.code,
        "number": version.number,
        "title": version.title,
        "definition": version.definition,
        "fingerprint": version.fingerprint,
        "created_at": version.created_at,
    }


def assignment_row(assignment: PolicyAssignment) -> dict:
    """An assignment with institution, term and policy selected, annotated with `last_change`."""
    return {
        "id": assignment.pk,
        "institution": assignment.institution.code,
        "from_term": assignment.from_term.code,
        "policy": assignment.version.number,
        "version": assignment.last_change,
    }
