"""Pages that refuse to overwrite what somebody else saved while they were open."""

import json

from django import forms
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from students.admin.authors import RecordAuthors
from students.admin.merging import merged
from students.admin.retried import retried
from students.admin.stale import Submission, values_of
from students.models import RecordChange

NOTHING_STORED = _("Nothing was stored: somebody else saved this in the meantime.")


class Versioned:
    """A mixin for the admin of a model with a `version`; `authors(obj)` tells who changed what."""

    change_form_template = "admin/versioned_form.html"

    def authors(self, obj):
        """An object with `of(difference, row)` giving who and when as words."""
        raise NotImplementedError

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Before a change is stored, its version is compared under the row's lock."""
        view = super().changeform_view
        if request.method != "POST" or object_id is None:
            return view(request, object_id, form_url, extra_context)

        def compared():
            with transaction.atomic():
                obj = self.get_object(request, unquote(object_id))
                request.submission = self._stale(request, obj)
                return view(request, object_id, form_url, extra_context)

        return retried(request, compared)

    def get_object(self, request, object_id, from_field=None):
        """The row; held until the transaction ends where it may be written."""
        obj = super().get_object(request, object_id, from_field)
        if obj is not None and request.method == "POST":
            held = self.model._base_manager.select_for_update().filter(pk=obj.pk)
            list(held.order_by("pk").values("pk"))
            obj = super().get_object(request, object_id, from_field)
        return obj

    def _stale(self, request, obj) -> Submission | None:
        if obj is None or not self.has_change_permission(request, obj):
            return None
        opened_at = request.POST.get("version", "")
        if opened_at == str(obj.version):
            return None
        submission = Submission(request.POST, *self._unbound(request, obj))
        request.POST = merged(submission)
        # A version that moved on without a value, as a page saved unchanged, is in nobody's way.
        is_earlier = opened_at.isdecimal() and int(opened_at[:18]) < obj.version
        return None if is_earlier and submission.agrees else submission

    def _unbound(self, request, obj):
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        form = self.get_form(request, obj, change=True, fields=fields)(instance=obj)
        tables = []
        for formset, inline in self.get_formsets_with_inlines(request, obj):
            prefix, rows = formset.get_default_prefix(), inline.get_queryset(request)
            tables.append(formset(instance=obj, prefix=prefix, queryset=rows))
        return form, tables

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        stale = getattr(request, "submission", None)
        return type("Form", (Refusing, form), {}) if stale else form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Give the page its version, the values it shows, and what differs."""
        if obj is not None:
            context |= self._versions(request, context, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _versions(self, request, context, obj) -> dict:
        if request.method == "POST":
            opened = request.POST.get("opened", ""), request.POST.get("version", "")
        else:
            tables = [inline.formset for inline in context["inline_admin_formsets"]]
            opened = json.dumps(values_of(context["adminform"].form, tables)), str(obj.version)
        stale = getattr(request, "submission", None)
        # The page says by itself what is the matter; “correct the error below” would not be true.
        quiet = {"errors": (), "refused": NOTHING_STORED} if stale else {}
        told = {"differences": self._told(stale, obj) if stale else []}
        return {"opened": opened[0], "version": opened[1], **told, **quiet}

    def _told(self, submission: Submission, obj) -> list[dict]:
        authors = self.authors(obj)
        return [
            {"is": one, "by": authors.of(one, submission.rows.get(one.row))}
            for one in submission.differences()
        ]


class RecordVersioned(Versioned):
    """The same for a model without one: its version is the number of its last row in the history.

    Every door writes every change down, and numbers only grow; 0 without any.
    """

    def authors(self, obj):
        return RecordAuthors(obj)

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        if obj is not None:
            changes = RecordChange.objects.filter(model=obj._meta.model_name, record_id=obj.pk)
            obj.version = changes.aggregate(last=Max("pk"))["last"] or 0
        return obj


class Refusing(forms.BaseForm):
    """A form that shows what was typed and stores nothing."""

    def clean(self):
        self.add_error(None, NOTHING_STORED)
        return super().clean()
