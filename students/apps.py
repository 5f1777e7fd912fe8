"""Django's entry for the students app."""

from django.apps import AppConfig
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from students.rules import words


class StudentsConfig(AppConfig):
    name = "students"
    verbose_name = _("Register")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self):
        super().import_models()
        from students.models.names import spoken

        spoken(self.models.values())

    def ready(self):
        words.speak(translation)
