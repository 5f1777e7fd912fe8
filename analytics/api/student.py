"""One student: read, changed from a version, removed with what hangs on them."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import CHANGING, IF_MATCH, REMOVING, Refusal, answered_with, operation
from analytics.api.fields import ChangedStudent
from analytics.api.parsers import BoundedJSONParser
from analytics.api.places import READ_ONLY
from analytics.api.preconditions import VersionStale, etag, named_version
from analytics.api.rows import StudentRow, rows, told, unplaced
from analytics.api.scopes import scope_of_people
from analytics.api.transactions import in_one_transaction
from analytics.api.writing import PLACE_FIELDS, STUDENT_FIELDS, change, plain
from analytics.scope import Scope
from students.models import RecordView, Student, TermResult
from students.models.removal import remove_student
from students.models.taken_along import facts_of
from students.trails import note_looked

TERM = OpenApiParameter("term", str, description="Code of the term meant; else the current one.")
WITH_FACTS = OpenApiParameter("with_facts", bool, description="Remove terms and marks as well.")
ETAG = answered_with("ETag", 200)
FACTS = ("terms", "marks", "component_marks", "attendance_records", "mentorships")


class FactsRow(serializers.Serializer):
    """What hangs on a student, counted."""

    def get_fields(self) -> dict:
        return {name: serializers.IntegerField() for name in FACTS}


class WithFacts(Refusal):
    """What a removal would take along."""

    facts = FactsRow()


class StudentView(APIView):
    """One student in the term meant; whoever is out of sight is as if they did not exist."""

    parser_classes = (BoundedJSONParser,)

    @operation("students_read", {200: StudentRow}, parameters=[TERM, ETAG])
    def get(self, request, pk):
        """Their row, as in the list."""
        scope = scope_of_people(request)
        student = _visible(scope, pk)
        note_looked(request.sight, RecordView.What.API, [student.pk])
        return _answer(scope, student)

    @operation(
        "students_change",
        {200: StudentRow},
        CHANGING,
        parameters=[IF_MATCH, TERM, ETAG],
        request=ChangedStudent,
    )
    @in_one_transaction
    def patch(self, request, pk):
        """Change what is sent; 412 with both values where If-Match is no longer the version."""
        scope = scope_of_people(request)
        student, result = _to_write(request, scope, pk)
        context = {"institution": student.institution, "student": student}
        fields = ChangedStudent(data=request.data, partial=True, context=context)
        problems = {} if fields.is_valid() else fields.errors
        if result is None:
            problems |= _without_place(request.data)
        if problems:
            raise ValidationError(problems)
        change(student, result, fields.validated_data)
        return _answer(scope, student)

    @operation(
        "students_remove",
        {204: None, 409: WithFacts},
        REMOVING,
        parameters=[IF_MATCH, TERM, WITH_FACTS],
        request=None,
    )
    @in_one_transaction
    def delete(self, request, pk):
        """Remove the student; 409 with what would go along, unless `with_facts=true` says so."""
        scope = scope_of_people(request)
        student, _ = _to_write(request, scope, pk)
        facts = facts_of(student)
        if facts and not _with_facts(request):
            words = ", ".join(facts.sentences())
            told_so = f"This would also remove {words}. Add ?with_facts=true to do so."
            return Response({"detail": told_so, "facts": vars(facts)}, status=409)
        remove_student(student)
        return Response(status=204)


def _with_facts(request: Request) -> bool:
    said = request.query_params.get("with_facts", "false")
    if said not in ("true", "false"):
        raise ValidationError({"with_facts": ["It is true or false."]})
    return said == "true"


def _visible(scope: Scope, pk: int) -> Student:
    student = scope.sight.students().select_related("institution").filter(pk=pk).first()
    if student is None:
        raise NotFound
    return student


def _to_write(request: Request, scope: Scope, pk: int) -> tuple[Student, TermResult | None]:
    """Student and result, locked in this order of the house: results before all else."""
    student = _visible(scope, pk)
    if not scope.sight.may_edit(student.institution_id):
        raise PermissionDenied(READ_ONLY)
    version = named_version(request)
    results = TermResult.objects.filter(student=pk, term__in=scope.terms)
    result = results.select_for_update().order_by("pk").first()
    student = Student.objects.select_for_update().get(pk=pk)
    now = student.version + (result.version if result else 0)
    if version != now:
        raise VersionStale(now, *_both(student, result, request.data))
    return student, result


def _both(student: Student, result: TermResult | None, body) -> tuple[dict, dict]:
    """What is stored and what was sent, of the fields that were sent."""
    sent = dict(body) if isinstance(body, dict) else {}
    stored = {name: plain(getattr(student, name)) for name in STUDENT_FIELDS if name in sent}
    if result is not None:
        stored |= {name: plain(getattr(result, name)) for name in PLACE_FIELDS if name in sent}
    return stored, {name: sent[name] for name in stored}


def _without_place(body) -> dict:
    names = [name for name in PLACE_FIELDS if isinstance(body, dict) and name in body]
    return {name: ["This student has no place in the term meant."] for name in names}


def _answer(scope: Scope, student: Student) -> Response:
    seen = scope.sight.results().filter(student=student.pk, term__in=scope.terms)
    found = rows(scope, told(scope, seen))
    row = found[0] if found else unplaced(student)
    return Response(row, headers={"ETag": etag(row)})
