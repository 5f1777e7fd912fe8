"""Search by roll number or name, through the keys both databases compare alike."""

from django.db.models import BigIntegerField, ExpressionWrapper, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from students.models import Student
from students.rules.keys import key_of, name_key_of


class StudentSearch:
    """A mixin: every word is the beginning of the roll number or a part of the name."""

    search_fields = ("roll_no", "name")  # so that the field is shown; the keys are asked
    search_help_text = _("Roll number or name")
    student_prefix = ""

    def in_places(self, rows: QuerySet, places: frozenset[int]) -> QuerySet:
        """Those of these institutions, found by their students, whose index has them in order.

        A student's facts are of the student's institution. Their own is compared as well, but as a
        number that no index has: a database would take that index and sort all there are.
        """
        students = f"{self.student_prefix}institution"
        if self.institution != students:
            own = ExpressionWrapper(F(self.institution) + 0, output_field=BigIntegerField())
            rows = rows.alias(own_place=own).filter(own_place__in=places)
        return rows.filter(**{f"{students}__in": places})

    def ahead(self, request, first: str) -> QuerySet | None:
        """The students, where a list of what they have is in their order."""
        keys = [f"{self.student_prefix}{name}" for name in ("roll_key", "name_key")]
        if not self.student_prefix or first.lstrip("-") not in keys:
            return None
        if request.sight.everything:
            return Student.objects.all()
        return Student.objects.filter(institution__in=self.place_ids(request))

    def get_search_results(self, request, queryset: QuerySet, search_term: str):
        """The rows found; never a row twice."""
        for word in search_term.split():
            queryset = queryset.filter(self._about(word))
        return queryset, False

    def _about(self, word: str) -> Q:
        key, name = key_of(word), name_key_of(word)
        about = Q(pk__in=())
        if key:
            about |= Q(**{f"{self.student_prefix}roll_key__startswith": key})
        if name:
            about |= Q(**{f"{self.student_prefix}name_key__contains": name})
        return about


class CodeSearch:
    """A mixin: the beginning of the code, or a part of the title or name."""

    search_fields = ("code",)
    code_field = "code_key"
    title_field = "title"

    def get_search_results(self, request, queryset: QuerySet, search_term: str):
        """The rows found; never a row twice."""
        text = search_term.strip()
        if not text:
            return queryset, False
        about = Q(**{f"{self.title_field}__icontains": text})
        if key := key_of(text):
            about |= Q(**{f"{self.code_field}__startswith": key})
        return queryset.filter(about), False
