"""What the roles may do with declared results: declare, publish, see, and print as grade cards."""

from django.db.models import Q, QuerySet

from students.models import DeclaredResult, Role, TermResult

DECLARING = (Role.PRINCIPAL, Role.REGISTRAR)


class DeclarationRights:
    """A part of Sight, from which it takes roles, places, and the results seen whole and owned."""

    @property
    def declares(self) -> bool:
        """Whether declaring and publishing results is theirs anywhere."""
        return self.has(*DECLARING)

    def may_declare(self, institution_id: int) -> bool:
        """Whether results of this institution may be declared, revised and published."""
        return self.everything or institution_id in self.where(*DECLARING)

    def declared_results(self) -> QuerySet[DeclaredResult]:
        """What was declared of results seen whole, published or not."""
        return DeclaredResult.objects.filter(result__in=self.whole_results().values("pk"))

    def own_declared_results(self) -> QuerySet[DeclaredResult]:
        """What was declared of a student's own terms and published."""
        own = DeclaredResult.objects.filter(result__in=self.own_results().values("pk"))
        return own.published()

    @property
    def sees_grade_cards(self) -> bool:
        """Whether grade cards are theirs at all: of records they see, or of themselves."""
        return self.sees_people or self.has(Role.STUDENT) or self.student_id is not None

    def grade_cards(self) -> QuerySet[DeclaredResult]:
        """What was declared of results seen whole, and of the own ones what is published."""
        whole = Q(result__in=self.whole_results().values("pk"))
        return DeclaredResult.objects.filter(
            whole | Q(pk__in=self.own_declared_results().values("pk"))
        )

    @property
    def has_mark_sheets(self) -> bool:
        """Whether mark sheets are theirs at all: to give out, or of themselves."""
        return self.declares or self.has(Role.STUDENT) or self.student_id is not None

    def given_results(self) -> QuerySet[TermResult]:
        """Results whose mark sheets they give out to others."""
        if self.everything:
            return TermResult.objects.all()
        return TermResult.objects.filter(institution__in=self.where(*DECLARING))

    def mark_sheet_results(self) -> QuerySet[TermResult]:
        """The same and the own ones: results whose mark sheets they may have."""
        if self.everything:
            return self.given_results()
        own = Q(pk__in=self.own_results().values("pk"))
        return TermResult.objects.filter(Q(institution__in=self.where(*DECLARING)) | own)
