"""Long work as the API tells it: where it stands, and what came of it."""

from rest_framework import serializers

from analytics.api.answers import ProblemRow, page_of
from students.jobs.folders import PROBLEMS, read_json
from students.jobs.imports import run_of
from students.jobs.standings import NOW, standing
from students.models import Job


class JobRow(serializers.Serializer):
    """A piece of long work. `words` say how far it is, `done` and `total` count the present `step`,
    where it can be counted; `run` is the import it is about, and `problems` why it was not done."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(Job.Kind.choices)
    state = serializers.ChoiceField(Job.State.choices)
    title = serializers.CharField(allow_blank=True)
    institution = serializers.CharField(allow_null=True)
    run = serializers.IntegerField(allow_null=True)
    words = serializers.CharField(allow_blank=True)
    step = serializers.CharField(allow_null=True)
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    cancellable = serializers.BooleanField()
    attempts = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    problems = ProblemRow(many=True)


JobPage = page_of(JobRow)


def job_row(job: Job) -> dict:
    """A job of which `institution` was selected."""
    now = standing(job)
    return {
        "id": job.pk,
        "kind": job.kind,
        "state": job.state,
        "title": job.title,
        "institution": job.institution.code if job.institution else None,
        "run": run_of(job),
        "words": now.words,
        "step": next((name for name, place in now.steps if place == NOW), None),
        "done": now.done,
        "total": now.total,
        "cancellable": now.cancellable,
        "attempts": job.attempts,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "finished_at": job.finished_at,
        "problems": [_problem(one) for one in read_json(job.key, PROBLEMS) or ()],
    }


def _problem(told: dict) -> dict:
    return {"field": None, **told, "column": told["column"] or None}
