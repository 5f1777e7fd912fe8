"""Lists of the administration that may be long: counted up to a limit, turned by key."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from students.keyed_pages import AT, MOST_COUNTED, Pages, counted
from students.keysets import Part


class Many(int):
    """One more than were counted; where Django writes a number, it says that there are more."""

    def __str__(self):
        return _("more than %(count)s") % {"count": f"{int(self) - 1:,}"}


class LongPaginator(Paginator):
    """Counts no further than MOST_COUNTED rows."""

    @cached_property
    def count(self) -> int:
        found = counted(self.object_list)
        return Many(MOST_COUNTED + 1) if found is None else found

    @property
    def is_counted(self) -> bool:
        return not isinstance(self.count, Many)

    def get_elided_page_range(self, number=1, **kwargs):
        """The numbers of pages to go to; none where nobody knows the last."""
        return super().get_elided_page_range(number, **kwargs) if self.is_counted else ()


class LongChangeList(ChangeList):
    """A page of it begins at a key of the address; by a number alone rows are passed over."""

    previous_url = next_url = ""

    def get_queryset(self, request, exclude_parameters=None):
        """Without the key, which narrows nothing and stays out of the links to other orders."""
        self.key = self.params.pop(AT, None) or getattr(self, "key", "")
        self.filter_params.pop(AT, None)
        return super().get_queryset(request, exclude_parameters)

    def _get_deterministic_ordering(self, ordering):
        """Among equal rows by number as the column before it goes: so does an index."""
        *columns, last = super()._get_deterministic_ordering(ordering)
        rises = columns and isinstance(columns[-1], str) and not columns[-1].startswith("-")
        return [*columns, "pk" if last == "-pk" and rises else last]

    def get_results(self, request):
        paginator = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
        self.paginator, self.result_count = paginator, paginator.count
        self.full_result_count, self.show_full_result_count = None, False
        self.show_admin_actions = True
        self.can_show_all = self.result_count <= self.list_max_show_all
        self.multi_page = self.result_count > self.list_per_page
        if (self.show_all and self.can_show_all) or not self.multi_page:
            self.result_list = self.queryset._clone()
        else:
            self.result_list = self._page(request)

    def _page(self, request) -> list:
        if self.paginator.is_counted:
            try:
                self.page_num = self.paginator.validate_number(self.page_num)
            except InvalidPage as error:
                raise IncorrectLookupParameters from error
        order = self._order()
        if order is None:
            return self._by_number(max(self.page_num, 1))
        count = self.result_count if self.paginator.is_counted else None
        part = Part(self.queryset, order, ahead=self.model_admin.ahead(request, order[0]))
        page = Pages([part], self.list_per_page, count, PAGE_VAR).of(
            {PAGE_VAR: str(self.page_num), AT: self.key}
        )
        self.page_num = page.number
        self.previous_url, self.next_url = self._url(page.previous), self._url(page.next)
        found = self.queryset.order_by().in_bulk(page.ids)
        return [found[pk] for pk in page.ids if pk in found]

    def _by_number(self, number: int) -> list:
        """A page of an order that is of more than columns: the rows above are passed over."""
        start, stop = (number - 1) * self.list_per_page, number * self.list_per_page
        found = list(self.queryset[start : stop + 1])
        if number > 1:
            self.previous_url = self.get_query_string({PAGE_VAR: number - 1})
        if len(found) > self.list_per_page:
            self.next_url = self.get_query_string({PAGE_VAR: number + 1})
        self.page_num = number
        return found[: self.list_per_page]

    def _order(self) -> tuple[str, ...] | None:
        """The columns of the order; None where it is of more than columns, such as a sum."""
        order = tuple(dict.fromkeys(self.queryset.query.order_by))
        if not order or not all(isinstance(one, str) and self._is_column(one) for one in order):
            return None
        return order

    def _is_column(self, name: str) -> bool:
        *steps, last = name.lstrip("-").split("__")
        model = self.model
        for step in steps:
            model = model._meta.get_field(step).related_model
        if last == "pk":
            return True
        names = {field.attname for field in model._meta.fields}
        return last in names and not model._meta.get_field(last).is_relation

    def _url(self, changes: dict[str, str] | None) -> str:
        if changes is None:
            return ""
        return self.get_query_string({name: value or None for name, value in changes.items()})


class LongLists:
    """A mixin for every list of the administration."""

    paginator = LongPaginator

    def get_changelist(self, request, **kwargs):
        return LongChangeList

    def ahead(self, request, first: str) -> QuerySet | None:
        """Those whose key the first column of an order is, as `Part` asks for them."""
        return None
