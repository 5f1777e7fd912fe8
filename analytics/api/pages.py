"""Pages of every list: by a cursor, in one of the orders the list names."""

from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination

from analytics.api.inputs import number_of


class Pages(CursorPagination):
    """A page far down costs what the first one costs.

    A view names its orders by word in `orderings`: the columns, the first nearly unique, since a
    page begins where the last one ended. Nothing is sorted by a figure: whoever may not know the
    figure would read it off the order.
    """

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200

    def get_ordering(self, request, queryset, view) -> tuple[str, ...]:
        """The columns of the order asked for; ValidationError for one that is not there."""
        words = view.orderings
        asked = request.query_params.get("ordering", next(iter(words)))
        columns = words.get(asked.removeprefix("-"))
        if columns is None:
            known = ", ".join(f"{word}, -{word}" for word in words)
            raise ValidationError({"ordering": [f"It is one of: {known}."]})
        return tuple(f"-{column}" for column in columns) if asked.startswith("-") else columns

    def paginate_queryset(self, queryset, request, view=None):
        self.by_number = self.get_ordering(request, queryset, view)[0].lstrip("-") == "pk"
        return super().paginate_queryset(queryset, request, view)

    def decode_cursor(self, request):
        cursor = super().decode_cursor(request)
        position = cursor and cursor.position
        if position is not None and self.by_number and number_of(position) is None:
            raise NotFound(self.invalid_cursor_message)
        return cursor
