"""Django's entry for the students app."""

from django.apps import AppConfig
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from students.rules import words


class StudentsConfig(AppConfig):
    name = "students"
    verbose_name = _("Register")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        words.speak(translation)
