"""Batches in the administration: who joined them, who trains them, and what is said of those."""

from django.contrib import admin

from students.admin.fees import OfPayers
from students.admin.filters import OwnRelated
from students.admin.importing import Exported, Imported
from students.admin.office import OfficeAdmin, OfStudents
from students.admin.office_resources import (
    AdmissionResource,
    BatchTrainerResource,
    RatingResource,
)
from students.models import Admission, BatchTrainer, ImportRun, Role, TrainerRating
from students.office_rights import BATCH_KEEPERS, SINGLE_RATING_ROLES


@admin.register(Admission)
class AdmissionAdmin(OfPayers, Imported, OfStudents):
    """Of students by name: the registrar's to keep, and not a manager's to see."""

    institution = "student__institution"
    autocomplete_fields = ("student",)
    identity = ("student", "batch")
    import_kind = ImportRun.Kind.ADMISSIONS
    resource_classes = (AdmissionResource,)
    ordering = ("student__roll_key", "pk")
    list_display = ("roll_no", "name", "batch", "admitted_on", "left_on", "standing")
    list_filter = (("student__institution", OwnRelated), ("batch", OwnRelated), "standing")
    list_select_related = ("student__institution", "batch__branch")


@admin.register(BatchTrainer)
class BatchTrainerAdmin(Exported, OfficeAdmin):
    institution = "batch__institution"
    identity = ("batch", "staff")
    viewers = (Role.PRINCIPAL,)
    keepers = BATCH_KEEPERS
    student_prefix = None
    resource_classes = (BatchTrainerResource,)
    ordering = ("batch__code_key", "pk")
    list_display = ("batch", "staff", "starts_on", "ends_on")
    list_filter = (("batch__institution", OwnRelated), ("batch", OwnRelated))
    list_select_related = ("batch__institution", "staff")
    search_fields = ("batch__code_key", "staff__name_key")


@admin.register(TrainerRating)
class TrainerRatingAdmin(Imported, OfficeAdmin):
    """What students said, word by word: it comes by file, and a principal alone reads it here."""

    institution = "staff__institution"
    viewers = SINGLE_RATING_ROLES
    keepers = ()
    student_prefix = None
    import_kind = ImportRun.Kind.RATINGS
    resource_classes = (RatingResource,)
    ordering = ("-rated_on", "-pk")
    list_display = ("staff", "batch", "rated_on", "score", "max_score", "comment")
    list_filter = (("staff__institution", OwnRelated), ("batch", OwnRelated), "rated_on")
    list_select_related = ("staff__institution", "batch")
    search_fields = ("staff__name_key", "comment")
