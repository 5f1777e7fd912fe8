"""What the roles may do about rooms measured by camera: consent, measuring, and looking."""

from django.db.models import Q, QuerySet

from students.models import Batch, BatchTrainer, CameraSession, Institution, Role


class CameraRights:
    """A part of Sight, from which it takes `where`, `has`, `everything`, `staff`, `branches`."""

    @property
    def measures_rooms(self) -> bool:
        """Whether rooms are theirs to measure and to look at, if only of batches they train."""
        return self.has(Role.PRINCIPAL, Role.HEAD, Role.FACULTY)

    @property
    def sees_measured_rooms(self) -> bool:
        """Whether any are measured where they may look; else their page is only led to by hand."""
        roles = (Role.PRINCIPAL, Role.HEAD, Role.FACULTY)
        return self.everything or bool(self.rooms & self.where(*roles))

    @property
    def consents_to_cameras(self) -> bool:
        """Whether it is theirs to turn measuring on and off: who answers for the institution."""
        return self.has(Role.PRINCIPAL)

    def camera_institutions(self) -> QuerySet[Institution]:
        """Those in which they turn it on and off."""
        if self.everything:
            return Institution.objects.all()
        return Institution.objects.filter(pk__in=self.where(Role.PRINCIPAL))

    def camera_batches(self) -> QuerySet[Batch]:
        """Batches whose rooms they measure and look at: a head's of the branch, a trainer's own."""
        if self.everything:
            return Batch.objects.all()
        trained = BatchTrainer.objects.today().filter(staff__in=self.staff.get(Role.FACULTY, ()))
        return Batch.objects.filter(
            Q(institution__in=self.where(Role.PRINCIPAL))
            | Q(branch__in=self.branches)
            | Q(pk__in=trained.values("batch"))
        )

    def camera_sessions(self) -> QuerySet[CameraSession]:
        """Sessions of these batches that are not past their day."""
        return CameraSession.objects.kept().filter(batch__in=self.camera_batches().values("pk"))

    def removable_camera_sessions(self) -> QuerySet[CameraSession]:
        """Sessions they may delete before that day."""
        return CameraSession.objects.filter(institution__in=self.camera_institutions())
