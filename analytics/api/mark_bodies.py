"""What a mark is written by; every fault is named at once, in the words of the other doors."""

from rest_framework import serializers

from analytics.api.inputs import Coded, Score, WholeNumber
from analytics.api.part_bodies import NOT_YOURS_TO_PUBLISH, PartBody, Parts, Scored, completed
from students.models import Subject, Term
from students.models.marks import LARGEST_MAXIMUM, MOST_ATTEMPTS
from students.rules.scores import score_problem

COMBINED = "It is combined from its components: change those."
USUAL_MAXIMUM = 100
MOST_COMPONENTS = 50


class ChangedMark(Scored):
    """What may be changed of a mark: state and score, or those of its components.

    In the context: `entry`, the mark, or None for a new one; `result`; `publishes`, a right.
    """

    max_score = Score(LARGEST_MAXIMUM, required=False)
    components = PartBody(many=True, required=False, max_length=MOST_COMPONENTS)

    def validate_max_score(self, largest):
        if not largest:
            raise serializers.ValidationError(f"It lies above 0 and at most at {LARGEST_MAXIMUM}.")
        return largest

    def validate_published(self, published):
        mark = self.context["entry"]
        if published != bool(mark and mark.published) and not self.context["publishes"]:
            raise serializers.ValidationError(NOT_YOURS_TO_PUBLISH)
        return published

    def validate(self, values):
        """The values as they are meant, `parts` among them."""
        mark = self.context["entry"]
        parts = self._parts(values, values.pop("components", []))
        typed = {"state", "score", "max_score"} & values.keys()
        if not (parts or (mark and mark.has_components)):
            values = completed(values, mark)
            self._check_score(values)
        elif typed:
            raise serializers.ValidationError({name: [COMBINED] for name in sorted(typed)})
        return values | {"parts": parts}

    def _check_score(self, values):
        mark = self.context["entry"]
        largest = values.get("max_score") or (mark.max_score if mark else USUAL_MAXIMUM)
        if problem := score_problem(values["state"], values["score"], largest):
            raise serializers.ValidationError({"score": [problem]})

    def _parts(self, values, sent) -> list[dict]:
        mark, result = self.context["entry"], self.context["result"]
        subject = mark.subject if mark else values["subject"]
        if not sent or result is None or subject is None:
            return []
        olds = list(mark.component_marks.all()) if mark else []
        return Parts(result, subject, olds).read(sent, self.context["publishes"])


class NewMark(ChangedMark):
    """A mark of a result, and so of its student and term, in a subject.

    A later attempt names the term it was sat in.
    """

    result = WholeNumber(min_value=1)
    subject = Coded(Subject)
    attempt = WholeNumber(min_value=1, max_value=MOST_ATTEMPTS, default=1)
    sat_term = Coded(Term, required=False, allow_null=True)

    def validate(self, values):
        if (values["attempt"] > 1) != bool(values.get("sat_term")):
            words = "The first attempt names no other term, a later one does."
            raise serializers.ValidationError({"sat_term": [words]})
        return super().validate(values)
