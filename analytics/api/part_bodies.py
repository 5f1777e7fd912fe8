"""A state and a score as they are sent, for a mark and for each of the components of one."""

from rest_framework import serializers

from analytics.api.inputs import Body, PlainText, Score, YesNo
from students.models import Component, ComponentMark, State, Subject, TermResult
from students.models.marks import LARGEST_MAXIMUM
from students.rules.keys import key_of
from students.rules.scores import WITHOUT_SCORE, score_problem, state_of_score

NOT_YOURS_TO_PUBLISH = "Only a registrar shows marks to students, or takes them back."


def completed(values: dict, old=None) -> dict:
    """State and score as they are meant where only one of them was sent.

    Without a state a score means present, and none pending; a state without score empties it.
    """
    state, score = values.get("state"), values.get("score")
    if "state" not in values and "score" in values:
        state = state_of_score(score)
    elif "state" not in values:
        state, score = (old.state, old.score) if old else (State.PENDING, None)
    elif "score" not in values and state not in WITHOUT_SCORE:
        score = old.score if old else None
    return values | {"state": state, "score": score}


class Scored(Body):
    """A state, a score, and whether the student sees them."""

    state = serializers.ChoiceField(State.choices, required=False)
    score = Score(LARGEST_MAXIMUM, required=False, allow_null=True)
    published = YesNo(required=False)


class PartBody(Scored):
    """What a student got in one component, by its code."""

    component = PlainText(max_length=40)


class Parts:
    """The components that were sent for one mark: what each comes to, and what is wrong."""

    def __init__(self, result: TermResult, subject: Subject, olds: list[ComponentMark]):
        of_subject = Component.objects.filter(subject=subject, term=result.term_id)
        self.known = {one.code_key: one for one in of_subject}
        self.olds = {part.component_id: part for part in olds}

    def read(self, sent: list[dict], publishes: bool) -> list[dict]:
        """`component`, `old`, `state`, `score` and maybe `published` of each; ValidationError."""
        parts, problems = [], []
        for values in sent:
            component = self.known.get(key_of(values.get("component", "")))
            old = self.olds.get(component.pk) if component else None
            part = completed(values, old) | {"component": component, "old": old}
            twice = component in [other["component"] for other in parts]
            problems.append(_problem(part, values, twice, publishes))
            parts.append(part)
        if any(problems):
            raise serializers.ValidationError({"components": problems})
        return parts


def _problem(part: dict, sent: dict, twice: bool, publishes: bool) -> dict:
    """What is wrong with one component, by field; empty when nothing is."""
    component = part["component"]
    if component is None:
        code = sent.get("component", "")
        return {"component": [f"This subject has no component “{code}” in this term."]}
    if twice:
        return {"component": ["This component is there twice."]}
    shown = part["old"].published if part["old"] else False
    if sent.get("published", shown) != shown and not publishes:
        return {"published": [NOT_YOURS_TO_PUBLISH]}
    problem = score_problem(part["state"], part["score"], component.max_score)
    return {"score": [problem]} if problem else {}
