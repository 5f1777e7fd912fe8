"""A file of which no preview could be drawn up: kept with its job, to be read in another way."""

from dataclasses import dataclass

from django.core.files.base import ContentFile

from students.imports.options import Options
from students.jobs.folders import PROBLEMS, SOURCE, folder_of, read_json
from students.models import Job, User

SHEETS = "sheets"  # among the arguments of a job: those to choose from


@dataclass(frozen=True)
class RefusedFile:
    """A job that found its file cannot be read as it is."""

    job: Job

    @property
    def kind(self) -> str:
        """What kind of import the file was sent for."""
        return self.job.arguments["kind_of_import"]

    @property
    def sheets(self) -> list[str]:
        """The sheets of the workbook to choose from, where that is what was not known."""
        return self.job.arguments.get(SHEETS, [])

    def read(self) -> ContentFile:
        """The file as it was sent."""
        return ContentFile((folder_of(self.job.key) / SOURCE).read_bytes(), self.job.title)

    def said(self) -> dict:
        """What was said of it when it was sent, by the names of the form."""
        options = Options.from_json(self.job.arguments["options"]).as_json()
        place = {"institution": self.job.institution_id, "term": self.job.arguments["term"]}
        return options | place


def refused_file(job: Job) -> RefusedFile | None:
    """The file of a job, where it was refused and is still kept."""
    ended = job.kind == Job.Kind.PREVIEW and job.state == Job.State.FAILED
    told, kept = read_json(job.key, PROBLEMS), (folder_of(job.key) / SOURCE).exists()
    return RefusedFile(job) if ended and told and kept else None


def refused_file_of(user: User, number: str, kind: str) -> RefusedFile | None:
    """The one of this job, where it is the user's own and was sent for this kind of import."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    job = Job.objects.filter(owner=user, pk=number).first()
    refused = refused_file(job) if job else None
    return refused if refused and refused.kind == kind else None
