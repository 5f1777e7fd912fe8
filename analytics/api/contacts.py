"""Words with students: the same rights and the same rules as on the worklist and its pages."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import CHANGING, IF_MATCH, REMOVING, answered_with, operation
from analytics.api.contact_bodies import ChangedContact, NewContact
from analytics.api.contact_rows import ContactPage, ContactRow, contact_rows
from analytics.api.entry_addresses import CHANGED, OF_RESULT
from analytics.api.errors import Conflict
from analytics.api.inputs import number_of
from analytics.api.pages import Pages
from analytics.api.parameters import PAGING, PLACES, described, ordering
from analytics.api.preconditions import VersionStale, etag, named_version
from analytics.api.scopes import scope_of_people, sight_of_people
from analytics.api.transactions import in_one_transaction
from analytics.metrics.spells import note_spells
from analytics.models import Contact
from analytics.models.contacts import NotTheLatestError
from analytics.people.contacts import named, readable
from analytics.scope import SUBJECT, Scope
from students.models import RecordView, TermResult
from students.trails import note_looked

WORDS = tuple(name for name in PLACES if name != SUBJECT)
DUE = "due"
FOLLOW_UP = OpenApiParameter(
    "follow_up", str, enum=[DUE], description="Those whose follow-up is due and not done."
)
MADE = [answered_with("Location", 201), answered_with("ETag", 201)]
READ = [answered_with("ETag", 200)]


class ContactsView(APIView):
    """The words with students seen whole, and the way to note one."""

    shows_individuals = True
    orderings = {"id": ("pk",)}

    @operation(
        "contacts_list",
        {200: ContactPage},
        parameters=[
            *described({name: PLACES[name] for name in WORDS} | {"result": OF_RESULT}),
            FOLLOW_UP,
            *PAGING,
            ordering(orderings),
        ],
    )
    def get(self, request):
        """One page of the list, in the order they were noted."""
        scope = scope_of_people(request, WORDS)
        found = _narrowed(scope, request.query_params).only("pk")
        pages = Pages()
        numbers = [one.pk for one in pages.paginate_queryset(found, request, view=self)]
        rows = contact_rows(Contact.objects.filter(pk__in=numbers), scope.sight)
        rows.sort(key=lambda row: numbers.index(row["id"]))
        note_looked(request.sight, RecordView.What.API, [row["student"] for row in rows])
        return pages.get_paginated_response(rows)

    @operation(
        "contacts_create",
        {201: ContactRow},
        (400, 404, 409, 413, 415),
        request=NewContact,
        parameters=MADE,
    )
    @in_one_transaction
    def post(self, request):
        """Note a word with a student you see whole; 409 where a newer one than `last` is there."""
        sight = sight_of_people(request)
        fields = NewContact(data=request.data, context={"entry": None})
        fields.is_valid(raise_exception=True)
        values = dict(fields.validated_data)
        number, last = values.pop("result"), values.pop("last")
        result = sight.contactable_results().filter(pk=number).first()
        if result is None:
            raise ValidationError({"result": [f"There is no result {number} here."]})
        one = Contact(**values)
        try:
            one.log(request.user, result, last)
        except NotTheLatestError as error:
            raise Conflict(_meanwhile(error.newer)) from error
        note_spells(TermResult.objects.filter(pk=result.pk))
        return _answer(request, one.pk, 201)


class ContactView(APIView):
    """One word; to change and take back is its author's."""

    shows_individuals = True

    @operation("contacts_read", {200: ContactRow}, (404,), parameters=READ)
    def get(self, request, pk):
        """The word and its version."""
        sight = sight_of_people(request)
        if not readable(sight).filter(pk=pk).exists():
            raise NotFound
        answer = _answer(request, pk)
        note_looked(sight, RecordView.What.API, [answer.data["student"]])
        return answer

    @operation(
        "contacts_change",
        {200: ContactRow},
        CHANGING,
        request=ChangedContact,
        parameters=[IF_MATCH, *READ],
        description=CHANGED,
    )
    @in_one_transaction
    def patch(self, request, pk):
        one, version = _own(request, pk), named_version(request)
        fields = ChangedContact(data=request.data, partial=True, context={"entry": one})
        fields.is_valid(raise_exception=True)
        for name, value in fields.validated_data.items():
            setattr(one, name, value)
        try:
            one.change(version)
        except NotTheLatestError as error:
            raise _stale(request, error.newer) from error
        return _answer(request, pk)

    @operation("contacts_remove", {204: None}, REMOVING[1:], request=None, parameters=[IF_MATCH])
    @in_one_transaction
    def delete(self, request, pk):
        """Take a word back; the history keeps what it said."""
        _own(request, pk)
        version = named_version(request)
        stored = Contact.objects.select_for_update().filter(pk=pk).first()
        if stored is None or stored.version != version:
            raise _stale(request, stored)
        stored.remove()
        return Response(status=204)


class ContactCloseView(APIView):
    @operation("contacts_close", {200: ContactRow}, (404, 409), request=None, parameters=READ)
    @in_one_transaction
    def post(self, request, pk):
        """Say that a follow-up is done, whoever planned it; 409 where none is open."""
        one = readable(sight_of_people(request)).filter(pk=pk).first()
        if one is None:
            raise NotFound
        one.close(request.user)
        return _answer(request, pk)


def _narrowed(scope: Scope, params) -> QuerySet[Contact]:
    """The words of one result, or of the place meant; 404 for what is not in sight."""
    due = params.get("follow_up")
    if due not in (None, DUE):
        raise ValidationError({"follow_up": [f"It is: {DUE}."]})
    found = Contact.objects.follow_up_due(timezone.localdate()) if due else Contact.objects.all()
    theirs = scope.whole_results()
    if "result" in params:
        number = number_of(params["result"])
        theirs = scope.sight.contactable_results().filter(pk=number or 0)
        if not theirs.exists():
            raise NotFound(f"There is no result “{params['result']}” here.")
    of_term = {"student": OuterRef("student"), "term": OuterRef("term")}
    return found.filter(Exists(theirs.order_by().filter(**of_term)))


def _own(request: Request, pk: int) -> Contact:
    """A word of one's own; 404 for a colleague's as for one that is not there."""
    sight = sight_of_people(request)
    rows = readable(sight).select_related("student", "term").filter(pk=pk)
    one = (rows if sight.everything else rows.filter(by=request.user)).first()
    if one is None:
        raise NotFound
    return one


def _stale(request: Request, stored: Contact | None) -> Exception:
    """What is stored beside what was sent; a word that is gone is not found."""
    if stored is None:
        return NotFound()
    body = request.data if isinstance(request.data, dict) else {}
    (row,) = contact_rows(Contact.objects.filter(pk=stored.pk), request.sight)
    sent = {name: body[name] for name in body if name in ChangedContact().fields}
    return VersionStale(stored.version, {name: row[name] for name in sent}, sent)


def _meanwhile(newer: Contact) -> str:
    return f"{named(newer.by)} noted contact {newer.pk} since. Read it; send its number as `last`."


def _answer(request: Request, pk: int, status: int = 200) -> Response:
    (row,) = contact_rows(Contact.objects.filter(pk=pk), request.sight)
    headers = {"ETag": etag(row)}
    if status == 201:
        headers["Location"] = reverse("api-contact", args=[pk])
    return Response(row, status=status, headers=headers)
