"""Who may look at import runs of which kind, and who may store them and take them back."""

from django.db.models import Q, QuerySet

from students.models import ImportRun, Role
from students.office_rights import BATCH_KEEPERS, FEE_KEEPERS

Kind = ImportRun.Kind
REGISTER_KEEPERS = (Role.REGISTRAR,)
KEEPERS = dict.fromkeys(Kind.values, REGISTER_KEEPERS)
KEEPERS |= dict.fromkeys((Kind.DUES, Kind.PAYMENTS), FEE_KEEPERS)
KEEPERS |= dict.fromkeys(
    (Kind.BATCHES, Kind.TRAINERS, Kind.RATINGS, Kind.POSTS, Kind.REACH), BATCH_KEEPERS
)
RUN_ROLES = (Role.PRINCIPAL, *dict.fromkeys((*FEE_KEEPERS, *BATCH_KEEPERS)))


class ImportRights:
    """A part of Sight, from which it takes `where`, `has` and `everything`."""

    @property
    def opens_imports(self) -> bool:
        """Whether import runs of any kind are theirs to look at."""
        return self.has(*RUN_ROLES)

    def keeps_run(self, run: ImportRun) -> bool:
        """Whether a run may be stored, read anew, given up or taken back."""
        kind = run.undo_of.kind if run.kind == Kind.UNDO else run.kind
        return self.everything or run.institution_id in self.where(*KEEPERS[kind])

    def import_runs(self) -> QuerySet[ImportRun]:
        """The runs that may be looked at; one that has no institution yet is a superuser's.

        The principal sees every kind, everybody else those they keep; an undo is of its run's kind.
        """
        if self.everything:
            return ImportRun.objects.all()
        seen = Q(institution__in=self.where(Role.PRINCIPAL))
        for kind, roles in KEEPERS.items():
            where = self.where(*roles)
            if where:
                of_kind = Q(kind=kind) if kind != Kind.UNDO else Q(pk__in=())
                seen |= Q(of_kind | Q(undo_of__kind=kind), institution__in=where)
        return ImportRun.objects.filter(seen)
