"""The access rule in the administration: rows, rights and choices follow from roles alone."""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import PROTECT, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from students.admin.forms import RegisterForm
from students.admin.long_lists import LongLists
from students.admin.retried import retried
from students.models import Institution, Role

PATTERNS = ("regex", "iregex")


class Scoped:
    """What rows and inlines have in common: `viewers` look at them, `keepers` change them too.

    `institution` leads from a row to its institution. Django's permission tables are not asked.
    """

    institution = "institution"
    viewers: tuple[str, ...] = (Role.PRINCIPAL, Role.REGISTRAR)
    keepers: tuple[str, ...] = (Role.REGISTRAR,)

    def places(self, request, *, kept=False) -> QuerySet[Institution]:
        """The institutions whose rows the viewer sees here or, with `kept`, may change."""
        if request.sight.everything:
            return Institution.objects.all()
        return Institution.objects.filter(pk__in=self.place_ids(request, kept=kept))

    def place_ids(self, request, *, kept=False) -> frozenset[int]:
        """Their numbers, of whoever does not see everything."""
        return request.sight.where(*(self.keepers if kept else (*self.viewers, *self.keepers)))

    def has_view_permission(self, request, obj=None):
        return self._may(request, (*self.viewers, *self.keepers), obj)

    def has_change_permission(self, request, obj=None):
        return self._may(request, self.keepers, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, self.keepers, obj)

    def has_add_permission(self, request, obj=None):
        return self._may(request, self.keepers, None)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def _may(self, request, roles, obj) -> bool:
        sight = request.sight
        if sight.everything or obj is None:
            return sight.has(*roles)
        return self.institution_of(obj) in sight.where(*roles)

    def institution_of(self, obj) -> int | None:
        """The number of the institution a row belongs to."""
        *steps, last = self.institution.split("__")
        for step in steps:
            obj = getattr(obj, step)
        return getattr(obj, last if last in ("pk", "institution_id") else f"{last}_id")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Choices from the institutions the viewer keeps, and none beside them."""
        related = self.admin_site._registry.get(db_field.related_model)
        if isinstance(related, Scoped) and "queryset" not in kwargs:
            kwargs["queryset"] = related.choices(request, self.places(request, kept=True))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class Hidden:
    """What is out of scope answers like what does not exist, and a page without right says so."""

    def get_object(self, request, object_id, from_field=None):
        """The row a page is about; Django asks for it before it asks for the right."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().get_object(request, object_id, from_field)

    def changelist_view(self, request, extra_context=None):
        """A filter by a number no row can have finds nothing; SQLite takes it for an error."""
        try:
            return super().changelist_view(request, extra_context)
        except OverflowError as error:
            raise Http404("There is no such filter.") from error

    def lookup_allowed(self, lookup, value, request):
        """A pattern typed into the address would be the database's error, not ours to answer."""
        is_pattern = lookup.rpartition("__")[2] in PATTERNS
        return not is_pattern and super().lookup_allowed(lookup, value, request)

    def response_action(self, request, queryset):
        """Without the selections that are no numbers, which Django takes for an error of ours."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        request.POST = request.POST.copy()
        numbers = [pk for pk in chosen if is_number(pk)]
        request.POST.setlist(ACTION_CHECKBOX_NAME, numbers)
        return super().response_action(request, queryset)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404(_("There is no such %(what)s.") % {"what": opts.verbose_name})


def is_number(text: str) -> bool:
    """Whether it can be a row's number: SQLite takes a longer one for an error."""
    return text.isascii() and text.isdigit() and len(text) < 19


def without_shortcuts(field):
    """A choice without the pencil, cross and eye beside it; a new row may still be made."""
    widget = getattr(field, "widget", None)
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget.can_change_related = widget.can_delete_related = widget.can_view_related = False
    return field


class ScopedAdmin(Hidden, Scoped, LongLists, admin.ModelAdmin):
    """A model of the register: out of scope is the same as not existing, on every page of it."""

    form = RegisterForm
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False

    def changeform_view(self, request, *args, **kwargs):
        view = super().changeform_view
        return retried(request, lambda: view(request, *args, **kwargs))

    def delete_view(self, request, *args, **kwargs):
        view = super().delete_view
        return retried(request, lambda: view(request, *args, **kwargs))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return without_shortcuts(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.sight.everything:
            return rows
        return self.in_places(rows, self.place_ids(request))

    def in_places(self, rows: QuerySet, places: frozenset[int]) -> QuerySet:
        """Those of these institutions."""
        return rows.filter(**{f"{self.institution}__in": places})

    def choices(self, request, places: QuerySet[Institution]) -> QuerySet:
        """The rows another form may choose from, in these institutions."""
        return self.get_queryset(request).filter(**{f"{self.institution}__in": places})

    def kept_rows(self, request, rows: QuerySet) -> QuerySet:
        """Those of the rows that the viewer may change: what an action works on."""
        if request.sight.everything:
            return rows
        return rows.filter(**{f"{self.institution}__in": self.places(request, kept=True)})

    def get_changeform_initial_data(self, request):
        """The only institution, where there is but one, need not be chosen."""
        places = list(self.places(request, kept=True)[:2])
        only = {"institution": places[0].pk} if len(places) == 1 else {}
        said = super().get_changeform_initial_data(request)
        return only | {name: value for name, value in said.items() if self._may_begin(name, value)}

    def _may_begin(self, name: str, value) -> bool:
        """Whether a form can begin with what the address says: a related row by its number."""
        is_related = any(field.name == name and field.is_relation for field in self.opts.fields)
        return not is_related or is_number(str(value))

    def get_readonly_fields(self, request, obj=None):
        """A row stays in its institution."""
        fixed = ("institution",) if obj and self._has_own_institution() else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def _has_own_institution(self) -> bool:
        return any(field.name == "institution" for field in self.opts.fields if field.editable)

    def get_deleted_objects(self, objs, request):
        """What a removal takes along, counted: nothing, or it is refused for what depends on it."""
        rows = self.model._base_manager.filter(pk__in=[obj.pk for obj in objs])
        outside = rows.exclude(pk__in=self.kept_rows(request, rows).values("pk"))
        refused = {self.opts.verbose_name} if outside.exists() else set()
        counts = {self.opts.verbose_name_plural: len(objs)}
        return [str(obj) for obj in objs], counts, refused, list(self._dependents(rows))

    def _dependents(self, rows: QuerySet):
        # With those nobody can follow backwards, such as a class's branch: they protect as well.
        for relation in self.opts.get_fields(include_hidden=True):
            if getattr(relation, "on_delete", None) is not PROTECT or relation.concrete:
                continue
            lookup = {f"{relation.field.name}__in": rows}
            if count := relation.related_model._base_manager.filter(**lookup).count():
                names = relation.related_model._meta
                yield f"{count} {names.verbose_name if count == 1 else names.verbose_name_plural}"
