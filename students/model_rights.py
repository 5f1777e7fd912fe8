"""What the roles may do with models that guess how studies end: read of them, put them to use."""

from django.db.models import QuerySet

from students.models import Institution, Role

ANSWERING = (Role.PRINCIPAL, Role.REGISTRAR)
READING = (*ANSWERING, Role.HEAD, Role.FACULTY, Role.MENTOR)


class ModelRights:
    """A part of Sight, from which it takes `sees_people`, `has`, `where` and `everything`."""

    @property
    def reads_models(self) -> bool:
        """Whether what a model learnt, and how good it is, is theirs to read, and to try it.

        It is for whoever is shown guesses about students.
        """
        return self.sees_people

    def modelled_institutions(self) -> QuerySet[Institution]:
        """The institutions of whose models they may read."""
        return self._held(*READING)

    @property
    def puts_models_to_use(self) -> bool:
        """Whether training, putting to use and taking out of it is theirs anywhere.

        It is for who answers for all students that a guess is shown of.
        """
        return self.has(*ANSWERING)

    def model_institutions(self) -> QuerySet[Institution]:
        """The institutions for which they say which model is in use."""
        return self._held(*ANSWERING)

    def audits_models(self, institution_id: int) -> bool:
        """Whether a model's errors by protected group are theirs to read, as backgrounds are."""
        return self.everything or institution_id in self.where(Role.PRINCIPAL)

    def _held(self, *roles: str) -> QuerySet[Institution]:
        if self.everything:
            return Institution.objects.all()
        return Institution.objects.filter(pk__in=self.where(*roles))
